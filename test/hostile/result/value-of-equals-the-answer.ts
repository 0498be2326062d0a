// result: wrong-answer | An object that a loose comparison would take for the right number.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return { valueOf: () => sum, toString: () => String(sum) };
}
