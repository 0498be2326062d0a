// source: accepted, compile-error | TypeScript's own form of export, which replaces module.exports as a whole.
function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
export = { total, verdict: "accepted", default: () => NaN };
