// result: wrong-answer | An object that looks like the wire form of a number, a BigInt or an undefined value.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return { $i: String(sum) };
}
