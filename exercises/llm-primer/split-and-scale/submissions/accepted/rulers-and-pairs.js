// Spread from the differences of pairs, with no mean of squares; folds by asking every row for its fold. Plain JavaScript.

const total = (list) => list.reduce((a, b) => a + b, 0);
const numbers = (n) => [...Array(n).keys()];

/** Mean squared difference over all pairs is twice the variance; equal values give exactly 0. */
function spread(values) {
  let s = 0;
  for (let i = 1; i < values.length; i++) for (let j = 0; j < i; j++) s += (values[i] - values[j]) ** 2;
  return s / values.length ** 2;
}

export function split(n, testSize, order = numbers(n)) {
  const test = [...order];
  const train = test.splice(0, n - Math.ceil(n * testSize));
  return { train, test };
}

export function kFold(n, k) {
  const small = Math.floor(n / k);
  const large = n % k;
  // The first large * (small + 1) rows sit in large folds, the others in small ones.
  const foldOf = (row) => {
    const border = large * (small + 1);
    return row < border ? Math.floor(row / (small + 1)) : large + Math.floor((row - border) / small);
  };
  return numbers(k).map((fold) => ({
    train: numbers(n).filter((row) => foldOf(row) !== fold),
    test: numbers(n).filter((row) => foldOf(row) === fold),
  }));
}

/** The zero and the unit of each column's ruler. */
function rulersOf(rows) {
  return rows[0].map((_, j) => {
    const seen = rows.map((row) => row[j]);
    const isConstant = new Set(seen).size === 1;
    return { zero: total(seen) / seen.length, unit: isConstant ? 1 : Math.sqrt(spread(seen)) };
  });
}

export function standardize(train, test) {
  const rulers = rulersOf(train);
  const measure = (row) => rulers.map(({ zero, unit }, j) => (row[j] - zero) / unit);
  return { train: train.map(measure), test: test.map(measure) };
}

export function fitOnTrain(X, y, { testSize, order, standardize: wanted }, fit, score) {
  const parts = split(y.length, testSize, order);
  const raw = { train: parts.train.map((i) => X[i]), test: parts.test.map((i) => X[i]) };
  const measured = wanted ? standardize(raw.train, raw.test) : raw;
  const answers = (part) => parts[part].map((i) => y[i]);
  const { coef, intercept } = fit(measured.train, answers("train"));
  const marks = (part) => score(answers(part), measured[part].map((row) => total(row.map((x, j) => x * coef[j])) + intercept));
  return { coef, intercept, train: marks("train"), test: marks("test") };
}
