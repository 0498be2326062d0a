// source: compile-error | Surrogates encoded one by one, as no UTF-8 may hold them.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
const text = "í ½í¸€";
