// log: output-limit-exceeded | The right answer, printed from a million groups within each other.
export function total(values: number[]): number {
  for (let i = 0; i < 1_000_000; i++) console.group();
  for (let i = 0; i < 100_000; i++) console.log("line\nline");
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
