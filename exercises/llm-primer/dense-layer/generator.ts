// Fresh layers, lists for activations, and rows for softmax.
//
// Inputs are multiples of 0.25, kernels of 0.125 and biases of 0.25: the sums of a first layer are exact in binary, whatever their
// order, and so are those of the layer after a relu. The large inputs of some networks push the sums beyond ±700, where e^z is no
// number any more; nothing but an exact or a saturated layer stands in front of another there, so the exponents still have
// all their digits.
//
// Tolerance: the stored cases' own. Only log-softmax gets an absolute part that follows the largest logit: z - (m + log s) is as
// sound as (z - m) - log s, and it rounds at the size of m. The accepted solutions differ from the reference by at most 1/150 of it
// on 6,000 such cases.

import fc from "fast-check";

/** Multiples of `step` from -limit to limit; both are chosen so that all of them are exact in binary. */
const grid = (limit: number, step: number) => fc.integer({ min: -limit / step, max: limit / step }).map((k) => k * step);

const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = <T>(rows: number, columns: number, of: fc.Arbitrary<T>) => list(rows, list(columns, of));

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 3 }),
  inputs: fc.integer({ min: 1, max: 4 }),
  // Half of the networks keep their width, where a transposed matrix goes unnoticed but for its numbers.
  square: fc.boolean(),
  widths: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 2 }),
  large: fc.constantFrom(false, false, true),
});

const forward = shapes.chain(({ rows, inputs, square, widths, large }) => {
  const units = square ? widths.map(() => inputs) : widths;
  const layer = (from: number, to: number, last: boolean) =>
    fc
      .record({
        kernel: matrix(from, to, grid(1.5, 0.125)),
        bias: fc.oneof({ weight: 3, arbitrary: list(to, grid(2, 0.25)) }, { weight: 2, arbitrary: fc.constant(null) }),
        activation: last
          ? fc.constantFrom("softmax", "softmax", "softmax", "softmax", "linear", "leaky_relu", "sigmoid", "tanh")
          : fc.constantFrom("relu", "sigmoid", "tanh", ...(large ? [] : ["leaky_relu", "linear"])),
      });
  return fc
    .record({
      layout: fc.constantFrom("keras", "torch"),
      X: matrix(rows, inputs, large ? grid(1000, 125) : grid(3, 0.25)),
      layers: fc.tuple(...units.map((to, l) => layer(l === 0 ? inputs : units[l - 1]!, to, l === units.length - 1))),
    })
    .map(({ layout, X, layers }) => ({
      input: {
        kind: "forward",
        layout,
        X,
        layers: layers.map(({ kernel, bias, activation }) =>
          layout === "keras" ? { kernel, bias, activation } : { weight: transpose(kernel), bias, activation },
        ),
      },
    }));
});

const activation = fc
  .record({
    name: fc.constantFrom("relu", "leaky_relu", "sigmoid", "sigmoid", "tanh", "tanh", "linear"),
    ordinary: fc.array(grid(8, 0.25), { minLength: 1, maxLength: 5 }),
    far: list(2, grid(1000, 125)),
  })
  .map(({ name, ordinary, far }) => ({ input: { kind: "activation", name, z: [...ordinary, 0, ...far] } }));

const softmax = fc.record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 5 }) }).chain(({ rows, columns }) =>
  fc
    .record({ cells: matrix(rows, columns, grid(5, 0.25)), shift: list(rows, fc.constantFrom(0, 0, 1000, -1000)), spread: fc.constantFrom(1, 1, 200) })
    .map(({ cells, shift, spread }) => {
      const z = cells.map((row, i) => row.map((v) => v * spread + shift[i]!));
      const largest = Math.max(1, ...z.flat().map(Math.abs));
      return {
        input: { kind: "softmax", z },
        tolerance: { rtol: 1e-10, atol: 1e-14, fields: { log_softmax: { rtol: 1e-10, atol: 1e-14 * largest } } },
      };
    }),
);

export default fc.oneof(
  { weight: 6, arbitrary: forward },
  { weight: 2, arbitrary: activation },
  { weight: 3, arbitrary: softmax },
);

function transpose(M: number[][]): number[][] {
  return M[0]!.map((_, j) => M.map((row) => row[j]!));
}
