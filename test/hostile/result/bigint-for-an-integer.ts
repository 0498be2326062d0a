// result: accepted | A BigInt wherever the sum is an integer.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return Number.isInteger(sum) ? BigInt(sum) : sum;
}
