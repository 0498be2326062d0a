// source: compile-error | A with statement, which strict code does not have.
export function total(values: number[]): number {
  with (Math) return abs(values.length);
}
