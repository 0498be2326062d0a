// Fresh exams of three kinds: rows to split, columns to scale, and a whole exam.
//
// The columns of an exam start from patterns of +1 and -1 that are at right angles over any four neighbours of the shuffled
// rows; stretching and jittering leaves the training rows far from any degenerate line. Later rows drift away, for statistics of
// all rows to differ visibly from those of the training rows. Every sound way of adding up stays within 1e-14.

import fc from "fast-check";

const TOLERANCE = { rtol: 1e-10, atol: 1e-13 };
const EXACT = { rtol: 0, atol: 0 };

const PATTERNS = [
  [1, -1, 1, -1],
  [1, 1, -1, -1],
  [1, -1, -1, 1],
];

const whole = (low: number, high: number) => fc.integer({ min: low, max: high });
const quarters = (limit: number) => whole(-4 * limit, 4 * limit).map((v) => v / 4);
const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const sizes = fc.constantFrom(0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.65);

/** Undefined now and then: the rows as they come. */
const order = (n: number) => {
  const rows = Array.from({ length: n }, (_, i) => i);
  return fc.option(fc.shuffledSubarray(rows, { minLength: n, maxLength: n }), { nil: undefined, freq: 4 });
};

/** 0.15 times 20 is 3.0000000000000004 or not, by the order of rounding; nobody is to be graded by that. */
function isClear(n: number, size: number): boolean {
  const off = Math.abs(n * size - Math.round(n * size));
  return off === 0 || off > 1e-9;
}

const division = fc
  .record({ k: whole(3, 6), times: whole(1, 3), spare: fc.constantFrom(0, 1, 2, 2, 2, -1, -1, -1), size: sizes })
  .map(({ k, times, spare, size }) => ({ n: k * times + ((spare + k) % k), k, size }))
  .filter(({ n, size }) => isClear(n, size))
  .chain(({ n, k, size }) =>
    order(n).map((permutation) => ({
      input: { kind: "split_and_folds", n, test_size: size, k, ...(permutation && { permutation }) },
      tolerance: EXACT,
    })),
  );

const exam = fc
  .record({ n: whole(10, 16), size: sizes, columns: whole(1, 3) })
  .filter(({ n, size }) => isClear(n, size) && n - Math.ceil(n * size) >= 8 && Math.ceil(n * size) >= 2)
  .chain(({ n, size, columns }) =>
    fc.record({
      size: fc.constant(size),
      order: order(n),
      stretch: list(columns, whole(1, 4)),
      jitter: list(n, list(columns, quarters(1))),
      shift: list(columns, quarters(8)),
      weights: list(columns, quarters(2)),
      noise: list(n, quarters(2)),
      constant: fc.boolean(),
      standardize: fc.constantFrom(true, true, true, false),
    }),
  )
  .map(({ size, order, stretch, jitter, shift, weights, noise, constant, standardize }) => {
    const n = noise.length;
    const kept = n - Math.ceil(n * size);
    const X: number[][] = noise.map(() => []);
    const y: number[] = noise.map(() => 0);
    for (let place = 0; place < n; place++) {
      const drift = place < kept ? 0 : place - kept + 1;
      const row = stretch.map((s, j) => 4 * s * PATTERNS[j]![place % 4]! + jitter[place]![j]! + shift[j]! + drift);
      const target = row.reduce((sum, x, j) => sum + weights[j]! * x, noise[place]! + place);
      // A column that says nothing in training, and something new in the exam.
      if (constant) row.push(drift === 0 ? 5 : 5 + drift);
      X[order?.[place] ?? place] = row;
      y[order?.[place] ?? place] = Math.round(target * 4) / 4;
    }
    const input = { kind: "fit_on_train", X, y, test_size: size, standardize, ...(order && { permutation: order }) };
    return { input, tolerance: TOLERANCE, spread: [y, order ?? y.map((_, i) => i), kept] as const };
  })
  .filter(({ spread: [y, rows, kept] }) => [rows.slice(0, kept), rows.slice(kept)].every((part) => new Set(part.map((i) => y[i])).size > 1))
  .map(({ input, tolerance }) => ({ input, tolerance }));

/** The two parts of an exam, to be scaled. */
const scaling = exam.map(({ input, tolerance }) => {
  const { X, test_size } = input;
  const rows = ("permutation" in input ? input.permutation : undefined) ?? X.map((_, i) => i);
  const kept = X.length - Math.ceil(X.length * test_size);
  const part = (numbers: number[]) => numbers.map((row) => X[row]!);
  return { input: { kind: "standardize", x_train: part(rows.slice(0, kept)), x_test: part(rows.slice(kept)) }, tolerance };
});

export default fc.oneof(
  { weight: 4, arbitrary: division },
  { weight: 3, arbitrary: scaling },
  { weight: 4, arbitrary: exam },
);
