// escape: accepted | Tries to get shared memory, the raw material of a clock, from every neighbour of ArrayBuffer.
let recovered = 0;
const ways: (() => unknown)[] = [
  () => new Function("return SharedArrayBuffer")(),
  () => new Function("return Atomics")(),
  () => Reflect.construct(ArrayBuffer, [8], new Function("return function SharedArrayBuffer() {}")()).growable,
  () => Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "growable"),
  () => new ArrayBuffer(8, { shared: true, maxByteLength: 16 } as never) instanceof ArrayBuffer || 1,
  () => [Int32Array, DataView, BigInt64Array].find((view) => Object.getOwnPropertyNames(view).some((name) => /shared/i.test(name))),
];
for (const way of ways) {
  try {
    const got = way();
    if (got !== undefined && got !== true) recovered++;
  } catch {
    // Gone.
  }
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return recovered === 0 ? sum : NaN;
}
