// late: run-time-error | The right answer, with a rejected promise left behind.
export function total(values: number[]): number {
  void Promise.reject(new Error("nobody handles me"));
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
