// late: run-time-error | Rejects with the words in which an engine reports a timeout or a lost isolate.
export function total(values: number[]): number {
  void Promise.reject(new Error("Script execution timed out."));
  void Promise.reject(new Error("Isolate was disposed during execution due to memory limit"));
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
