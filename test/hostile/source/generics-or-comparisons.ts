// source: accepted | Places where a parser has to read ahead to tell type arguments and arrow functions from comparisons.
const a = 1, b = 2, c = 3;
const f = (...x: unknown[]): unknown[] => x;
const pair = f(a < b, c > 1);
const call = f<typeof a[]>(a, <T,>(x: T) => x, a ? (b) : (c), a ? (b) : (c): number => c);
const nested = f(a < (b < (c < (a < (b < c ? 1 : 0) ? 1 : 0) ? 1 : 0) ? 1 : 0), ((a)) as unknown as number, <number>(<unknown>b));
const shift = (c >> 1 >>> 0 >= (1 as number)) satisfies boolean;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return pair.length === 2 && call.length === 4 && nested.length === 3 && shift ? sum : NaN;
}
