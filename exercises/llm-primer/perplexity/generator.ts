// Fresh scores and probabilities.
//
// Scores are whole quarters, moved up or down by 1000 for some rows: differences within a row are exact, so that no digit is lost
// before the first power is taken. The perplexity stays far below the largest number. Probabilities are hundredths, and some are so
// small that a few of them multiply to 0. Sums in another order differ by 1e-15, a hundred-thousandth of the tolerance.

import fc from "fast-check";

const TOLERANCE = { rtol: 1e-10, atol: 1e-13 };
const PADDING = -100;

const whole = (low: number, high: number) => fc.integer({ min: low, max: high });
const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });

const row = (vocabulary: number) =>
  fc.record({
    z: list(vocabulary, whole(-16, 16)),
    target: whole(0, vocabulary - 1),
    how: fc.constantFrom("plain", "right", "tie", "tie"),
    rival: whole(0, vocabulary - 1),
    shift: fc.constantFrom(0, 0, 0, 0, 1000, -1000),
    padding: fc.constantFrom(false, false, true),
  });

const logits = fc
  .record({ n: whole(2, 6), vocabulary: whole(2, 7) })
  .chain(({ n, vocabulary }) => list(n, row(vocabulary)))
  .map((rows) => {
    const scores = rows.map(({ z, target, how, rival, shift }) => {
      const top = Math.max(...z) + 1;
      const raised = z.map((score, t) => (how !== "plain" && t === target) || (how === "tie" && t === rival) ? top : score);
      return raised.map((score) => score / 4 + shift);
    });
    // The first row is never padding, so that there is something to score; a padded first row comes from the stored cases.
    const targets = rows.map(({ target, padding }, i) => (padding && i > 0 ? PADDING : target));
    return { input: { kind: "perplexity_logits", logits: scores, targets }, tolerance: TOLERANCE };
  });

const likely = whole(1, 100).map((v) => v / 100);
const tiny = whole(90, 150).map((k) => Number(`3e-${k}`));

const probabilities = fc
  .array(fc.array(likely, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })
  .chain((probs) => fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: list(4, tiny) }).map((last) => (last.length > 0 ? [...probs, last] : probs)))
  .map((probs) => ({ input: { kind: "fresh_probs", probs }, tolerance: TOLERANCE }));

export default fc.oneof({ weight: 5, arbitrary: logits }, { weight: 4, arbitrary: probabilities });
