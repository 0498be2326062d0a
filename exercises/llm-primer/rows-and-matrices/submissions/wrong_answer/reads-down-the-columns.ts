// Multiplies x with the columns of the matrix instead of its rows.

export function dot(a: number[], b: number[]): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

export function shape(M: number[][]): number[] {
  return [M.length, M[0]!.length];
}

export function timesVector(M: number[][], x: number[]): number[] {
  const y: number[] = [];
  for (let j = 0; j < M[0]!.length; j++) {
    let total = 0;
    for (let i = 0; i < M.length; i++) total += M[i]![j]! * (x[i] ?? 0);
    y.push(total);
  }
  return y;
}

export function rowMeans(M: number[][]): number[] {
  return M.map((row) => row.reduce((total, v) => total + v, 0) / row.length);
}
