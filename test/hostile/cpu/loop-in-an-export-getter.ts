// cpu: time-limit-exceeded | Looks up of the export itself runs for ever.
declare const exports: object;
Object.defineProperty(exports, "total", {
  enumerable: true,
  get() {
    for (;;);
  },
});
