// result: wrong-answer | An instance of a subclass of Number with a string tag of its own.
class Sum extends Number {
  get [Symbol.toStringTag](): string {
    return 'Number"}';
  }
}
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return new Sum(sum);
}
