// late: time-limit-exceeded | The right answer, then one microtask that never returns.
export function total(values: number[]): number {
  void Promise.resolve().then(() => {
    for (;;);
  });
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
