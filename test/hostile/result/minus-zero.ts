// result: accepted | Minus zero where the sum is zero.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum === 0 ? -0 : sum;
}
