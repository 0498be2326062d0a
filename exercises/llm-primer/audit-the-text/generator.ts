// Fresh examples of the three kinds, each with printed numbers of which some stand and some do not.
//
// Parameters: shapes printed rightly, turned round, or with one entry changed; totals with and without biases.
// Regression: the true number, shifted by some tenths of its last printed decimal before it is rounded. A tie (exactly half
// a unit) is decided by the 1e-9 in the rule, so that rounding errors of 1e-15 cannot flip a verdict.
// Network: numbers from a range that overlaps the usual predictions and losses. Inputs and targets are positive and the
// targets above all predictions at the start, so no gradient of the first step cancels to a zero that rounding fills
// with noise (Adam would blow it up by 1/eps). Other sound solutions come within 1/100 of the tolerance.

import fc from "fast-check";

const TOLERANCE = { rtol: 1e-11, atol: 1e-11 };

const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const whole = (low: number, high: number) => fc.integer({ min: low, max: high });
const hundredths = (low: number, high: number) => whole(low * 100, high * 100).map((k) => k / 100);

/** A number as it would be printed with some decimals; zero has no sign. */
function print(value: number, decimals: number): string {
  return value.toFixed(decimals).replace(/^-(0(\.0*)?)$/, "$1");
}

// ---- parameters

const misprints = fc.constantFrom("right", "turned", "turned", "longer", "right");

function printShape(shape: number[], how: string): string {
  const printed = how === "turned" ? shape.toReversed() : shape.map((n, i) => (how === "longer" && i === 0 ? n + 1 : n));
  return `[${printed.join(", ")}]`;
}

const parameters = whole(1, 3)
  .chain((count) =>
    fc.record({
      widths: list(count + 1, whole(1, 64)),
      bias: list(count, fc.boolean()),
      how: list(2 * count, misprints),
      total: fc.constantFrom("right", "without bias", "one more"),
    }),
  )
  .map(({ widths, bias, how, total }) => {
    const layers = bias.map((b, i) => ({ name: `fc${i + 1}`, inFeatures: widths[i]!, outFeatures: widths[i + 1]!, bias: b }));
    const printed = layers.flatMap(({ name, inFeatures, outFeatures, bias: b }, i) => [
      { name: `${name}.weight`, printed: printShape([outFeatures, inFeatures], how[2 * i]!) },
      ...(b ? [{ name: `${name}.bias`, printed: printShape([outFeatures], how[2 * i + 1]!) }] : []),
    ]);
    let sum = total === "one more" ? 1 : 0;
    for (const layer of layers) {
      sum += layer.inFeatures * layer.outFeatures + (layer.bias && total !== "without bias" ? layer.outFeatures : 0);
    }
    printed.push({ name: "total", printed: String(sum) });
    return { input: { kind: "parameters", layers, printed }, tolerance: TOLERANCE };
  });

// ---- regression

/** Tenths of the last printed decimal: 4 still rounds back, 7 is within a whole unit, 30 is plainly wrong. */
const shifts = fc.constantFrom(0, 4, -4, 7, -7, 30, -30);

const regression = whole(3, 7)
  .chain((rows) =>
    fc.record({
      first: whole(-5, 5),
      gaps: list(rows, whole(1, 3)),
      y: list(rows, hundredths(-9, 9)),
      x: whole(-10, 10),
      prints: list(3, fc.record({ decimals: whole(0, 4), shift: shifts, zero: fc.constantFrom(false, false, true) })),
    }),
  )
  .map(({ first, gaps, y, x, prints }) => {
    let at = first;
    const xs = gaps.map((gap) => (at += gap));
    const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
    const dx = xs.map((v) => v - mean(xs));
    const coefficient = mean(dx.map((d, i) => d * y[i]!)) / mean(dx.map((d) => d * d));
    const intercept = mean(y) - coefficient * mean(xs);
    const values = { coefficient, intercept, prediction: coefficient * x + intercept };
    const printed = Object.entries(values).map(([name, value], i) => {
      const { decimals, shift, zero } = prints[i]!;
      const printed = print(value + shift * 10 ** (-decimals - 1), decimals);
      // A zero at the end promises a decimal more than the number has been computed to.
      return { name, printed: zero && decimals > 0 ? `${printed}0` : printed };
    });
    return { input: { kind: "regression", X: xs.map((v) => [v]), y, X_new: [[x]], printed }, tolerance: TOLERANCE };
  });

// ---- network

const start = (units: number) =>
  fc
    .record({ first: list(units, hundredths(0.05, 0.6)), second: list(units, hundredths(0.05, 0.4)), signs: list(2 * units, fc.constantFrom(1, -1)) })
    .map(({ first, second, signs }) => [
      { kernel: [first.map((w, j) => w * signs[j]!)], bias: first.map(() => 0), activation: "relu" },
      { kernel: second.map((w, j) => [w * signs[units + j]!]), bias: [0], activation: "linear" },
    ]);

const network = fc
  .record({ units: whole(2, 4), count: whole(2, 5), rows: whole(3, 5), slope: whole(2, 4) })
  .chain(({ units, count, rows, slope }) =>
    fc
      .record({
        starts: list(count, start(units)),
        lr: fc.constantFrom(0.01, 0.03, 0.05),
        epochs: whole(2, 8),
        x: whole(4, 9),
        prediction: whole(-400, 2000),
        loss: whole(0, 9000),
        decimals: list(2, whole(0, 2)),
      })
      .map(({ starts, lr, epochs, x, prediction, loss, decimals }) => {
        const X = Array.from({ length: rows }, (_, i) => [i + 1]);
        const printed = [
          { name: "prediction", printed: print(prediction / 100, decimals[0]!) },
          { name: "loss", printed: print(loss / 100, decimals[1]!) },
        ];
        const Y = X.map(([v]) => [slope * v!]);
        const optimizer = { type: "adam_keras", lr, beta1: 0.9, beta2: 0.999, eps: 1e-7 };
        return { input: { kind: "network", starts, X, Y, X_new: [[x]], epochs, optimizer, printed }, tolerance: TOLERANCE };
      }),
  );

export default fc.oneof({ weight: 3, arbitrary: parameters }, { weight: 3, arbitrary: regression }, { weight: 5, arbitrary: network });
