// Fresh small trainings. Three kinds of start, each with its own trap:
//
//   plain   inputs are multiples of 0.5, kernels of the first layer of 0.01, its biases odd multiples of 0.0025: so no
//           relu of the first step stands nearer to its kink than 0.0025, and rounding cannot decide on which side.
//   kink    the first row is x = 0 and the first layer has no bias: z = 0 exactly, whatever the order of summation.
//   large   one layer whose logits lie in the hundreds, where e^z is no number any more. Its first unit is positive and
//           its first row all 2, so at least one logit is 800 or more. Only gradient descent: gradients vanish there
//           altogether or leave 1e-17 of rounding, and Adam would divide that by its own size.
//
// Rates and inputs are small enough that no training runs away, whatever the momentum.
//
// Tolerance: the accepted solutions differ from the reference by at most 1/80 of it on 14,000 such cases, while each wrong
// one that fails a case is off by more than 100 times as much as is allowed.

import fc from "fast-check";

const RTOL = 1e-11;
const ATOL = 1e-12;

/** Whole multiples of `unit` from low to high; shrinks to the one that is nearest to zero. */
const grid = (low: number, high: number, unit: number) =>
  fc.integer({ min: Math.round(low / unit), max: Math.round(high / unit) }).map((k) => tidy(k * unit));

const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = <T>(rows: number, columns: number, of: fc.Arbitrary<T>) => list(rows, list(columns, of));

const ordinary = fc.record({
  start: fc.constantFrom("plain", "kink"),
  loss: fc.constantFrom("mse", "mse", "bce_logits", "cross_entropy"),
  optimizer: fc.constantFrom("adam", "adam", "momentum", "plain"),
  hidden: fc.constantFrom(1, 2),
});

const large = fc.record({
  start: fc.constant("large"),
  loss: fc.constantFrom("bce_logits", "cross_entropy"),
  optimizer: fc.constantFrom("momentum", "plain"),
  hidden: fc.constant(0),
});

const sizes = fc.record({
  columns: fc.integer({ min: 1, max: 3 }),
  units: list(2, fc.integer({ min: 2, max: 5 })),
  outputs: fc.integer({ min: 1, max: 3 }),
  rows: fc.integer({ min: 3, max: 7 }),
  batching: fc.constantFrom("one by one", "last one short", "all at once"),
});

export default fc
  .tuple(fc.oneof({ weight: 2, arbitrary: ordinary }, { weight: 1, arbitrary: large }), sizes)
  .chain(([{ start, loss, optimizer, hidden }, size]) => {
    const { rows } = size;
    const columns = start === "kink" ? 1 : size.columns;
    const outputs = loss === "cross_entropy" ? Math.max(2, size.outputs) : size.outputs;
    const units = size.units.slice(0, hidden);
    const yesOrNo = fc.integer({ min: 0, max: 1 });
    return fc
      .record({
        layers: layersOf(start, [columns, ...units, outputs]),
        X: matrix(rows, columns, grid(-1, 1, 0.5)),
        Y: loss === "mse" ? matrix(rows, outputs, grid(-2, 2, 0.05)) : matrix(rows, outputs, yesOrNo),
        ids: list(rows, fc.integer({ min: 0, max: outputs - 1 })),
        X_new: matrix(2, columns, grid(-3, 3, 0.25)),
        lr: fc.constantFrom(0.005, 0.01, 0.02),
        momentum: fc.constantFrom(0.5, 0.8, 0.9),
        epochs: fc.integer({ min: 2, max: 6 }),
        short: fc.integer({ min: 2, max: rows - 1 }),
        whole: fc.constantFrom(null, rows, rows + 1),
      })
      .map((p) => {
        const first = p.layers[0]!.kernel.map(() => (start === "kink" ? 0 : 2));
        // Where the size drawn divides the rows, one row less than all: that leaves a last batch of one row.
        const short = rows % p.short > 0 ? p.short : rows - 1;
        return {
          input: {
            kind: "train",
            layers: p.layers,
            X: start === "plain" ? p.X : [first, ...p.X.slice(1)],
            Y: loss === "cross_entropy" ? p.ids : p.Y,
            loss,
            optimizer:
              optimizer === "adam"
                ? { type: "adam_keras", lr: p.lr, beta1: 0.9, beta2: 0.999, eps: 1e-7 }
                : { type: "sgd", lr: p.lr, momentum: optimizer === "momentum" ? p.momentum : 0 },
            epochs: p.epochs,
            batch_size: { "one by one": 1, "last one short": short, "all at once": p.whole }[size.batching],
            X_new: p.X_new,
          },
          tolerance: toleranceFor(start === "large" ? 1000 : 1),
        };
      });
  });

/** Layers of these widths, from the inputs to the outputs. */
function layersOf(start: string, widths: number[]) {
  return fc.tuple(
    ...widths.slice(1).map((width, l) => {
      const inputs = widths[l]!;
      const isLast = l === widths.length - 2;
      const ofFirst = start === "kink" ? fc.constant("relu") : fc.constantFrom("relu", "sigmoid", "tanh");
      const bends = l === 0 ? ofFirst : fc.constantFrom("sigmoid", "tanh");
      return fc.record({
        kernel: start === "large" ? largeKernel(inputs, width) : matrix(inputs, width, grid(-1, 1, 0.01)).map(isLast ? apart : same),
        bias: list(
          width,
          start === "kink" && l === 0 ? fc.constant(0) : grid(-0.5, 0.5, 0.005).map((b) => tidy(b + 0.0025)),
        ),
        activation: isLast ? fc.constant("linear") : bends,
      });
    }),
  );
}

/**
 * No two connections of a unit to the outputs alike: what two classes ask of it is opposite, and through like connections
 * would cancel, save for rounding.
 */
function apart(kernel: number[][]): number[][] {
  return kernel.map((row) => row.map((w, j) => tidy(w + 0.003 * j)));
}

function same(kernel: number[][]): number[][] {
  return kernel;
}

/** The first unit pulls upwards with 400 or more a connection. */
function largeKernel(inputs: number, width: number) {
  return list(inputs, fc.tuple(grid(400, 900, 100), ...Array.from({ length: width - 1 }, () => grid(-900, 900, 100))));
}

/** Sound errors of a loss or a logit grow with the logits. */
function toleranceFor(scale: number) {
  const scaled = { rtol: RTOL, atol: ATOL * scale };
  return { rtol: RTOL, atol: ATOL, fields: { loss_history: scaled, final_loss: scaled, predictions: scaled } };
}

/** 7 * 0.01 is 0.07, not 0.07000000000000001. */
function tidy(value: number): number {
  return Number(value.toFixed(4));
}
