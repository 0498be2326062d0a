// source: accepted | A module in the old dialect that engines compile ahead of time, past the removal of WebAssembly.
function Fast(this: unknown, stdlib: object, foreign: object, heap: ArrayBuffer) {
  "use asm";
  function id(x: number) {
    x = x | 0;
    return x | 0;
  }
  return { id: id };
}
const fast = (Fast as unknown as (a: object, b: object, c: ArrayBuffer) => { id(x: number): number })(globalThis, {}, new ArrayBuffer(65536));
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return fast.id(3) === 3 ? sum : NaN;
}
