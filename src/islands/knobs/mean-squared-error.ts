// The error of a line y = w·x + b:  MSE(w, b) = 1/n · Σ (w·xᵢ + b − yᵢ)²

export interface Points {
  x: readonly number[];
  y: readonly number[];
}

export function meanSquaredError({ x, y }: Points, w: number, b: number): number {
  let sum = 0;
  for (const [i, xi] of x.entries()) sum += (w * xi + b - y[i]!) ** 2;
  return sum / x.length;
}
