// Adds up the columns of the matrix, each times its own number of x; a dot product is a matrix with one row.

export function dot(a: number[], b: number[]): number {
  return timesVector([a], b)[0]!;
}

export function shape(M: number[][]): number[] {
  const [first] = M;
  return [M.length, first!.length];
}

export function timesVector(M: number[][], x: number[]): number[] {
  const y: number[] = new Array<number>(M.length).fill(0);
  for (const [j, factor] of x.entries()) {
    for (let i = 0; i < M.length; i++) y[i]! += factor * M[i]![j]!;
  }
  return y;
}

export function rowMeans(M: number[][]): number[] {
  const [, columns] = shape(M);
  const ones = new Array<number>(columns!).fill(1);
  return timesVector(M, ones).map((sum) => sum / columns!);
}
