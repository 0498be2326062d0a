// source: compile-error | A quote and a NUL in overlong encodings, which careless decoders let through.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
const text = "À¢; process; À€à€¢";
