// The code that the editor opens with: signatures and types, and no part of the answer.

/** The mean of at least one number. */
export function mean(values: number[]): number {
  // Write your code here.
  void values;
  return NaN;
}
