// Fresh small networks whose training is well conditioned.
//
// Adam divides a gradient by its own size. Where a gradient is zero only because terms cancel, rounding leaves
// 1e-17 or so, and the first steps blow that up by 1/eps = 1e7. So the start is built to cancel nothing: inputs are
// positive, each output starts on one side of its targets, and in front of a tanh unit all signs agree. A relu
// must not stand near its kink by accident: inputs are multiples of 0.5, kernels of 0.01, rates of 0.01, and biases odd
// multiples of 0.0025, so that no pre-activation of the first steps comes nearer to 0 than 0.0025. Later steps have left
// this grid, and gradients of earlier steps keep √v away from 0. The kink itself has its own cases: with one input
// column, a row x = 0 and biases 0, z = 0 exactly, whatever the order of summation.
//
// Tolerance: autodiff and matrix versions differ from the reference by at most 1/600 of it on 20,000 such cases. Of the
// wrong submissions that Adam hides best, each is beyond it in every case, by a factor of 300 or more: the gradient summed
// or halved (Adam cancels the factor, but for epsilon), and epsilon of another value or in the other library's place.

import fc from "fast-check";

const RTOL = 1e-11;
const ATOL = 1e-12;

/** Whole multiples of `step` from low to high; shrinks to the one that is nearest to zero. */
const grid = (low: number, high: number, step: number) =>
  fc.integer({ min: Math.round(low / step), max: Math.round(high / step) }).map((k) => tidy(k * step));

const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = <T>(rows: number, columns: number, of: fc.Arbitrary<T>) => list(rows, list(columns, of));
const sign = fc.constantFrom(1, -1);

const sizes = fc.record({
  columns: fc.integer({ min: 1, max: 3 }),
  units: fc.integer({ min: 2, max: 5 }),
  outputs: fc.integer({ min: 1, max: 2 }),
  rows: fc.integer({ min: 2, max: 5 }),
  start: fc.constantFrom("relu", "tanh", "kink"),
});

export default sizes.chain(({ columns, units, outputs, rows, start }) => {
  const atKink = start === "kink";
  const activation = start === "tanh" ? "tanh" : "relu";
  const inputs = atKink ? 1 : columns;
  return fc
    .record({
      size1: matrix(inputs, units, grid(0.01, 0.5, 0.01)),
      sign1: matrix(inputs, units, sign),
      bias1: list(units, grid(0, 0.25, 0.005)),
      unitSign: list(units, sign),
      size2: matrix(units, outputs, grid(0.05, 0.25, 0.01)),
      bias2: list(outputs, grid(-0.5, 0.5, 0.01)),
      side: list(outputs, sign),
      X: matrix(rows, inputs, grid(0.5, 2, 0.5)),
      Y: matrix(rows, outputs, grid(7, 15, 0.05)),
      X_new: matrix(2, inputs, grid(-3, 3, 0.25)),
      lr: fc.constantFrom(0.01, 0.02, 0.05),
      epochs: fc.integer({ min: 3, max: 12 }),
    })
    .map((p) => {
      const hidden = {
        kernel: p.size1.map((row, i) =>
          row.map((v, j) => v * (activation === "tanh" ? p.unitSign[j]! : p.sign1[i]![j]!)),
        ),
        bias: p.bias1.map((v, j) => (atKink ? 0 : tidy(v + 0.0025) * p.unitSign[j]!)),
        activation,
      };
      // The sign of a connection is its unit's times its output's side: all outputs pull the unit the same way.
      const output = {
        kernel: p.size2.map((row, j) => row.map((v, k) => v * p.unitSign[j]! * p.side[k]!)),
        bias: p.bias2,
        activation: "linear",
      };
      const X = p.X.map((row, i) => (atKink && i === 0 ? [0] : row));
      const Y = p.Y.map((row) => row.map((v, k) => v * p.side[k]!));
      // The loss starts near the squared targets, so its rounding errors do too.
      const scale = Math.max(...p.Y.flat()) ** 2;
      return {
        input: {
          kind: "train",
          layers: [hidden, output],
          X,
          Y,
          loss: "mse",
          optimizer: { type: "adam_keras", lr: p.lr, beta1: 0.9, beta2: 0.999, eps: 1e-7 },
          epochs: p.epochs,
          batch_size: null,
          X_new: p.X_new,
        },
        tolerance: {
          rtol: RTOL,
          atol: ATOL,
          fields: { loss_history: { rtol: RTOL, atol: ATOL * scale }, final_loss: { rtol: RTOL, atol: ATOL * scale } },
        },
      };
    });
});

/** 7 * 0.01 is 0.07, not 0.07000000000000001. */
function tidy(value: number): number {
  return Number(value.toFixed(4));
}
