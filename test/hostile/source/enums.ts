// source: accepted | Enums of all kinds, one with a member that refers to itself while it is being made.
enum Sign {
  Minus = -1,
  Zero,
  Plus,
  Sum = Minus + Zero + Plus,
}
const enum Start {
  At = Sign.Sum,
}
declare enum Elsewhere {
  Nowhere,
}
export function total(values: number[]): number {
  let sum: number = Start.At;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return Sign[0] === "Zero" || Sign[0] === "Sum" ? sum : NaN;
}
