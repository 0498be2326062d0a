// What the statement promises of every input.

type Raw = Record<string, unknown>;

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  switch (input["kind"]) {
    case "table_loss":
    case "table_gradient":
      return checkPairs(input);
    case "lm_train":
      return checkPairs(input) ?? checkSteps(input);
    default:
      return "kind is none of the three";
  }
}

function checkPairs({ W0, xs, ys }: Raw): string | undefined {
  if (!Array.isArray(W0) || W0.length < 2 || W0.length > 60) return "W0 is not a table of 2 to 60 rows";
  const V = W0.length;
  if (!isMatrix(W0, V, V, 1000)) return "W0 is not square, or holds a number beyond 1000";
  if (!isList(xs, (ids) => isIds(ids, V)) || xs.length === 0) return "xs are not lists of ids";
  if (!isList(ys, (ids) => isIds(ids, V)) || ys.length !== xs.length) return "ys are not as many lists of ids as xs";
  const width = (xs[0] as unknown[]).length;
  if (width === 0 || [...xs, ...ys].some((ids) => (ids as unknown[]).length !== width)) return "xs and ys are not rows of one length";
  return undefined;
}

function checkSteps({ lr, steps }: Raw): string | undefined {
  if (!isNumber(lr, 1e-3, 10)) return "lr is not a number from 0.001 to 10";
  return isWhole(steps, 1, 100) ? undefined : "steps is not a whole number from 1 to 100";
}

// ---- shapes ----------------------------------------------------------------------------------------

function isRecord(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && value >= low && value <= high;
}

function isWhole(value: unknown, low: number, high: number): value is number {
  return Number.isInteger(value) && isNumber(value, low, high);
}

function isList(value: unknown, each: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(each);
}

function isIds(value: unknown, V: number): value is number[] {
  return isList(value, (id) => isWhole(id, 0, V - 1));
}

function isVector(value: unknown, length: number, limit: number): value is number[] {
  return isList(value, (v) => isNumber(v, -limit, limit)) && value.length === length;
}

function isMatrix(value: unknown, rows: number, columns: number, limit: number): boolean {
  return isList(value, (row) => isVector(row, columns, limit)) && value.length === rows;
}

// ---- classes that fresh cases must reach ------------------------------------------------------------------

interface Any {
  kind: string;
  xs: number[][];
  W0: number[][];
}

export const edges: Record<string, (input: Any) => boolean> = {
  "repeated-id": ({ xs }) => new Set(xs.flat()).size < xs.flat().length,
  "absent-id": ({ xs, W0 }) => new Set(xs.flat()).size < W0.length,
  "several-rows": ({ xs }) => xs.length > 1,
  /** The powers of e of such a row are infinite. */
  "giant-logits": ({ W0, xs }) => W0.some((row, i) => row.some((w) => w > 800) && xs.some((ids) => ids.includes(i))),
  training: ({ kind }) => kind === "lm_train",
};
