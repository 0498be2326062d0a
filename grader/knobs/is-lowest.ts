// Whether a line y = w·x + b is the least-squares line of some points.
//
//   E(w, b) = 1/n · Σ (w·xᵢ + b − yᵢ)²  is convex, so a place is lowest where both derivatives
//   are 0:  Σ eᵢ = 0  and  Σ eᵢ·xᵢ = 0,  with  eᵢ = w·xᵢ + b − yᵢ.

/** Of the terms that are added. The rest of a sum that should be 0 is rounding. */
const ROUNDING = 1e-9;

export function isLowest(
  x: readonly number[],
  y: readonly number[],
  { w, b }: { w: number; b: number },
): boolean {
  const slopes = [0, 0];
  const sizes = [0, 0];
  for (const [i, xi] of x.entries()) {
    const error = w * xi + b - y[i]!;
    const size = Math.abs(w * xi) + Math.abs(b) + Math.abs(y[i]!);
    for (const [k, by] of [1, xi].entries()) {
      slopes[k]! += error * by;
      sizes[k]! += size * Math.abs(by);
    }
  }
  return slopes.every(
    (slope, k) => Number.isFinite(slope) && Math.abs(slope) <= ROUNDING * sizes[k]!,
  );
}
