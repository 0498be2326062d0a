// What the statement promises: ids, sizes and strides are whole numbers in range, there is room for every start, and no
// sequence to pad is empty.

interface Input {
  kind: string;
  ids: number[];
  block_size: number;
  stride: number;
  batch_size: number;
  drop_last: boolean;
  seed: number;
  starts: number[];
  sequences: number[][];
  pad_id: number;
}

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "the input is not an object";
  const { kind, ids, block_size: size, ...rest } = input as Record<string, unknown>;
  if (kind === "pad_batch") return faultOfPadding(rest["sequences"], rest["pad_id"]);
  if (kind === "stack") {
    if (typeof rest["drop_last"] !== "boolean") return "drop_last is neither true nor false";
    return faultOfWindows(rest["x"], rest["y"]) ?? faultOfBatchSize(rest["batch_size"]);
  }
  if (!isWhole(size, 1, 1000)) return "block_size is not a whole number of 1 or more";
  if (kind === "starts") {
    if (!isWhole(rest["length"], size + 1, 1000)) return "there is no place to start";
    return faultOfSeed(rest["seed"]) ?? faultOfBatchSize(rest["batch_size"]);
  }
  if (!areIds(ids)) return "ids are not whole numbers of 0 or more";
  switch (kind) {
    case "windows":
      return faultOfStride(rest["stride"]) ?? faultOfVocabulary(rest["vocabulary"], ids);
    case "batches":
      if (typeof rest["drop_last"] !== "boolean") return "drop_last is neither true nor false";
      return faultOfStride(rest["stride"]) ?? faultOfBatchSize(rest["batch_size"]);
    case "get_batch": {
      const { starts } = rest;
      const fine = areIds(starts) && starts.length > 0 && starts.every((start) => start + size < ids.length);
      return fine ? undefined : "a window does not lie inside the text";
    }
    case "draw":
      if (ids.length <= size) return "there is no place to start";
      return faultOfSeed(rest["seed"]) ?? faultOfBatchSize(rest["batch_size"]);
    default:
      return "the kind is not known";
  }
}

function faultOfPadding(sequences: unknown, padId: unknown): string | undefined {
  if (!isWhole(padId, 0, 1e6)) return "pad_id is not a whole number of 0 or more";
  const fine = Array.isArray(sequences) && sequences.length > 0 && sequences.every((s) => areIds(s) && s.length > 0);
  return fine ? undefined : "sequences are not lists of one id or more";
}

/** At least one window, all of one length, and a y for each x. */
function faultOfWindows(x: unknown, y: unknown): string | undefined {
  if (!isTable(x) || !isTable(y)) return "x or y is not a table of ids";
  return x.length === y.length && x[0]!.length === y[0]!.length ? undefined : "x and y are not of one shape";
}

function isTable(value: unknown): value is number[][] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const rows = value as unknown[];
  return rows.every((row) => areIds(row) && row.length > 0 && row.length === (rows[0] as number[]).length);
}

function faultOfSeed(seed: unknown): string | undefined {
  return isWhole(seed, 1, 2 ** 31 - 2) ? undefined : "the seed is out of range";
}

function faultOfStride(stride: unknown): string | undefined {
  return isWhole(stride, 1, 1000) ? undefined : "stride is not a whole number of 1 or more";
}

function faultOfBatchSize(size: unknown): string | undefined {
  return isWhole(size, 1, 1000) ? undefined : "batch_size is not a whole number of 1 or more";
}

/** A vocabulary may be left out; a given one names every id. */
function faultOfVocabulary(vocabulary: unknown, ids: number[]): string | undefined {
  if (vocabulary === undefined) return undefined;
  const names = Array.isArray(vocabulary) && vocabulary.every((name) => typeof name === "string") ? vocabulary : [];
  return ids.every((id) => id < names.length) ? undefined : "the vocabulary does not name every id";
}

function areIds(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 1000 && value.every((id) => isWhole(id, 0, 1e6));
}

function isWhole(value: unknown, low: number, high: number): value is number {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}

// ---- classes of inputs ---------------------------------------------------------------------------------------------

const isCut = ({ kind }: Input) => kind === "windows" || kind === "batches";

/** How far the ids reach beyond the start of the first window and its y. */
const reach = ({ ids, block_size: size }: Input) => ids.length - size - 1;

const windowCount = (input: Input) => (reach(input) < 0 ? 0 : Math.floor(reach(input) / input.stride) + 1);

export const edges: Record<string, (input: Input) => boolean> = {
  "windows-overlap": (input) => isCut(input) && input.stride < input.block_size,
  "windows-apart": (input) => isCut(input) && input.stride > input.block_size,
  "last-window-fits-exactly": (input) => isCut(input) && reach(input) >= 0 && reach(input) % input.stride === 0,
  "last-batch-short": (input) => input.kind === "batches" && windowCount(input) % input.batch_size > 0,
  "drawn-places": ({ kind }) => kind === "draw",
  "unequal-lengths": ({ kind, sequences }) =>
    kind === "pad_batch" && sequences.some((s) => s.length !== sequences[0]!.length),
  "pad-id-is-a-token": ({ kind, sequences, pad_id }) => kind === "pad_batch" && sequences.flat().includes(pad_id),
};
