// result: wrong-answer | A frozen object without prototype whose only property is not enumerable.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return Object.freeze(Object.create(null, { valueOf: { value: () => sum }, [Symbol.toStringTag]: { value: "Number" } }));
}
