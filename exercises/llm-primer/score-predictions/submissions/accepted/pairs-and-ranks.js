// Spread from the differences of pairs, with no mean at all; F1 straight from counts; ranks by sorting. Plain JavaScript.

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

export function regressionErrors(yTrue, yPred) {
  const n = yTrue.length;
  const sorted = yPred.map((p, i) => Math.abs(p - yTrue[i])).sort((a, b) => b - a);
  const mse = total(sorted.map((e) => e * e)) / n;
  return { mse, rmse: Math.hypot(...sorted) / Math.sqrt(n), mae: total(sorted) / n, maxError: sorted[0] };
}

export function regressionScores(yTrue, yPred) {
  const errors = yPred.map((p, i) => p - yTrue[i]);
  const all = spread(yTrue);
  const share = (left) => (all > 0 ? (all - left) / all : Number(left === 0));
  return { r2: share(total(errors.map((e) => e * e)) / yTrue.length), explainedVariance: share(spread(errors)) };
}

export function confusionMatrix(yTrue, yPred, classes) {
  const rows = numbers(yTrue.length);
  return numbers(classes).map((i) => numbers(classes).map((j) => count(rows, (r) => yTrue[r] === i && yPred[r] === j)));
}

export function classScores(confusion) {
  const ids = numbers(confusion.length);
  const right = (c) => confusion[c][c];
  const truly = (c) => total(confusion[c]);
  const taken = (c) => total(confusion.map((row) => row[c]));
  // 2PR / (P + R) is 2 * hits / (truly + taken).
  const f1 = ids.map((c) => safe(2 * right(c), truly(c) + taken(c)));
  return {
    accuracy: total(ids.map(right)) / total(confusion.flat()),
    precision: ids.map((c) => safe(right(c), taken(c))),
    recall: ids.map((c) => safe(right(c), truly(c))),
    f1,
    macroF1: total(f1) / ids.length,
  };
}

export function topKAccuracy(yTrue, scores, k) {
  const hit = (row) => {
    const threshold = [...scores[row]].sort((a, b) => b - a)[k - 1];
    return scores[row][yTrue[row]] >= threshold;
  };
  return count(numbers(yTrue.length), hit) / yTrue.length;
}
