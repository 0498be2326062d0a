// memory: time-limit-exceeded, memory-limit-exceeded, run-time-error | every match of a pattern in a long text, spread into one array

export function total(v: number[]): number {
  const text = "ab".repeat(1 << 26);
  return [...text.matchAll(/(?<first>a)(?<second>b)/dg)].length + v.length;
}
