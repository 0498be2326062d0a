// source: compile-error | Escapes in strings that stop in the middle.
const text = "\u{d83d" + '\x4' + "\u12";
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
