// What an input may be, as the statement promises, and the classes of inputs that a fresh set must reach. Texts may hold any
// character, but no half of a surrogate pair: it would have no UTF-8.

interface Text {
  kind: "bpe_byte";
  text: string;
  num_merges: number;
  probes?: string[];
}

const LONGEST = 1000;
const MOST_MERGES = 100;
const BYTES = 256;

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length <= LONGEST && value.isWellFormed();
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isId(value: unknown, known: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < known;
}

/** A merge joins bytes and pieces of earlier merges. */
function isMerges(value: unknown): value is [number, number, number][] {
  if (!Array.isArray(value) || value.length > MOST_MERGES) return false;
  return value.every((row, k) => {
    if (!Array.isArray(row) || row.length !== 3) return false;
    return isId(row[0], BYTES + k) && isId(row[1], BYTES + k) && Number.isInteger(row[2]) && row[2] >= 2;
  });
}

function expand(merges: [number, number, number][], id: number): number[] {
  if (id < BYTES) return [id];
  const [left, right] = merges[id - BYTES]!;
  return [...expand(merges, left), ...expand(merges, right)];
}

/** Whether the ids are those of a whole text: the percent signs of its bytes make a URI. */
function isWhole(merges: [number, number, number][], ids: unknown): boolean {
  if (!Array.isArray(ids) || !ids.every((id) => isId(id, BYTES + merges.length))) return false;
  const bytes = ids.flatMap((id: number) => expand(merges, id));
  try {
    decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
    return true;
  } catch {
    return false;
  }
}

function hasExactly(input: object, names: string[]): boolean {
  return Object.keys(input).sort().join() === ["kind", ...names].sort().join();
}

const FIELDS: Record<string, string[]> = {
  to_bytes: ["text"],
  learn: ["text", "num_merges"],
  encode: ["merges", "text"],
  decode: ["merges", "ids"],
};

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "the input is not an object";
  const { kind, text, num_merges, merges, ids, probes } = input as Record<string, unknown>;
  const fields = kind === "bpe_byte" ? ["text", "num_merges", ...(probes === undefined ? [] : ["probes"])] : FIELDS[String(kind)];
  if (fields === undefined) return "kind is unknown";
  if (!hasExactly(input, fields)) return "a field is missing, or one too many";
  if (fields.includes("text") && !isText(text)) return "text is not a text";
  if (fields.includes("probes") && !isTexts(probes)) return "probes is not a list of texts";
  if (fields.includes("merges")) {
    if (!isMerges(merges)) return "merges is not a list of merges";
    if (fields.includes("ids") && !isWhole(merges, ids)) return "ids are not those of a whole text";
  }
  if (!fields.includes("num_merges")) return undefined;
  return isId(num_merges, MOST_MERGES + 1) ? undefined : "num_merges is not a whole number from 0 to 100";
}

/** Edge classes are of whole texts with probes; the other kinds have none. */
const ofText = (holds: (input: Text) => boolean) => (input: Text) => input.kind === "bpe_byte" && holds(input);

export const edges: Record<string, (input: Text) => boolean> = {
  "two-bytes": ofText(({ text }) => /[\u0080-\u07ff]/u.test(text)),
  "three-bytes": ofText(({ text }) => /[\u0800-\uffff]/u.test(text)),
  "four-bytes": ofText(({ text }) => /[\u{10000}-\u{10ffff}]/u.test(text)),
  "probe-of-other-bytes": ofText(({ text, probes }) =>
    (probes ?? []).some((probe) => Array.from(probe).some((character) => !text.includes(character))),
  ),
};
