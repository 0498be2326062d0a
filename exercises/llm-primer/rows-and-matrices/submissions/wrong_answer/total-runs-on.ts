// Starts the total once, above the loop over the rows.

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
  let total = 0;
  for (let i = 0; i < M.length; i++) {
    for (let j = 0; j < x.length; j++) total += M[i]![j]! * x[j]!;
    y.push(total);
  }
  return y;
}

export function rowMeans(M: number[][]): number[] {
  return M.map((row) => row.reduce((total, v) => total + v, 0) / row.length);
}
