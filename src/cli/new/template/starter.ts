// The code that the editor opens with: signatures and types, and no part of the answer.

/** The mean of at least one number. */
export function mean(values: number[]): number {
  // 在这里写代码 / write your code here
  void values;
  return NaN;
}
