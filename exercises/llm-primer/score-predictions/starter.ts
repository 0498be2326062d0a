/** Both lists have the same length. */
export function regressionErrors(yTrue: number[], yPred: number[]) {
  // Write your code here.
  void [yTrue, yPred];
  return { mse: -1, rmse: -1, mae: -1, maxError: -1 };
}

/** Both are 1 if everything is right. */
export function regressionScores(yTrue: number[], yPred: number[]) {
  void [yTrue, yPred];
  return { r2: -1, explainedVariance: -1 };
}

/** [classes][classes], rows are true classes. */
export function confusionMatrix(yTrue: number[], yPred: number[], classes: number): number[][] {
  void [yTrue, yPred, classes];
  return [];
}

/** precision, recall and f1 hold a number for each class. */
export function classScores(confusion: number[][]) {
  void confusion;
  const none: number[] = [];
  return { accuracy: -1, precision: none, recall: none, f1: none, macroF1: -1 };
}

/** scores: [n][classes]. */
export function topKAccuracy(yTrue: number[], scores: number[][], k: number): number {
  void [yTrue, scores, k];
  return -1;
}
