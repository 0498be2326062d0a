// TODO The solution as students may read it afterwards: plain loops, the names of the statement, the
// formula above the code.

/** mean = (x₁ + … + xₙ) / n */
export function mean(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
