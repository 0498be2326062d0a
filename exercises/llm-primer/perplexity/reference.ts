// How much a text surprises a language model, as one number.
//
//   surprise     −ln p of the actual token
//   nll          the mean surprise of all tokens
//   perplexity   e^nll: the same surprise as guessing among that many equally likely tokens
//
// From scores (logits) z, with p = e^zₜ / Σ e^z:   −ln p = ln Σ e^(z − max z) − (zₜ − max z)
// Subtracting the largest score changes no probability, and no power exceeds 1.

/** Marks a row that is only padding: there is no token to guess. */
const PADDING = -100;

/** logits: n x V, a score for every token of the vocabulary; targets: n token numbers, or PADDING. */
export function scoreLogits(logits: number[][], targets: number[]) {
  const surprises: number[] = [];
  let right = 0;
  for (let i = 0; i < logits.length; i++) {
    const z = logits[i]!;
    const target = targets[i]!;
    if (target === PADDING) continue;
    surprises.push(surprise(z, target));
    // indexOf finds the first of equal scores, that is, the smallest id.
    if (z.indexOf(Math.max(...z)) === target) right++;
  }
  const nll = mean(surprises);
  return { nll, perplexity: Math.exp(nll), bits: nll / Math.log(2), accuracy: right / surprises.length };
}

/** −ln of the probability that the scores z give to the target. */
function surprise(z: number[], target: number): number {
  const largest = Math.max(...z);
  const powers = z.map((score) => Math.exp(score - largest));
  return Math.log(sum(powers)) - (z[target]! - largest);
}

/** probs: for every sequence, the probability of each actual token. Every token counts the same. */
export function scoreProbabilities(probs: number[][]) {
  const nll = meanSurprise(probs.flat());
  const perSequence = probs.map((sequence) => Math.exp(meanSurprise(sequence)));
  return { nll, perplexity: Math.exp(nll), perSequence };
}

function meanSurprise(probs: number[]): number {
  return mean(probs.map((p) => -Math.log(p)));
}

function mean(values: number[]): number {
  return sum(values) / values.length;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
