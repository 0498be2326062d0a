// source: compile-error, accepted | A line that a parser takes for a comparison and the engine for a comment.
let flag = 1;
let other = flag <!--flag;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return flag === 1 || flag === 0 ? sum + 0 * Number(other) : NaN;
}
