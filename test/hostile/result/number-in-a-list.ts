// result: wrong-answer | A list of one, which turns into the right number.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return [sum];
}
