// tamper: accepted | Replaces iteration of arrays, so that loops and spreading see the wrong elements.
const iterator = Object.getPrototypeOf([][Symbol.iterator]());
iterator.next = () => ({ done: true, value: undefined });
Array.prototype[Symbol.iterator] = function* () {
  yield 6;
} as never;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
