// The driver with which a submission's language model writes. It is Gradus's own code and runs in
// the isolate of the submission, loaded before it; no code of the pack is there.
//
// It draws as the statement of such an exercise says: s ← 48271·s mod (2^31 − 1), u = s / (2^31 − 1),
// and the next id is the first one whose probabilities up to and including it add up to more than u.
// A temperature T first raises each probability to the power 1 / T and divides by the new sum.

type Model = (ids: number[]) => unknown;

/** A part of `WriteOrder` in run-writing.ts. */
interface Order {
  train: string;
  sequences: number[][];
  vocabSize: number;
  start: number[];
  lines: number;
  longest: number;
  temperature: number;
  seed: number;
  choices: number;
}

interface Fault {
  fault: "model" | "rows" | "row" | "number" | "sum";
  position: number;
  value: number | null;
}

interface Step {
  id: number;
  probability: number;
  choices: { id: number; probability: number }[];
}

// Taken before the submission is loaded.
const { isArray } = Array;
const { abs, pow } = Math;

const MODULUS = 2147483647;
const ROUNDING = 1e-6;

export default function write(
  submission: Record<string, (sequences: number[][], vocabSize: number) => unknown>,
  order: Order,
): { lines: Step[][] } | Fault {
  const sequences = order.sequences.map((ids) => [...ids]);
  const model = submission[order.train]!(sequences, order.vocabSize);
  if (typeof model !== "function") return { fault: "model", position: 0, value: null };
  let s = order.seed;
  const draw = () => (s = (48271 * s) % MODULUS) / MODULUS;
  const lines: Step[][] = [];
  for (let i = 0; i < order.lines; i++) {
    const line = writeLine(model as Model, order, draw);
    if (!isArray(line)) return line;
    lines[i] = line;
  }
  return { lines };
}

function writeLine(model: Model, order: Order, draw: () => number): Step[] | Fault {
  const ids = [0, ...order.start];
  const line: Step[] = [];
  while (ids.length <= order.longest) {
    const row = readRow(model([...ids]), ids.length, order.vocabSize);
    if (!isArray(row)) return row;
    const id =
      order.temperature === 0 ? findLargest(row) : drawFrom(row, order.temperature, draw());
    line[line.length] = { id, probability: row[id]!, choices: listLargest(row, order.choices) };
    if (id === 0) break;
    ids[ids.length] = id;
  }
  return line;
}

/** The last of the rows that a model returned for `length` ids. */
function readRow(rows: unknown, length: number, vocabSize: number): number[] | Fault {
  const position = length - 1;
  if (!isArray(rows)) return { fault: "model", position, value: null };
  if (rows.length !== length) return { fault: "rows", position, value: rows.length };
  const last: unknown = rows[length - 1];
  const found = typeof last === "object" && last !== null ? (last as number[]).length : NaN;
  if (found !== vocabSize) return { fault: "row", position, value: found === found ? found : null };
  const row: number[] = [];
  let sum = 0;
  for (let id = 0; id < vocabSize; id++) {
    const p: unknown = (last as number[])[id];
    if (typeof p !== "number" || !(p >= 0 && p <= 1 + ROUNDING))
      return { fault: "number", position, value: typeof p === "number" ? p : null };
    row[id] = p;
    sum += p;
  }
  return abs(sum - 1) > ROUNDING ? { fault: "sum", position, value: sum } : row;
}

/** In a tie the smallest id. */
function findLargest(row: number[]): number {
  let best = 0;
  for (let id = 1; id < row.length; id++) if (row[id]! > row[best]!) best = id;
  return best;
}

function drawFrom(row: number[], temperature: number, u: number): number {
  // Dividing by the largest first, so that a low temperature does not make all of them 0.
  const largest = row[findLargest(row)]!;
  const weights = temperature === 1 ? row : row.map((p) => pow(p / largest, 1 / temperature));
  const total = temperature === 1 ? 1 : weights.reduce((sum, weight) => sum + weight, 0);
  let next = 0;
  let sum = weights[0]!;
  while (sum <= u * total && next < row.length - 1) {
    next += 1;
    sum += weights[next]!;
  }
  return next;
}

function listLargest(row: number[], count: number): Step["choices"] {
  return row
    .map((probability, id) => ({ id, probability }))
    .sort((a, b) => b.probability - a.probability || a.id - b.id)
    .slice(0, count);
}
