// Vectors and matrices with plain loops. A vector is a list of numbers; a matrix is a list of rows of equal length.
//
//   dot          a · b = Σᵢ aᵢ·bᵢ
//   timesVector  yᵢ = Σⱼ Mᵢⱼ·xⱼ                 the dot product of row i with x
//   rowMeans     meanᵢ = (Mᵢ₁ + … + Mᵢc) / c     c: the number of columns

/** a and b: equally long. */
export function dot(a: number[], b: number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** [rows, columns]; M has at least one row. */
export function shape(M: number[][]): number[] {
  return [M.length, M[0]!.length];
}

/** M: r x c, x: c numbers. Returns r numbers. */
export function timesVector(M: number[][], x: number[]): number[] {
  return M.map((row) => dot(row, x));
}

/** M: r x c. Returns r numbers. */
export function rowMeans(M: number[][]): number[] {
  const means: number[] = [];
  for (const row of M) {
    let sum = 0;
    for (const value of row) sum += value;
    means.push(sum / row.length);
  }
  return means;
}
