// Fresh predictions of two kinds: numbers and classes.
//
// Answers and predictions are whole quarters, whose sums are exact in any order, so that equal answers have a spread of exactly
// 0. Among classes, some are often neither true nor predicted, and no two scores of a row are equal.

import fc from "fast-check";

const TOLERANCE = { rtol: 1e-10, atol: 1e-13 };
const EXACT = { rtol: 0, atol: 0 };

const whole = (low: number, high: number) => fc.integer({ min: low, max: high });
const quarters = (limit: number) => whole(-4 * limit, 4 * limit).map((v) => v / 4);
const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });

const numbers = whole(2, 8)
  .chain((n) =>
    fc.record({
      answers: list(n, quarters(6)),
      errors: list(n, quarters(3)),
      how: fc.constantFrom("plain", "plain", "against", "shifted"),
      constant: fc.constantFrom("answers", "answers", "both", "neither", "neither"),
    }),
  )
  .map(({ answers, errors, how, constant }) => {
    const y_true = constant === "neither" ? answers : answers.map(() => answers[0]!);
    const error = constant === "both" || how === "shifted" ? errors.map(() => errors[0]!) : errors;
    const y_pred = y_true.map((y, i) => (how === "against" ? -y : y) + error[i]!);
    return { input: { kind: "regression_metrics", y_true, y_pred }, tolerance: TOLERANCE };
  });

const classes = fc
  .record({ n: whole(1, 9), n_classes: whole(3, 6) })
  .chain(({ n, n_classes }) =>
    fc.record({
      n_classes: fc.constant(n_classes),
      y_true: list(n, whole(0, n_classes - 1)),
      slips: list(n, fc.constantFrom(0, 0, 1, 2)),
      // Classes from here on are neither true nor predicted.
      used: fc.oneof({ weight: 2, arbitrary: whole(2, n_classes - 1) }, { weight: 1, arbitrary: fc.constant(n_classes) }),
      scores: list(n, fc.shuffledSubarray([-1.5, -0.25, 0.5, 1, 2.25, 4], { minLength: n_classes, maxLength: n_classes })),
      k: whole(1, n_classes - 1),
    }),
  )
  .map(({ n_classes, y_true, slips, used, scores, k }) => {
    const truth = y_true.map((c) => c % used);
    const y_pred = truth.map((c, i) => (c + slips[i]!) % used);
    const fields = { confusion: EXACT };
    return { input: { kind: "classification_metrics", y_true: truth, y_pred, n_classes, scores, k }, tolerance: { ...TOLERANCE, fields } };
  });

export default fc.oneof({ weight: 5, arbitrary: numbers }, { weight: 4, arbitrary: classes });
