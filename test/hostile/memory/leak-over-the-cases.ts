// memory: memory-limit-exceeded | Answers rightly, and keeps six megabytes more at each call.
const kept: number[][] = [];
export function total(values: number[]): number {
  kept.push(new Array(800_000).fill(0.5));
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
