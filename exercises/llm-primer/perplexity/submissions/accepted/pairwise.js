// Probabilities by comparing each score with the target's alone: 1 / p = Σ e^(z - z[target]); ranks instead of a maximum.
// Plain JavaScript; sums by halves, logarithms in base 2 throughout.

const halves = (list) => {
  if (list.length < 2) return list[0] ?? 0;
  const middle = list.length >> 1;
  return halves(list.slice(0, middle)) + halves(list.slice(middle));
};

const mean = (list) => halves(list) / list.length;

/** log2(1 / p): when the target is far behind, the leading score is taken out first. */
function bitsOf(z, target) {
  const lead = z.reduce((a, b) => (b > a ? b : a));
  return (lead - z[target]) * Math.LOG2E + Math.log2(halves(z.map((v) => Math.E ** (v - lead))));
}

/** First in a ranking by score, then by number. */
function isRight(z, target) {
  return z.every((v, t) => t === target || v < z[target] || (v === z[target] && t > target));
}

export function scoreLogits(logits, targets) {
  const rows = [...logits.keys()].filter((i) => targets[i] >= 0);
  const bits = mean(rows.map((i) => bitsOf(logits[i], targets[i])));
  const accuracy = mean(rows.map((i) => Number(isRight(logits[i], targets[i]))));
  return { nll: bits * Math.LN2, perplexity: 2 ** bits, bits, accuracy };
}

export function scoreProbabilities(probs) {
  const each = probs.map((sequence) => mean(sequence.map((p) => -Math.log2(p))));
  const tokens = halves(probs.map((sequence) => sequence.length));
  const bits = halves(each.map((b, i) => b * probs[i].length)) / tokens;
  return { nll: bits * Math.LN2, perplexity: 2 ** bits, perSequence: each.map((b) => 2 ** b) };
}
