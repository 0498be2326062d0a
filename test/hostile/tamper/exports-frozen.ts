// tamper: run-time-error | Freezes its exports before anything was exported, so that exporting fails.
declare const exports: object;
Object.freeze(exports);
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
