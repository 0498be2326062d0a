// Fresh cases: each function by itself, all three together, and models that look two ids back. All probabilities are short decimals.

import fc from "fast-check";

const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const idsBelow = (V: number, minLength: number, maxLength: number) => fc.array(fc.integer({ min: 0, max: V - 1 }), { minLength, maxLength });

/** V probabilities, none of them 0; what is left over goes to one of them, which is then the largest. */
const distribution = (V: number) =>
  fc.record({ parts: list(V - 1, fc.integer({ min: 1, max: 9 })), at: fc.integer({ min: 0, max: V - 1 }) }).map(({ parts, at }) => {
    const few = parts.map((part) => tidy(part / (10 * V)));
    const rest = tidy(1 - few.reduce((sum, p) => sum + p, 0));
    return [...few.slice(0, at), rest, ...few.slice(at)];
  });

const use = (V: number) => ({
  test: fc.tuple(idsBelow(V, 2, 6), fc.array(idsBelow(V, 1, 5), { maxLength: 2 })).map(([first, more]) => [first, ...more]),
  start: fc.integer({ min: 0, max: V - 1 }),
  steps: fc.integer({ min: 1, max: 8 }),
});

/** The last id never comes first in a pair. */
const bigram = fc.integer({ min: 3, max: 6 }).chain((V) =>
  fc.record({
    kind: fc.constant("bigram"),
    vocab_size: fc.constant(V),
    sequences: fc.array(
      fc.tuple(idsBelow(V - 1, 1, 7), fc.boolean()).map(([ids, last]) => (last ? [...ids, V - 1] : ids)),
      { minLength: 2, maxLength: 4 },
    ),
    k: fc.constantFrom(0.01, 0.1, 0.5, 1, 2),
    ...use(V),
  }),
);

const lookBack = fc.integer({ min: 2, max: 4 }).chain((V) =>
  fc.record({ kind: fc.constant("look_back"), first: list(V, distribution(V)), later: list(V, list(V, distribution(V))), ...use(V) }),
);

const count = bigram.map(({ vocab_size, sequences, k }) => ({ kind: "count", vocab_size, sequences, k }));

const score = fc.integer({ min: 2, max: 5 }).chain((V) => fc.record({ kind: fc.constant("score"), probs: list(V, distribution(V)), test: use(V).test }));

const write = fc
  .integer({ min: 2, max: 5 })
  .chain((V) => fc.record({ kind: fc.constant("write"), probs: list(V, distribution(V)), start: use(V).start, steps: use(V).steps }));

export default fc
  .oneof(
    { weight: 4, arbitrary: count },
    { weight: 4, arbitrary: score },
    { weight: 4, arbitrary: write },
    { weight: 8, arbitrary: bigram },
    { weight: 5, arbitrary: lookBack },
  )
  .map((input) => ({ input, tolerance: { rtol: 1e-10, atol: 1e-12, fields: { counts: { rtol: 0, atol: 0 }, greedy: { rtol: 0, atol: 0 } } } }));

/** 3 * 0.1 is 0.3, not 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toFixed(4));
}
