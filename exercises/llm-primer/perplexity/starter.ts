/** logits: [n][V]; targets: [n], each 0 to V - 1, or -100 for padding. */
export function scoreLogits(logits: number[][], targets: number[]) {
  // Write your code here, and replace the next two lines.
  void [logits, targets];
  return { nll: -1, perplexity: -1, bits: -1, accuracy: -1 };
}

/** probs: one list per sequence, the probability of each actual token. The first tests need only this function. */
export function scoreProbabilities(probs: number[][]) {
  void probs;
  const none: number[] = [];
  return { nll: -1, perplexity: -1, perSequence: none };
}
