// cpu: time-limit-exceeded | Leaves a finally block by continue, hoping to survive being terminated.
export function total(values: number[]): number {
  for (;;) {
    try {
      for (;;) values.length;
    } catch {
      continue;
    } finally {
      continue;
    }
  }
}
