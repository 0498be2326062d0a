// Skips the surprise of padding, but counts its rows, for nll and for accuracy.

export function scoreLogits(logits: number[][], targets: number[]) {
  let total = 0;
  let count = 0;
  let right = 0;
  for (let i = 0; i < logits.length; i++) {
    const target = targets[i]!;
    if (target === -100) {
      count++;
      continue;
    }
    const z = logits[i]!;
    let best = 0;
    for (let t = 1; t < z.length; t++) if (z[t]! > z[best]!) best = t;
    let powers = 0;
    for (const score of z) powers += Math.exp(score - z[best]!);
    total += Math.log(powers) + z[best]! - z[target]!;
    count++;
    if (best === target) right++;
  }
  const nll = total / count;
  return { nll, perplexity: Math.exp(nll), bits: nll / Math.LN2, accuracy: right / count };
}

function surprise(sequence: number[]): number {
  let total = 0;
  for (const p of sequence) total -= Math.log(p);
  return total;
}

export function scoreProbabilities(probs: number[][]) {
  let total = 0;
  let count = 0;
  const perSequence: number[] = [];
  for (const sequence of probs) {
    total += surprise(sequence);
    count += sequence.length;
    perSequence.push(Math.exp(surprise(sequence) / sequence.length));
  }
  const nll = total / count;
  return { nll, perplexity: Math.exp(nll), perSequence };
}
