// source: compile-error | A namespace, whose body a stripper of types would drop without a word.
namespace Sums {
  export function sumOf(values: number[]): number {
    let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
    return sum;
  }
}
export const total = (values: number[]): number => Sums.sumOf(values);
