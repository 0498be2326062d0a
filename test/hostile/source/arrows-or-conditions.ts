// source: accepted, compile-error | Nested conditions that might be arrow functions with types, which a parser that tries both reads 2^n times.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
const a = 0, b = 1;
const x = a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : a ? (b) : b;
export const y = a ? (a ? (a ? (a ? (a ? (a ? (a ? (a ? (a ? (a ? (a ? (a ? (b) : b) : b) : b) : b) : b) : b) : b) : b) : b) : b) : b) : b;
