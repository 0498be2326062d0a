// What the statement promises about an input of attention, and the classes of inputs that fresh cases must reach.

interface Single {
  kind: "attention";
  Q: number[][];
  K: number[][];
  V: number[][];
  causal: boolean;
  key_mask?: number[];
}

interface Several {
  kind: "multihead";
  d_model: number;
  n_heads: number;
  causal: boolean;
  x: number[][];
  weights: Record<string, unknown>;
}

type Input = Single | Several;

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  if (typeof input["causal"] !== "boolean") return "causal is not a boolean";
  if (input["large"] !== undefined && typeof input["large"] !== "boolean") return "large is not a boolean";
  if (input["kind"] === "attention") return validateSingle(input);
  if (input["kind"] === "multihead") return validateSeveral(input);
  return "kind is neither attention nor multihead";
}

function validateSingle({ Q, K, V, causal, key_mask, tokens }: Record<string, unknown>): string | undefined {
  if (!isMatrix(Q) || !isMatrix(K) || !isMatrix(V)) return "Q, K and V must be matrices of finite numbers";
  if (Q[0]!.length !== K[0]!.length) return "Q and K differ in width";
  if (K.length !== V.length) return "K and V differ in length";
  if (Q.flat().some((v) => Math.abs(v) > 2000) || K.flat().some((v) => Math.abs(v) > 2000)) return "Q or K holds a number beyond 2000";
  if (tokens !== undefined && !(Array.isArray(tokens) && tokens.length === Q.length && tokens.every((token) => typeof token === "string"))) return "tokens must name the rows";
  if (key_mask === undefined) return undefined;
  if (!Array.isArray(key_mask) || key_mask.length !== K.length || !key_mask.every((flag) => flag === 0 || flag === 1)) return "key_mask must hold a 0 or 1 for each key";
  const firstSeen = key_mask.indexOf(1);
  if (firstSeen < 0 || (causal === true && firstSeen > 0)) return "some row may see no key at all";
  return undefined;
}

function validateSeveral({ d_model: d, n_heads: heads, x, weights }: Record<string, unknown>): string | undefined {
  if (!isCount(d) || !isCount(heads) || d % heads !== 0) return "d_model must be a multiple of n_heads";
  if (!isMatrix(x) || x[0]!.length !== d) return "x must be a matrix of width d_model";
  if (!isRecord(weights)) return "no weights";
  const shapes: [string, number][] = [["in_proj", 3 * d], ["out_proj", d]];
  for (const [name, rows] of shapes) {
    const dot = name === "in_proj" ? "_" : ".";
    const weight = weights[`${name}${dot}weight`];
    const bias = weights[`${name}${dot}bias`];
    if (!isMatrix(weight) || weight.length !== rows || weight[0]!.length !== d) return `the weight of ${name} has the wrong shape`;
    if (!isList(bias) || bias.length !== rows) return `the bias of ${name} has the wrong shape`;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
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

/** Beyond this exp overflows; below its negative, a sum of powers is 0. */
const RANGE_OF_EXP = 750;

function scoreOf({ Q, K }: Single, i: number, j: number): number {
  const products = Q[i]!.map((q, c) => q * K[j]![c]!);
  return products.reduce((total, product) => total + product, 0) / Math.sqrt(products.length);
}

/** The scores of each row: those that it may see, and those that it may not. */
function rowsOf(input: Single): { seen: number[]; hidden: number[] }[] {
  return input.Q.map((_, i) => {
    const seen: number[] = [];
    const hidden: number[] = [];
    input.K.forEach((_, j) => {
      const isSeen = !(input.causal && j > i) && input.key_mask?.[j] !== 0;
      (isSeen ? seen : hidden).push(scoreOf(input, i, j));
    });
    return { seen, hidden };
  });
}

export const edges: Record<string, (input: Input) => boolean> = {
  causal: (input) => input.causal && (input.kind === "attention" ? input.K : input.x).length > 1,
  "key-mask": (input) => input.kind === "attention" && input.key_mask !== undefined && input.key_mask.includes(0),
  "queries-and-keys-differ": (input) => input.kind === "attention" && input.Q.length !== input.K.length,
  "several-heads": (input) => input.kind === "multihead" && input.n_heads > 1 && input.d_model > input.n_heads,
  "heads-of-width-one": (input) => input.kind === "multihead" && input.n_heads > 1 && input.d_model === input.n_heads,
  "giant-scores": (input) => input.kind === "attention" && rowsOf(input).some(({ seen }) => seen.every((s) => Math.abs(s) > RANGE_OF_EXP)),
  "giant-behind-a-mask": (input) => input.kind === "attention" && rowsOf(input).some(({ seen, hidden }) => Math.max(...hidden) - Math.max(...seen) > RANGE_OF_EXP),
};
