// result: wrong-answer | Returns undefined.
export function total(values: number[]): void {
  for (const value of values) void value;
}
