// V different ids, vectors of d numbers, a head of m numbers.
export interface Head {
  tokenTable: number[][]; // V x d
  positionTable: number[][]; // at least as many rows as a sequence has ids, x d
  query: number[][]; // m x d
  key: number[][]; // m x d
  value: number[][]; // m x d
  out: number[][]; // V x m
}

/** weights: T x T, logits: T x V, where T is the number of ids. */
export function runHead(head: Head, ids: number[]): { weights: number[][]; logits: number[][] } {
  // Write your code here.
  void [head, ids];
  return { weights: [], logits: [] };
}

/** ys[r][t] is the id that follows xs[r][t]. */
export function headLoss(head: Head, xs: number[][], ys: number[][]): number {
  void [head, xs, ys];
  return 0;
}

/** One number for each parameter, in the same shapes. */
export function headGradients(head: Head, xs: number[][], ys: number[][]): Head {
  void [xs, ys];
  return head;
}

/** losses: one number for each step, each taken before the update. */
export function trainHead(
  head: Head,
  xs: number[][],
  ys: number[][],
  options: { lr: number; steps: number },
): { losses: number[]; head: Head } {
  void [xs, ys, options];
  return { losses: [], head };
}
