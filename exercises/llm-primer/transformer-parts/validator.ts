// What the statement promises about an input of transformer-parts, and the classes of inputs that fresh cases must reach.

interface Pieces {
  kind: "pieces";
  x: number[][];
  values: number[];
  d: number;
  tokens: number[];
  wpe: number[][];
}

type Input = Pieces | { kind: "layer_norm" | "rms_norm" | "gelu" | "positional" | "embed" };
type Fields = Record<string, unknown>;

/** Beyond this, rounding errors of the numbers themselves would show in what a norm returns. */
const LARGEST = 9000;

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  switch (input["kind"]) {
    case "layer_norm":
      return wrongNorm(input) ?? wrongBias(input);
    case "rms_norm":
      return wrongNorm(input);
    case "gelu":
      return wrongValues(input["x"]);
    case "positional":
      return wrongPlaces(input);
    case "embed":
      return wrongEmbedding(input);
    case "pieces":
      return wrongValues(input["values"]) ?? wrongNorm(input) ?? wrongBias(input) ?? wrongPlaces(input) ?? wrongEmbedding(input);
    default:
      return "unknown kind";
  }
}

function wrongValues(values: unknown): string | undefined {
  return isList(values) && largest(values) <= 100 ? undefined : "GELU is asked for a list of numbers from -100 to 100";
}

function wrongNorm({ x, weight, eps }: Fields): string | undefined {
  if (!isMatrix(x)) return "x must be a matrix of finite numbers";
  if (x.flat().some((v) => Math.abs(v) > LARGEST)) return `x holds a number beyond ${LARGEST}`;
  if (!isList(weight) || weight.length !== x[0]!.length) return "weight must hold a number for each feature";
  if (typeof eps !== "number" || !(eps >= 1e-8 && eps <= 1)) return "eps must lie between 1e-8 and 1";
  return undefined;
}

function wrongBias({ x, bias }: Fields): string | undefined {
  return isList(bias) && isMatrix(x) && bias.length === x[0]!.length ? undefined : "bias must hold a number for each feature";
}

function wrongPlaces({ n, d }: Fields): string | undefined {
  return isCount(n) && isCount(d) && n <= 100 && d <= 100 ? undefined : "n and d must lie between 1 and 100";
}

function wrongEmbedding({ tokens, wte, wpe }: Fields): string | undefined {
  if (!isMatrix(wte) || !isMatrix(wpe) || wte[0]!.length !== wpe[0]!.length) return "the tables must be matrices of the same width";
  if (!isList(tokens) || !tokens.every((token) => Number.isInteger(token) && token >= 0 && token < wte.length)) return "tokens must be rows of the token table";
  return tokens.length <= wpe.length ? undefined : "there are more tokens than positions";
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1;
}

function isList(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((v) => Number.isFinite(v));
}

/** At least one row and one column, all rows equally long. */
function isMatrix(value: unknown): value is number[][] {
  return Array.isArray(value) && value.length > 0 && value.every((row) => isList(row) && row.length === (value[0] as unknown[]).length);
}

// ---- classes ---------------------------------------------------------------------------------------

const largest = (row: number[]) => Math.max(...row.map(Math.abs));
const hasRow = (input: Input, test: (row: number[]) => boolean) => input.kind === "pieces" && input.x.some(test);

export const edges: Record<string, (input: Input) => boolean> = {
  "constant-row": (input) => hasRow(input, (row) => row.length > 1 && row.every((v) => v === row[0])),
  "tiny-row": (input) => hasRow(input, (row) => largest(row) > 0 && largest(row) < 0.01),
  "row-far-from-zero": (input) => hasRow(input, (row) => Math.min(...row.map(Math.abs)) > 1000),
  "gelu-far-out": (input) => input.kind === "pieces" && largest(input.values) >= 50,
  "odd-width": (input) => input.kind === "pieces" && input.d % 2 === 1,
};
