// result: wrong-answer | A typed array that holds the right number.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return Float64Array.of(sum);
}
