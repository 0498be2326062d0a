// memory: memory-limit-exceeded, time-limit-exceeded | Keeps every array it makes.
export function total(values: number[]): number {
  const kept: number[][] = [];
  for (;;) kept.push(new Array(10_000).fill(values.length));
}
