// Everything through differences: a row's loss is log Σ e^(z - z_t), a sum that contains a 1 for the right class itself.
// A cell of binary cross-entropy is the same with two classes, weighted by how much it belongs to each. Plain JavaScript.

const add = (values) => values.reduceRight((total, v) => total + v, 0);
const average = (values) => add(values) / values.length;
const pairs = (A, B) => A.flatMap((row, i) => row.map((a, j) => [a, B[i][j]]));

/** log Σ e^d */
function logOfPowers(differences) {
  const [largest, ...rest] = differences.toSorted((a, b) => b - a);
  return largest + Math.log1p(add(rest.map((d) => Math.exp(d - largest))));
}

export const meanSquaredError = (prediction, target) => average(pairs(prediction, target).map(([p, y]) => Math.pow(y - p, 2)));

export const meanAbsoluteError = (prediction, target) => average(pairs(prediction, target).map(([p, y]) => Math.max(y - p, p - y)));

export function crossEntropy(logits, targets, { reduction = "mean", ignoreIndex = null } = {}) {
  const losses = [];
  targets.forEach((t, i) => {
    if (t !== ignoreIndex) losses.push(logOfPowers(logits[i].map((v) => v - logits[i][t])));
  });
  return { sum: add, mean: average }[reduction](losses);
}

export function binaryCrossEntropy(logits, targets) {
  return average(pairs(logits, targets).map(([z, y]) => y * logOfPowers([0, -z]) + (1 - y) * logOfPowers([0, z])));
}
