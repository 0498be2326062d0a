// source: compile-error | A hashbang that is not on the first line.
#!/usr/bin/env -S node --allow-fs-read=*
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
