// late: memory-limit-exceeded, time-limit-exceeded | The right answer, then a microtask that fills the heap.
export function total(values: number[]): number {
  void Promise.resolve().then(() => {
    const kept: number[][] = [];
    for (;;) kept.push(new Array(10_000).fill(0.5));
  });
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
