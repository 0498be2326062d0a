// result: wrong-answer | A Map and a Set that hold the right number.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return new Map<unknown, unknown>([["sum", sum], [sum, new Set([sum])]]);
}
