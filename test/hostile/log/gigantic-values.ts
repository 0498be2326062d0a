// log: accepted, output-limit-exceeded | Prints arrays, BigInts, typed arrays and keys that are far longer than any line.
const kept = [new Array(2 ** 32 - 1), 1n << 5_000_000n, new Float64Array(1_000_000), { ["k".repeat(1 << 22)]: 1 }];
export function total(values: number[]): number {
  console.log(...kept);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
