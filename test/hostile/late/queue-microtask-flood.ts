// late: time-limit-exceeded | The right answer, then microtasks that queue two more each.
function flood(): void {
  queueMicrotask(flood);
  queueMicrotask(() => undefined);
}
export function total(values: number[]): number {
  queueMicrotask(flood);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
