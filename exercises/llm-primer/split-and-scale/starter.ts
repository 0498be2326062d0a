// Row numbers run from 0 to n - 1.
export interface Parts {
  train: number[];
  test: number[];
}

export type Fit = (X: number[][], y: number[]) => { coef: number[]; intercept: number };
export type Score = (yTrue: number[], yPred: number[]) => Record<string, number>;

export function split(n: number, testSize: number, order?: number[]): Parts {
  // Write your code here.
  void [n, testSize, order];
  return { train: [], test: [] };
}

/** A fold for each of the k exams. */
export function kFold(n: number, k: number): Parts[] {
  void [n, k];
  return [];
}

/** train: [n][p], test: [m][p], one sample per row. */
export function standardize(train: number[][], test: number[][]): { train: number[][]; test: number[][] } {
  void [train, test];
  return { train: [], test: [] };
}

/** X: [n][p], one sample per row. */
export function fitOnTrain(
  X: number[][],
  y: number[],
  options: { testSize: number; order?: number[]; standardize: boolean },
  fit: Fit, // a ready-made linear regression
  score: Score, // compares true answers with predictions
) {
  void [X, y, options, fit, score];
  const none: Record<string, number> = {};
  return { coef: [0], intercept: 0, train: none, test: none };
}
