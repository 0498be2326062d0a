// source: run-time-error | Renames itself so that a forged line number stands in every stack.
export function total(values: number[]): number {
  throw new Error("where?");
}
//# sourceURL=submission.ts:99999999999999999999:1
