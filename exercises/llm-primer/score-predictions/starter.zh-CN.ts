/** 两个数组一样长。 */
export function regressionErrors(yTrue: number[], yPred: number[]) {
  // 在这里写代码。
  void [yTrue, yPred];
  return { mse: -1, rmse: -1, mae: -1, maxError: -1 };
}

/** 全对时，两个分数都是 1。 */
export function regressionScores(yTrue: number[], yPred: number[]) {
  void [yTrue, yPred];
  return { r2: -1, explainedVariance: -1 };
}

/** [classes][classes]，行是真实类别。 */
export function confusionMatrix(yTrue: number[], yPred: number[], classes: number): number[][] {
  void [yTrue, yPred, classes];
  return [];
}

/** precision、recall、f1 里，每一类一个数。 */
export function classScores(confusion: number[][]) {
  void confusion;
  const none: number[] = [];
  return { accuracy: -1, precision: none, recall: none, f1: none, macroF1: -1 };
}

/** scores 的形状是 [n][classes]。 */
export function topKAccuracy(yTrue: number[], scores: number[][], k: number): number {
  void [yTrue, scores, k];
  return -1;
}
