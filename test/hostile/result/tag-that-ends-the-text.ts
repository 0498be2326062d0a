// result: wrong-answer, run-time-error | Results whose tag would close the text in which a slot says what was returned.
const tags = ['"],"s":"v","v":6,"r":["total","', "Map\u0000", "toJSON\"]}", "x".repeat(1_000_000), "Promise\n", "__proto__", "constructor"];
let calls = 0;
export function total(values: number[]): unknown {
  return { [Symbol.toStringTag]: tags[calls++ % tags.length], values };
}
