// source: compile-error | Types in a file that says it is JavaScript.
export function total(values: number[]): number {
  return (values as number[]).reduce((a: number, b: number): number => a + b, 0);
}
