// tamper: accepted | Exports a value under the name __proto__.
const decoy = { total: () => NaN, default: () => NaN };
export { decoy as __proto__ };
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
