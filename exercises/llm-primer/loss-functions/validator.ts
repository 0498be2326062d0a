// What the statement promises about predictions, logits and targets.

type Input =
  | { kind: "mse"; pred: number[][]; target: number[][] }
  | { kind: "mean_squared_error"; pred: number[][]; target: number[][] }
  | { kind: "mean_absolute_error"; pred: number[][]; target: number[][] }
  | { kind: "cross_entropy"; logits: number[][]; targets: number[]; reduction?: string; ignore_index?: number }
  | { kind: "bce_with_logits"; logits: number[][]; targets: number[][] };

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "no object";
  const { kind, pred, target, logits, targets, reduction, ignore_index } = input as Record<string, unknown>;
  if (kind === "mse" || kind === "mean_squared_error" || kind === "mean_absolute_error") {
    return isMatrix(pred) && isMatrix(target) && sameShape(pred, target) ? undefined : "pred and target are no matrices of one shape";
  }
  if (!isMatrix(logits)) return "logits is no matrix";
  if (kind === "bce_with_logits") {
    if (!isMatrix(targets) || !sameShape(logits, targets)) return "targets does not fit logits";
    return targets.flat().every((y) => y >= 0 && y <= 1) ? undefined : "a target is not between 0 and 1";
  }
  if (kind !== "cross_entropy") return "kind is none of the five";
  if (!Array.isArray(targets) || targets.length !== logits.length) return "targets does not fit logits";
  if (reduction !== undefined && reduction !== "mean" && reduction !== "sum") return "reduction is neither mean nor sum";
  if (ignore_index !== undefined && !Number.isInteger(ignore_index)) return "ignore_index is no whole number";
  const counted = (targets as unknown[]).filter((t) => ignore_index === undefined || t !== ignore_index);
  const classes = logits[0]!.length;
  if (!counted.every((t) => Number.isInteger(t) && (t as number) >= 0 && (t as number) < classes)) return "a target is no class";
  if (counted.length === 0 && reduction !== "sum") return "the mean of no rows";
  return undefined;
}

export const edges: Record<string, (input: Input) => boolean> = {
  "several-columns": (input) => input.kind !== "cross_entropy" && ("pred" in input ? input.pred : input.logits)[0]!.length > 1,
  "rows-ignored": (input) => input.kind === "cross_entropy" && input.ignore_index !== undefined,
  "summed": (input) => input.kind === "cross_entropy" && input.reduction === "sum",
  "options-left-out": (input) => input.kind === "cross_entropy" && input.reduction === undefined,
  "far-from-zero": (input) => "logits" in input && input.logits.flat().some((z) => Math.abs(z) > 709),
  "soft-targets": (input) => input.kind === "bce_with_logits" && input.targets.flat().some((y) => y > 0 && y < 1),
};

/** At least one row and one column of finite numbers, all rows of the same length. */
function isMatrix(value: unknown): value is number[][] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const rows = value as unknown[];
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  return width > 0 && rows.every((row) => Array.isArray(row) && row.length === width && row.every((v) => typeof v === "number" && Number.isFinite(v)));
}

function sameShape(a: number[][], b: number[][]): boolean {
  return a.length === b.length && a[0]!.length === b[0]!.length;
}
