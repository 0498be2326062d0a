// late: wrong-answer | An object that turns into the right number wherever a number is wanted.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return { [Symbol.toPrimitive]: () => sum };
}
