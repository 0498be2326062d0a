// result: wrong-answer | An object whose toJSON gives the right number.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return { toJSON: () => sum };
}
