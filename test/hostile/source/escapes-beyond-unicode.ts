// source: compile-error | An identifier written with an escape beyond the last code point.
const a\u{110000} = 1;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
