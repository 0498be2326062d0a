// log: output-limit-exceeded | A hundred thousand empty lines.
export function total(values: number[]): number {
  for (let i = 0; i < 100_000; i++) console.log();
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
