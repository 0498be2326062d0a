// result: wrong-answer | The right number as a string.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return `${sum}`;
}
