// What the statement promises of an input, and the kinds of input that fresh cases must not miss.

interface Input {
  kind: string;
  y_true: number[];
  y_pred: number[];
  n_classes: number;
  confusion: number[][];
  scores?: number[][];
  k: number;
}

export default function validate(input: unknown): string | undefined {
  const it = input as Input;
  if (["errors", "scores", "regression_metrics"].includes(it.kind)) return faultInTargets(it);
  if (it.kind === "confusion") return faultInClasses(it);
  if (it.kind === "classification_metrics") return faultInClasses(it) ?? faultInScores(it);
  if (it.kind === "class_scores") return faultInMatrix(it);
  if (it.kind !== "top_k") return "kind: unknown";
  if (!Array.isArray(it.scores) || !Array.isArray(it.scores[0])) return "scores: rows of numbers";
  const whole = { ...it, n_classes: it.scores[0].length, y_pred: it.y_true };
  return faultInClasses(whole) ?? faultInScores(whole);
}

function isWhole(value: unknown, low: number, high: number): boolean {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}

function isNumbers(value: unknown, count: number): boolean {
  return Array.isArray(value) && value.length === count && value.every((v) => Number.isFinite(v) && Math.abs(v as number) <= 1e4);
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

function faultInClasses({ y_true, y_pred, n_classes }: Input): string | undefined {
  if (!isWhole(n_classes, 1, 20)) return "n_classes: a whole number from 1 to 20";
  for (const [name, list] of Object.entries({ y_true, y_pred })) {
    if (!Array.isArray(list) || list.length < 1 || list.length > 100) return `${name}: 1 to 100 classes`;
    if (!list.every((c) => isWhole(c, 0, n_classes - 1))) return `${name}: 0 to n_classes - 1`;
  }
  if (y_true.length !== y_pred.length) return "y_pred: as many as y_true";
  return undefined;
}

function faultInScores({ y_true, n_classes, scores, k }: Input): string | undefined {
  if (scores === undefined) return undefined;
  if (!isWhole(k, 1, n_classes)) return "k: a whole number from 1 to n_classes";
  if (!Array.isArray(scores) || scores.length !== y_true.length) return "scores: a row for every row of y_true";
  for (const row of scores) {
    if (!isNumbers(row, n_classes)) return "scores: a number for every class";
    if (new Set(row).size !== n_classes) return "scores: two are equal";
  }
  return undefined;
}

function faultInMatrix({ confusion }: Input): string | undefined {
  if (!Array.isArray(confusion) || !isWhole(confusion.length, 1, 20)) return "confusion: 1 to 20 rows";
  const square = confusion.every((row) => Array.isArray(row) && row.length === confusion.length && row.every((count) => isWhole(count, 0, 1000)));
  if (!square) return "confusion: as many columns as rows, all counts from 0 to 1000";
  return confusion.flat().some((count) => count > 0) ? undefined : "confusion: no row at all";
}

export const edges: Record<string, (input: Input) => boolean> = {
  "constant-target": ({ kind, y_true }) => kind === "regression_metrics" && isConstant(y_true),
  "missing-class": ({ n_classes, y_true, y_pred }) => new Set(y_true).size < n_classes && new Set(y_pred).size < n_classes,
  "negative-r2": ({ kind, y_true, y_pred }) => kind === "regression_metrics" && !isConstant(y_true) && isWorseThanTheMean(y_true, y_pred),
};

function isWorseThanTheMean(yTrue: number[], yPred: number[]): boolean {
  const middle = yTrue.reduce((sum, y) => sum + y, 0) / yTrue.length;
  const squares = (other: (i: number) => number) => yTrue.reduce((sum, y, i) => sum + (y - other(i)) ** 2, 0);
  return squares((i) => yPred[i]!) > squares(() => middle);
}
