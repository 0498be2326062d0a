// What the statement promises: vectors of equal length, and matrices whose rows are equally long.

interface Input {
  kind: string;
  M?: number[][];
}

const MATRIX_KINDS = ["shape", "times_vector", "row_means"];

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "the input is not an object";
  const { kind, a, b, M, x } = input as Record<string, unknown>;
  if (kind === "dot") {
    if (!isVector(a) || !isVector(b)) return "a or b is not a list of numbers";
    return a.length === b.length ? undefined : "a and b are not equally long";
  }
  if (!MATRIX_KINDS.includes(kind as string)) return "the kind is not known";
  if (!isMatrix(M)) return "M is not a matrix";
  if (kind !== "times_vector") return undefined;
  if (!isVector(x)) return "x is not a list of numbers";
  return x.length === M[0]!.length ? undefined : "x does not have one number for each column of M";
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === "number" && Number.isFinite(v));
}

function isMatrix(value: unknown): value is number[][] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const rows = value as unknown[];
  return rows.every((row) => isVector(row) && row.length === (rows[0] as number[]).length);
}

function hasShape(test: (rows: number, columns: number) => boolean): (input: Input) => boolean {
  return ({ M }) => M !== undefined && test(M.length, M[0]!.length);
}

export const edges: Record<string, (input: Input) => boolean> = {
  "one-row": hasShape((rows) => rows === 1),
  "one-column": hasShape((_, columns) => columns === 1),
  square: hasShape((rows, columns) => rows === columns && rows > 1),
  wide: hasShape((rows, columns) => columns > rows && rows > 1),
  tall: hasShape((rows, columns) => rows > columns && columns > 1),
};
