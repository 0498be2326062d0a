// late: run-time-error | An async function: the answer is a promise of the right number.
export async function total(values: number[]): Promise<number> {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
