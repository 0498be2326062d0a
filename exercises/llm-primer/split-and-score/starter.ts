// Row numbers run from 0 to n - 1; classes from 0 to classes - 1.
export interface Parts {
  train: number[];
  test: number[];
}

export interface Line {
  coef: number[]; // [p]
  intercept: number;
}

export function split(n: number, testSize: number, order?: number[]): Parts {
  // 在这里写代码 / write your code here
  void [n, testSize, order];
  return { train: [], test: [] };
}

export function kFold(n: number, k: number): Parts[] {
  void [n, k];
  return [];
}

export function regressionMetrics(yTrue: number[], yPred: number[]) {
  void [yTrue, yPred];
  return { mse: -1, rmse: -1, mae: -1, maxError: -1, r2: -1, explainedVariance: -1 };
}

/** confusion is [classes][classes]; precision, recall and f1 are [classes]. */
export function classificationMetrics(yTrue: number[], yPred: number[], classes: number) {
  void [yTrue, yPred, classes];
  const none: number[] = [];
  return { accuracy: -1, confusion: [none], precision: none, recall: none, f1: none, macroF1: -1 };
}

/** scores: [n][classes]. */
export function topKAccuracy(yTrue: number[], scores: number[][], k: number): number {
  void [yTrue, scores, k];
  return -1;
}

/** X: [n][p], rows are samples; fit is a ready-made linear regression. */
export function fitOnTrain(
  X: number[][],
  y: number[],
  options: { testSize: number; order?: number[]; standardize: boolean },
  fit: (X: number[][], y: number[]) => Line,
) {
  void [X, y, options, fit];
  const none: number[] = [];
  return { coef: none, intercept: 0, trainR2: -1, testR2: -1, testMse: -1, testMae: -1 };
}
