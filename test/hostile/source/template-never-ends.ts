// source: compile-error | A template literal that swallows whatever is put behind the module.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
const rest = `${values => `
