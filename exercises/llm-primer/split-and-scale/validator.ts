// What the statement promises of an input, and the kinds of input that fresh cases must not miss.

interface Input {
  kind: string;
  n: number;
  k: number;
  test_size: number;
  permutation?: number[];
  x_train: number[][];
  x_test: number[][];
  X: number[][];
  y: number[];
  standardize: boolean;
}

const KINDS = ["split", "kfold", "split_and_folds", "standardize", "fit_on_train"];

export default function validate(input: unknown): string | undefined {
  const it = input as Input;
  if (!KINDS.includes(it.kind)) return "kind: unknown";
  if (it.kind === "kfold") return faultInFolds(it);
  if (it.kind === "split") return faultInSplit(it, it.n, 1, 1);
  if (it.kind === "split_and_folds") return faultInSplit(it, it.n, 1, 1) ?? faultInFolds(it);
  if (it.kind === "standardize") return faultInParts(it);
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

function faultInParts({ x_train, x_test }: Input): string | undefined {
  if (!Array.isArray(x_train) || x_train.length < 2 || x_train.length > 100) return "x_train: 2 to 100 rows";
  if (!Array.isArray(x_train[0]) || !isWhole(x_train[0].length, 1, 10)) return "x_train: 1 to 10 columns";
  if (!Array.isArray(x_test) || x_test.length < 1 || x_test.length > 100) return "x_test: 1 to 100 rows";
  const columns = x_train[0].length;
  if (![...x_train, ...x_test].every((row) => isNumbers(row, columns))) return "rows of numbers, all of one length";
  for (let j = 0; j < columns; j++) {
    const values = x_train.map((row) => row[j]!);
    const width = Math.max(...values) - Math.min(...values);
    if (width > 0 && width < 0.01 * Math.max(...values.map(Math.abs))) return "x_train: a column with hardly any spread";
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
  "constant-column": ({ x_train }) => x_train?.[0]!.some((value, j) => x_train.every((row) => row[j] === value)) ?? false,
  standardized: ({ standardize }) => standardize,
};
