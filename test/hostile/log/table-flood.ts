// log: output-limit-exceeded | The right answer beside tables without end.
const rows = Array.from({ length: 1000 }, (_, i) => Object.fromEntries(Array.from({ length: 100 }, (_, k) => [`column ${k}`, `${i} ${k}`.repeat(100)])));
export function total(values: number[]): number {
  for (let i = 0; i < 100; i++) console.table(rows);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
