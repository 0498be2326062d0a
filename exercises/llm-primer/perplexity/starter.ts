/** probs: one list per sequence, the probability of each actual token. */
export function scoreProbabilities(probs: number[][]) {
  // Write this first: the first tests need only this.
  void probs;
  const none: number[] = [];
  return { nll: -1, perplexity: -1, perSequence: none };
}

/** logits: [n][V]; targets: [n], each 0 to V - 1, or -100 for padding. */
export function scoreLogits(logits: number[][], targets: number[]) {
  // Then this one.
  void [logits, targets];
  return { nll: -1, perplexity: -1, bits: -1, accuracy: -1 };
}
