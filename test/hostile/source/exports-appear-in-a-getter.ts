// source: accepted, compile-error, wrong-answer, run-time-error | exports that exist only when they are asked for the second time

declare const exports: Record<string, unknown>;
let asked = 0;
Object.defineProperty(exports, "total", {
  configurable: true,
  get: () => (++asked > 1 ? (v: number[]): number => v.reduce((a, b) => a + b, 0) : undefined),
});
