// Turns one case into calls of the exports its kind is about. The linear regression that fitOnTrain is handed lives here.

type Rows = number[][];

interface Input {
  kind: string;
  n: number;
  k: number;
  test_size: number;
  permutation?: number[];
  y_true: number[];
  y_pred: number[];
  n_classes: number;
  scores?: Rows;
  X: Rows;
  y: number[];
  standardize: boolean;
}

interface Parts {
  train: number[];
  test: number[];
}

interface Submission {
  split(n: number, testSize: number, order?: number[]): Parts;
  kFold(n: number, k: number): Parts[];
  regressionMetrics(yTrue: number[], yPred: number[]): Record<string, unknown>;
  classificationMetrics(yTrue: number[], yPred: number[], classes: number): Record<string, unknown>;
  topKAccuracy(yTrue: number[], scores: Rows, k: number): unknown;
  fitOnTrain(
    X: Rows,
    y: number[],
    options: { testSize: number; order: number[] | undefined; standardize: boolean },
    fit: typeof leastSquares,
  ): Record<string, unknown>;
}

export default function run(submission: Submission, input: Input): unknown {
  const { kind, n, k, y_true, y_pred, n_classes, scores, X, y, standardize } = input;
  const testSize = input.test_size;
  const order = input.permutation;
  if (kind === "split") return submission.split(n, testSize, order);
  if (kind === "kfold") {
    const folds = submission.kFold(n, k);
    return { folds, picture: drawFolds(n, folds) };
  }
  // The kind of fresh cases, where every field is compared: no picture.
  if (kind === "split_and_folds") return { ...submission.split(n, testSize, order), folds: submission.kFold(n, k) };
  if (kind === "regression_metrics") {
    const { maxError, explainedVariance, ...rest } = submission.regressionMetrics(y_true, y_pred);
    return { ...rest, max_error: maxError, explained_variance: explainedVariance };
  }
  if (kind === "classification_metrics") {
    const { macroF1, ...rest } = submission.classificationMetrics(y_true, y_pred, n_classes);
    const top_k = scores === undefined ? undefined : submission.topKAccuracy(y_true, scores, k);
    return { ...rest, macro_f1: macroF1, top_k };
  }
  const { coef, intercept, trainR2, testR2, testMse, testMae } = submission.fitOnTrain(X, y, { testSize, order, standardize }, leastSquares);
  return { coef, intercept, train_r2: trainR2, test_r2: testR2, test_mse: testMse, test_mae: testMae };
}

export function describe(value: unknown): string | undefined {
  return value === leastSquares ? "leastSquares" : undefined;
}

/** A line a fold: a full block where a row is held out, a dot where it is learnt from, a gap where it is in neither part. */
function drawFolds(n: number, folds: Parts[]): string | undefined {
  // A picture must not turn a wrong answer into an error.
  if (!Array.isArray(folds) || !folds.every((fold) => Array.isArray(fold?.train) && Array.isArray(fold.test))) return undefined;
  const mark = ({ train, test }: Parts, row: number) => {
    if (test.includes(row)) return "█";
    return train.includes(row) ? "·" : " ";
  };
  const line = (fold: Parts) => Array.from({ length: n }, (_, row) => mark(fold, row)).join("");
  return folds.map(line).join("\n");
}

/** Normal equations of the centred data, eliminated from the diagonal. A column without spread gets the coefficient 0. */
function leastSquares(X: Rows, y: number[]): { coef: number[]; intercept: number } {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const centred = (values: number[]) => values.map((value) => value - mean(values));
  const columns = X[0]!.map((_, j) => X.map((row) => row[j]!));
  const deviations = columns.map(centred);
  const equations = deviations.map((column) => [...deviations, centred(y)].map((other) => dot(column, other)));
  for (const [i, pivotRow] of equations.entries()) {
    const pivot = pivotRow[i]!;
    if (pivot === 0) continue;
    for (const [other, row] of equations.entries()) {
      const factor = other === i ? 0 : row[i]! / pivot;
      equations[other] = row.map((value, j) => value - factor * pivotRow[j]!);
    }
  }
  const coef = equations.map((row, i) => (row[i] === 0 ? 0 : row.at(-1)! / row[i]!));
  return { coef, intercept: mean(y) - dot(coef, columns.map(mean)) };
}
