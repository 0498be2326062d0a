// result: wrong-answer | A function that would compute the answer, with every conversion overridden.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return Object.assign(() => sum, { valueOf: () => sum, toString: () => `${sum}`, toJSON: () => sum });
}
