// What the statement promises of an input, and the kinds of input that fresh cases must not miss.

interface Input {
  kind: string;
  n: number;
  k: number;
  test_size: number;
  permutation?: number[];
  y_true: number[];
  y_pred: number[];
  n_classes: number;
  scores?: number[][];
  X: number[][];
  y: number[];
  standardize: boolean;
}

const KINDS = ["split", "kfold", "split_and_folds", "regression_metrics", "classification_metrics", "fit_on_train"];

export default function validate(input: unknown): string | undefined {
  const it = input as Input;
  if (!KINDS.includes(it.kind)) return "kind: unknown";
  if (it.kind === "kfold") return faultInFolds(it);
  if (it.kind === "split") return faultInSplit(it, it.n, 1, 1);
  if (it.kind === "split_and_folds") return faultInSplit(it, it.n, 1, 1) ?? faultInFolds(it);
  if (it.kind === "regression_metrics") return faultInTargets(it);
  if (it.kind === "classification_metrics") return faultInClasses(it);
  return faultInRows(it);
}

function isWhole(value: unknown, low: number, high: number): boolean {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}

function isNumbers(value: unknown, count: number): boolean {
  return Array.isArray(value) && value.length === count && value.every((v) => Number.isFinite(v) && Math.abs(v as number) <= 1e4);
}

function faultInFolds({ n, k }: Input): string | undefined {
  if (!isWhole(n, 2, 100)) return "n: a whole number from 2 to 100";
  return isWhole(k, 2, n) ? undefined : "k: a whole number from 2 to n";
}

function faultInSplit(it: Input, n: number, leastTrain: number, leastTest: number): string | undefined {
  if (!isWhole(n, 2, 100)) return "n: a whole number from 2 to 100";
  if (!(it.test_size > 0 && it.test_size < 1)) return "test_size: between 0 and 1";
  const product = n * it.test_size;
  const off = Math.abs(product - Math.round(product));
  if (off > 0 && off < 1e-9) return "test_size: n times it is whole but for rounding";
  const kept = Math.ceil(product);
  if (kept < leastTest || n - kept < leastTrain) return "test_size: a part is too small";
  if (it.permutation === undefined) return undefined;
  const sorted = Array.isArray(it.permutation) ? it.permutation.toSorted((a, b) => a - b) : [];
  return sorted.length === n && sorted.every((v, i) => v === i) ? undefined : "permutation: not 0 to n - 1, each once";
}

/** Sums of a hundred quarters are exact, so a mean of equal ones is exact too. */
function isQuarters(values: number[]): boolean {
  return values.every((v) => Number.isInteger(4 * v));
}

function isConstant(values: number[]): boolean {
  return values.every((v) => v === values[0]);
}

function faultInTargets({ y_true, y_pred }: Input): string | undefined {
  if (!Array.isArray(y_true) || y_true.length < 2 || y_true.length > 100) return "y_true: 2 to 100 numbers";
  if (!isNumbers(y_true, y_true.length)) return "y_true: numbers up to 1e4";
  if (!isNumbers(y_pred, y_true.length)) return "y_pred: as many numbers as y_true";
  if (isConstant(y_true) && !isQuarters([...y_true, ...y_pred])) return "y_true: equal answers that are no quarters";
  return undefined;
}

function faultInClasses({ y_true, y_pred, n_classes, scores, k }: Input): string | undefined {
  if (!isWhole(n_classes, 1, 20)) return "n_classes: a whole number from 1 to 20";
  for (const [name, list] of Object.entries({ y_true, y_pred })) {
    if (!Array.isArray(list) || list.length < 1 || list.length > 100) return `${name}: 1 to 100 classes`;
    if (!list.every((c) => isWhole(c, 0, n_classes - 1))) return `${name}: 0 to n_classes - 1`;
  }
  if (y_true.length !== y_pred.length) return "y_pred: as many as y_true";
  if (scores === undefined) return undefined;
  if (!isWhole(k, 1, n_classes)) return "k: a whole number from 1 to n_classes";
  if (!Array.isArray(scores) || scores.length !== y_true.length) return "scores: a row for every row of y_true";
  for (const row of scores) {
    if (!isNumbers(row, n_classes)) return "scores: a number for every class";
    if (new Set(row).size !== n_classes) return "scores: two are equal";
  }
  return undefined;
}

function faultInRows(it: Input): string | undefined {
  const { X, y } = it;
  if (!Array.isArray(X) || !Array.isArray(X[0]) || !isWhole(X[0].length, 1, 10)) return "X: 1 to 10 columns";
  const columns = X[0].length;
  if (!X.every((row) => isNumbers(row, columns))) return "X: rows of numbers, all of one length";
  if (!isNumbers(y, X.length)) return "y: a number for every row of X";
  if (typeof it.standardize !== "boolean") return "standardize: true or false";
  const fault = faultInSplit(it, y.length, columns + 2, 2);
  if (fault !== undefined) return fault;
  const { train, test } = parts(it);
  for (const part of [train, test]) if (isConstant(part.map((i) => y[i]!))) return "y: all equal in a part";
  // Each column with spread must stand well apart from the plane of those before it.
  const found: number[][] = [];
  for (let j = 0; j < columns; j++) {
    const values = train.map((i) => X[i]![j]!);
    if (isConstant(values)) {
      if (!isQuarters(values)) return "X: a constant column that is no quarter";
      continue;
    }
    const middle = values.reduce((s, v) => s + v, 0) / values.length;
    let rest = values.map((v) => v - middle);
    const before = Math.hypot(...rest);
    for (const q of found) {
      const along = rest.reduce((s, v, i) => s + v * q[i]!, 0);
      rest = rest.map((v, i) => v - along * q[i]!);
    }
    const length = Math.hypot(...rest);
    if (length < 0.05 * before) return "X: columns nearly repeat each other";
    found.push(rest.map((v) => v / length));
  }
  return found.length > 0 ? undefined : "X: no column with spread";
}

function parts({ y, test_size, permutation }: Input): { train: number[]; test: number[] } {
  const order = permutation ?? y.map((_, i) => i);
  const kept = Math.ceil(y.length * test_size);
  return { train: order.slice(0, -kept), test: order.slice(-kept) };
}

export const edges: Record<string, (input: Input) => boolean> = {
  /** The nearest whole number is below the one wanted. */
  "rounds-up": ({ n, y, test_size }) => {
    const product = (n ?? y?.length) * test_size;
    return Math.ceil(product) > Math.round(product);
  },
  /** An order that is not its own inverse. */
  shuffled: ({ permutation }) => permutation?.some((row, i) => permutation[row] !== i) ?? false,
  "uneven-folds": ({ n, k }) => n % k > 1,
  "constant-target": ({ kind, y_true }) => kind === "regression_metrics" && isConstant(y_true),
  "missing-class": ({ n_classes, y_true, y_pred }) => new Set(y_true).size < n_classes && new Set(y_pred).size < n_classes,
  standardized: ({ standardize }) => standardize,
};
