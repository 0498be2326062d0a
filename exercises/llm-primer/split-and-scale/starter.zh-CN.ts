// 行号从 0 到 n - 1。
export interface Parts {
  train: number[];
  test: number[];
}

export type Fit = (X: number[][], y: number[]) => { coef: number[]; intercept: number };
export type Score = (yTrue: number[], yPred: number[]) => Record<string, number>;

export function split(n: number, testSize: number, order?: number[]): Parts {
  // 在这里写代码。
  void [n, testSize, order];
  return { train: [], test: [] };
}

/** 一共考 k 次，每次一折。 */
export function kFold(n: number, k: number): Parts[] {
  void [n, k];
  return [];
}

/** train: [n][p]，test: [m][p]，一行一个样本。 */
export function standardize(train: number[][], test: number[][]): { train: number[][]; test: number[][] } {
  void [train, test];
  return { train: [], test: [] };
}

/** X: [n][p]，一行一个样本。 */
export function fitOnTrain(
  X: number[][],
  y: number[],
  options: { testSize: number; order?: number[]; standardize: boolean },
  fit: Fit, // 现成的线性回归
  score: Score, // 比较真实答案和预测
) {
  void [X, y, options, fit, score];
  const none: Record<string, number> = {};
  return { coef: [0], intercept: 0, train: none, test: none };
}
