// Fresh lines to fit by turning knobs, whose whole path is well determined.
//
// Rows, answers and starts lie on coarse grids. The learning rate is a share of 1 / (largest ‖x‖² + 1): up to 0.9 of it the errors
// of each batch shrink, whatever the batches. One share of 2.5 overshoots; there the epochs are few, since rounding errors grow along
// with the numbers on the path, and a knob that then happens to pass by 0 would show them. The tolerance follows the first loss, as
// for the stored cases.
//
// Tolerance: the accepted solutions differ from the reference by at most 1/80 of it on 6,000 such cases.

import fc from "fast-check";

/** Whole multiples of `step` from -limit to limit, easy to read in a failing case. */
const grid = (limit: number, step: number) => {
  const most = Math.round(limit / step);
  return fc.integer({ min: -most, max: most }).map((k) => tidy(k * step));
};

const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });

const plans = fc.record({
  features: fc.constantFrom(1, 1, 2, 3),
  rows: fc.integer({ min: 3, max: 7 }),
  batches: fc.constantFrom("all", "all", "one", "one", "short", "short", "wide", "single"),
});

export default plans.chain(({ features, rows, batches }) => {
  const n = batches === "single" ? 1 : rows;
  const left = Array.from({ length: n }, (_, size) => size).filter((size) => size > 1 && n % size > 0);
  return fc
    .record({
      X: list(n, list(features, grid(2, 0.25))),
      y: list(n, grid(6, 0.1)),
      w0: list(features, grid(2, 0.1)),
      b0: fc.oneof({ weight: 3, arbitrary: grid(2, 0.25) }, { weight: 2, arbitrary: fc.constant(null) }),
      pace: fc.constantFrom(0.1, 0.3, 0.6, 0.9, 2.5),
      epochs: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 15 }) }, { weight: 1, arbitrary: fc.constant(0) }),
      size: fc.constantFrom(...(batches === "short" ? left : [n])),
      loss: fc.constantFrom("mse", "mse", "half_mse"),
    })
    .map(({ X, y, w0, b0, pace, epochs, size, loss }) => {
      const room = Math.max(...X.map((x) => dot(x, x) + 1));
      const batchSizes: Record<string, number | null> = { all: null, one: 1, short: size, wide: n + 2, single: size };
      const first = X.reduce((sum, x, i) => sum + (dot(x, w0) + (b0 ?? 0) - y[i]!) ** 2, 0) / n;
      return {
        input: {
          kind: "gd",
          X,
          y,
          w0,
          b0,
          lr: tidy(pace / room),
          epochs: pace > 1 ? Math.min(epochs, batches === "all" ? 5 : 2) : epochs,
          batch_size: batchSizes[batches],
          loss,
        },
        tolerance: { rtol: 1e-11, atol: 1e-14 * Math.max(1, first) },
      };
    });
});

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0);
}

/** 7 * 0.1 is 0.7, not 0.7000000000000001. */
function tidy(value: number): number {
  return Number(value.toFixed(4));
}
