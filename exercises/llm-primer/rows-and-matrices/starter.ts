// A vector is a list of numbers: [1, 2, 3].
// A matrix is a list of rows, all of the same length: [[1, 2, 3], [4, 5, 6]] has 2 rows and 3 columns.

/** Multiply the numbers pair by pair and add up the products. */
export function dot(a: number[], b: number[]): number {
  // Write your code here, and replace the next two lines.
  void [a, b];
  return NaN;
}

/** The number of rows, then the number of columns. */
export function shape(M: number[][]): number[] {
  void M;
  return [];
}

/** The dot product of each row of M with x: one number for each row. */
export function timesVector(M: number[][], x: number[]): number[] {
  void [M, x];
  return [];
}

/** The mean of each row of M: one number for each row. */
export function rowMeans(M: number[][]): number[] {
  void M;
  return [];
}
