// Fresh inputs for all the parts at once, so that every set of cases meets every part and every edge.
//
// A row for the norms is ordinary, tiny (there eps matters), constant, or far from zero (there the variance must not be taken as a
// difference of two large numbers). A row far from zero has deviations between 0.5 and 2.5 of alternating sign, and
// scale and shift of a column push the result the same way, so that no result comes near zero, where the rounding errors of
// the large numbers would show.
//
// Tolerance: correct programs that add in another order stay within 1/40 of it on 6,000 such cases.

import fc from "fast-check";

/** Whole multiples of 0.01 between -limit and limit, easy to read in a failing case. */
const decimals = (limit: number) => fc.integer({ min: -limit * 100, max: limit * 100 }).map((v) => v / 100);
const between = (low: number, high: number) => fc.integer({ min: low * 100, max: high * 100 }).map((v) => v / 100);
const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = (rows: number, columns: number, limit: number) => list(rows, list(columns, decimals(limit)));
const alternate = (values: number[]) => values.map((v, j) => (j % 2 === 0 ? v : -v));

const rowKinds = ["ordinary", "tiny", "constant", "far"] as const;

const row = (kind: (typeof rowKinds)[number], d: number) => {
  const ordinary = list(d, decimals(3));
  if (kind === "tiny") return ordinary.map((values) => values.map((v) => thousandths(v)));
  if (kind === "constant") return fc.constantFrom(-2, 0, 0.5, 3).map((v) => new Array<number>(d).fill(v));
  if (kind === "far") {
    return fc
      .tuple(fc.constantFrom(8000, -8000, 7000), list(d, between(1, 2)))
      .map(([centre, deviations]) => alternate(deviations).map((v) => Number((centre + v).toFixed(2))));
  }
  return ordinary;
};

const norms = fc.record({ d: fc.constantFrom(2, 4, 6), kinds: fc.shuffledSubarray([...rowKinds], { minLength: 3 }) }).chain(({ d, kinds }) =>
  fc.record({
    x: fc.tuple(...kinds.map((kind) => row(kind, d))),
    weight: list(d, between(0.5, 2)),
    bias: list(d, between(0, 1)).map(alternate),
    eps: fc.constantFrom(1e-5, 1e-6, 1e-3),
  }),
);

const values = fc
  .tuple(list(3, decimals(6)), fc.constantFrom(0, 9.5, 30, 50, 100), fc.constantFrom(0, -9.5, -30, -50, -100))
  .map(([ordinary, high, low]) => [...ordinary, high, low]);

const places = fc.record({
  n: fc.integer({ min: 1, max: 6 }),
  d: fc.constantFrom(1, 3, 5, 7, 4, 6),
});

const embeddings = fc.record({ words: fc.integer({ min: 1, max: 5 }), spare: fc.integer({ min: 0, max: 2 }), V: fc.integer({ min: 2, max: 4 }), width: fc.integer({ min: 1, max: 3 }) }).chain(({ words, spare, V, width }) =>
  fc.record({
    tokens: list(words, fc.integer({ min: 0, max: V - 1 })),
    wte: matrix(V, width, 3),
    wpe: matrix(words + spare, width, 1),
  }),
);

export default fc
  .tuple(norms, values, places, embeddings)
  .map(([norm, values, place, embedding]) => ({ input: { kind: "pieces", ...norm, values, ...place, ...embedding } }));

/** 1.23 becomes 0.00123, not 0.0012299999999999998. */
function thousandths(value: number): number {
  return Number((value / 1000).toFixed(5));
}
