// Turns one case into calls of the exports its kind is about. The linear regression and the scores that fitOnTrain is handed
// live here.

type Rows = number[][];

interface Input {
  kind: string;
  n: number;
  k: number;
  test_size: number;
  permutation?: number[];
  x_train: Rows;
  x_test: Rows;
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
  standardize(train: Rows, test: Rows): { train: Rows; test: Rows };
  fitOnTrain(
    X: Rows,
    y: number[],
    options: { testSize: number; order: number[] | undefined; standardize: boolean },
    fit: typeof leastSquares,
    score: typeof compare,
  ): { coef: unknown; intercept: unknown; train?: Scores; test?: Scores };
}

type Scores = Partial<Record<string, number>>;

export default function run(submission: Submission, input: Input): unknown {
  const { kind, n, k, X, y, standardize } = input;
  const testSize = input.test_size;
  const order = input.permutation;
  if (kind === "split") return split(submission, n, testSize, order);
  if (kind === "kfold") {
    const folds = submission.kFold(n, k);
    return { folds, picture: drawFolds(n, folds) };
  }
  // The kind of fresh cases, where every field is compared: no picture.
  if (kind === "split_and_folds") return { ...split(submission, n, testSize, order), folds: submission.kFold(n, k) };
  if (kind === "standardize") return submission.standardize(input.x_train, input.x_test);
  const { coef, intercept, train, test } = submission.fitOnTrain(X, y, { testSize, order, standardize }, leastSquares, compare);
  return { coef, intercept, train_r2: train?.r2, test_r2: test?.r2, test_mse: test?.mse, test_mae: test?.mae };
}

/** Leaves `order` out of the call if the case has none. */
function split(submission: Submission, n: number, testSize: number, order?: number[]): Parts {
  return order === undefined ? submission.split(n, testSize) : submission.split(n, testSize, order);
}

export function describe(value: unknown): string | undefined {
  if (value === leastSquares) return "leastSquares";
  return value === compare ? "compare" : undefined;
}

function mean(values: number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
}

/** R² (1 − mse / variance of the answers), mean squared error and mean absolute error. */
function compare(yTrue: number[], yPred: number[]): { r2: number; mse: number; mae: number } {
  const middle = mean(yTrue);
  const mse = mean(yTrue.map((y, i) => (y - yPred[i]!) ** 2));
  const mae = mean(yTrue.map((y, i) => Math.abs(y - yPred[i]!)));
  return { r2: 1 - mse / mean(yTrue.map((y) => (y - middle) ** 2)), mse, mae };
}

/** A line for each fold: a full block where a row is held out, a dot where it is learnt from, a gap where it is in neither part. */
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
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const centred = (values: number[]) => {
    const middle = mean(values);
    return values.map((value) => value - middle);
  };
  const columns = Array.from(X[0]!.keys(), (j) => X.map((row) => row[j]!));
  const deviations = Array.from(columns, centred);
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
