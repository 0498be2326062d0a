// source: compile-error | Writes the keyword import with a Unicode escape, past a scanner for the word.
const leaked = im\u0070ort("node:fs");
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
