// result: wrong-answer | A Date at the right number of milliseconds.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return new Date(sum);
}
