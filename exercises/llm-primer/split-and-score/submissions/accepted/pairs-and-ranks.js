// Spread from the differences of pairs, with no mean at all; folds by asking every row for its fold; ranks by sorting.
// Plain JavaScript.

const count = (list, wanted) => list.filter(wanted).length;
const total = (list) => list.reduce((a, b) => a + b, 0);
const safe = (a, b) => (b ? a / b : 0);
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

export function regressionMetrics(yTrue, yPred) {
  const n = yTrue.length;
  const errors = yPred.map((p, i) => p - yTrue[i]);
  const sorted = errors.map(Math.abs).sort((a, b) => b - a);
  const rmse = Math.hypot(...errors) / Math.sqrt(n);
  const mse = total(errors.map((e) => e * e)) / n;
  const all = spread(yTrue);
  const share = (left) => (all > 0 ? (all - left) / all : Number(left === 0));
  return { mse, rmse, mae: total(sorted) / n, maxError: sorted[0], r2: share(mse), explainedVariance: share(spread(errors)) };
}

export function classificationMetrics(yTrue, yPred, classes) {
  const ids = numbers(classes);
  const rows = numbers(yTrue.length);
  const confusion = ids.map((i) => ids.map((j) => count(rows, (r) => yTrue[r] === i && yPred[r] === j)));
  const right = (c) => count(rows, (r) => yTrue[r] === c && yPred[r] === c);
  const truly = (c) => count(yTrue, (v) => v === c);
  const taken = (c) => count(yPred, (v) => v === c);
  // 2PR / (P + R) is 2 * hits / (truly + taken).
  const f1 = ids.map((c) => safe(2 * right(c), truly(c) + taken(c)));
  return {
    accuracy: total(ids.map(right)) / rows.length,
    confusion,
    precision: ids.map((c) => safe(right(c), taken(c))),
    recall: ids.map((c) => safe(right(c), truly(c))),
    f1,
    macroF1: total(f1) / classes,
  };
}

export function topKAccuracy(yTrue, scores, k) {
  const hit = (row) => {
    const threshold = [...scores[row]].sort((a, b) => b - a)[k - 1];
    return scores[row][yTrue[row]] >= threshold;
  };
  return count(numbers(yTrue.length), hit) / yTrue.length;
}

export function fitOnTrain(X, y, { testSize, order, standardize }, fit) {
  const { train, test } = split(y.length, testSize, order);
  const rulers = X[0].map((_, j) => {
    const seen = train.map((i) => X[i][j]);
    return { zero: total(seen) / seen.length, unit: Math.sqrt(spread(seen)) };
  });
  const measure = (row) => (standardize ? row.map((x, j) => (x - rulers[j].zero) / (rulers[j].unit > 0 ? rulers[j].unit : 1)) : row);
  const { coef, intercept } = fit(train.map((i) => measure(X[i])), train.map((i) => y[i]));
  const marks = (part) => {
    const guesses = part.map((i) => total(measure(X[i]).map((x, j) => x * coef[j])) + intercept);
    return regressionMetrics(part.map((i) => y[i]), guesses);
  };
  const exam = marks(test);
  return { coef, intercept, trainR2: marks(train).r2, testR2: exam.r2, testMse: exam.mse, testMae: exam.mae };
}
