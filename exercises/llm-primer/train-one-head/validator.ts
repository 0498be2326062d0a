// What the statement promises of every input.

type Raw = Record<string, unknown>;

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  const { head, ids, xs, ys } = input;
  const problem = checkHead(head);
  if (problem !== undefined) return problem;
  const { tokenTable, positionTable } = head as { tokenTable: unknown[]; positionTable: unknown[] };
  const [V, longest] = [tokenTable.length, positionTable.length];
  switch (input["kind"]) {
    case "head_forward":
      return isIds(ids, V) && isWhole(ids.length, 1, longest) ? undefined : "ids are not 1 to as many ids as there are positions";
    case "head_loss":
    case "head_gradients":
      return checkBatch(xs, ys, V, longest);
    case "head_train":
      return checkBatch(xs, ys, V, longest) ?? checkSteps(input);
    default:
      return "kind is none of the four";
  }
}

function checkHead(head: unknown): string | undefined {
  if (!isRecord(head)) return "head is not an object";
  const { tokenTable, positionTable, query, key, value, out } = head;
  if (!Array.isArray(tokenTable) || tokenTable.length < 2 || tokenTable.length > 60) return "tokenTable is not 2 to 60 rows";
  const first: unknown = tokenTable[0];
  if (!Array.isArray(first) || first.length < 1 || first.length > 16) return "tokenTable is not rows of 1 to 16 numbers";
  const [V, d] = [tokenTable.length, first.length];
  if (!isMatrix(tokenTable, V, d, 1000)) return "tokenTable is not a matrix";
  if (!Array.isArray(positionTable) || positionTable.length < 1 || !isMatrix(positionTable, positionTable.length, d, 1000)) return "positionTable is not a matrix";
  if (!Array.isArray(query) || query.length < 1 || query.length > 16) return "query is not 1 to 16 rows";
  const m = query.length;
  if (![query, key, value].every((matrix) => isMatrix(matrix, m, d, 1000))) return "query, key and value are not matrices of one shape";
  return isMatrix(out, V, m, 1000) ? undefined : "out is not V rows of m numbers";
}

function checkBatch(xs: unknown, ys: unknown, V: number, longest: number): string | undefined {
  if (!isList(xs, (ids) => isIds(ids, V)) || xs.length === 0) return "xs are not lists of ids";
  if (!isList(ys, (ids) => isIds(ids, V)) || ys.length !== xs.length) return "ys are not as many lists of ids as xs";
  const length = (xs[0] as unknown[]).length;
  if (!isWhole(length, 1, longest)) return "a row of xs has no ids, or more than there are positions";
  return [...xs, ...ys].every((ids) => (ids as unknown[]).length === length) ? undefined : "xs and ys are not rows of one length";
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
  head: { query: unknown[]; positionTable: unknown[] };
  ids?: number[];
  xs?: number[][];
}

const differentiates = (kind: string) => kind === "head_gradients" || kind === "head_train";

export const edges: Record<string, (input: Any) => boolean> = {
  "several-rows": ({ kind, xs }) => differentiates(kind) && xs!.length > 1,
  "looks-back": ({ kind, xs }) => differentiates(kind) && xs![0]!.length > 1,
  "repeated-id": ({ kind, xs }) => differentiates(kind) && xs!.some((ids) => new Set(ids).size < ids.length),
  "single-id": ({ ids, xs }) => (ids ?? xs![0]!).length === 1,
  /** A row of the position table that no id uses: its gradient is 0. */
  "unused-position": ({ kind, head, xs }) => differentiates(kind) && xs![0]!.length < head.positionTable.length,
  /** Where m is 1, its root changes nothing. */
  "wide-head": ({ head }) => head.query.length > 1,
};
