// late: time-limit-exceeded | An async function that awaits in its finally block and starts again when it is stopped.
async function survive(): Promise<void> {
  for (;;) {
    try {
      for (let i = 0; i < 1e9; i++);
    } finally {
      await null;
      continue;
    }
  }
}
export function total(values: number[]): number {
  void survive();
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
