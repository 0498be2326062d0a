// late: memory-limit-exceeded, time-limit-exceeded | The right answer, then a queue of microtasks that grows without end.
const kept: unknown[] = [];
function grow(): void {
  for (let i = 0; i < 1000; i++) {
    kept.push(new Array(100).fill(i));
    queueMicrotask(grow);
  }
}
export function total(values: number[]): number {
  queueMicrotask(grow);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
