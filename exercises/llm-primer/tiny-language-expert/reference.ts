// A language expert of our own, and a look inside a GPT.
//
//   train    our own language model: counts of contexts; short ones help if long ones are rare
//   runGpt   a whole transformer whose parameters are given, from tokens to the loss
//
// A language model is a function: given ids, it returns one row for each, the probabilities of the id that comes next.

export type LanguageModel = (ids: number[]) => number[][];
type Matrix = number[][];

// ---- our own language model -----------------------------------------------------------------------------

/** How often each id came after one context (finally how probable it is), and the contexts with one more id in front. */
interface Context {
  next: number[];
  longer: Map<number, Context>;
}

/** How many ids the model looks back. */
const LOOK_BACK = 4;

/**
 * p(w | context) = (count(context, w) + v · p(w | context without its first id)) / (count(context) + v)
 *
 * v: how many different ids have come after the context. The more there were, the more weight the shorter context gets
 * (Witten and Bell). It starts from 1/V with no context; the answer comes from the longest context that was seen.
 */
export function train(sequences: number[][], vocabSize: number): LanguageModel {
  const newContext = (): Context => ({ next: new Array<number>(vocabSize).fill(0), longer: new Map() });
  const root = newContext();
  for (const ids of sequences) {
    let past: number[] = [];
    for (const id of ids) {
      see(root, past, id, newContext);
      past = remember(past, id);
    }
  }
  settle(root, root.next.map(() => 1 / vocabSize));
  return (ids) => {
    let past: number[] = [];
    return ids.map((id) => {
      past = remember(past, id);
      return longestKnown(root, past).next;
    });
  };
}

/** The last ids, the latest first. */
function remember(past: number[], id: number): number[] {
  return [id, ...past].slice(0, LOOK_BACK);
}

/** Counts an id in this context, and in the contexts longer by one, two, … ids. */
function see(context: Context, past: number[], id: number, newContext: () => Context): void {
  context.next[id]! += 1;
  const [before, ...earlier] = past;
  if (before === undefined) return;
  const longer = context.longer.get(before) ?? newContext();
  context.longer.set(before, longer);
  see(longer, earlier, id, newContext);
}

/** From counts to probabilities, here and in all longer contexts. */
function settle(context: Context, shorter: number[]): void {
  const total = sum(context.next);
  const different = context.next.filter((count) => count > 0).length;
  context.next = context.next.map((count, w) => (count + different * shorter[w]!) / (total + different));
  for (const longer of context.longer.values()) settle(longer, context.next);
}

function longestKnown(root: Context, past: number[]): Context {
  let context = root;
  for (const id of past) {
    const longer = context.longer.get(id);
    if (longer === undefined) break;
    context = longer;
  }
  return context;
}

// ---- a small GPT ---------------------------------------------------------------------------------------

/** y = x·Wᵀ + b. weight: outputs x inputs. */
export interface Linear {
  weight: number[][];
  bias: number[];
}

export interface Norm {
  weight: number[];
  bias: number[];
}

export interface Block {
  norm1: Norm;
  qkv: Linear;
  project: Linear;
  norm2: Norm;
  widen: Linear;
  narrow: Linear;
}

export interface Gpt {
  heads: number;
  tokenTable: number[][];
  positionTable: number[][];
  blocks: Block[];
  finalNorm: Norm;
}

export function runGpt(gpt: Gpt, tokens: number[], targets: number[]): { logits: Matrix; loss: number; perplexity: number } {
  let x = tokens.map((id, t) => add(gpt.tokenTable[id]!, gpt.positionTable[t]!));
  for (const block of gpt.blocks) {
    const mixed = attend(normalize(x, block.norm1), block, gpt.heads);
    x = x.map((row, t) => add(row, mixed[t]!));
    const thought = linear(linear(normalize(x, block.norm2), block.widen).map((row) => row.map(gelu)), block.narrow);
    x = x.map((row, t) => add(row, thought[t]!));
  }
  // The head is the token table again: how well does each token fit?
  const logits = normalize(x, gpt.finalNorm).map((row) => gpt.tokenTable.map((embedding) => dot(row, embedding)));
  const loss = crossEntropy(logits, targets);
  return { logits, loss, perplexity: Math.exp(loss) };
}

/** Position t looks at positions 0 … t, never ahead. Head h has the features from h·d/heads on. */
function attend(x: Matrix, { qkv, project }: Block, heads: number): Matrix {
  const d = x[0]!.length;
  const size = d / heads;
  const rows = linear(x, qkv);
  const mixed = rows.map((row, t) => {
    const joined: number[] = [];
    for (let from = 0; from < d; from += size) {
      const part = (r: number[], which: number) => r.slice(which * d + from, which * d + from + size);
      const past = rows.slice(0, t + 1);
      const weights = softmax(past.map((r) => dot(part(row, 0), part(r, 1)) / Math.sqrt(size)));
      for (let i = 0; i < size; i++) joined.push(dot(weights, past.map((r) => part(r, 2)[i]!)));
    }
    return joined;
  });
  return linear(mixed, project);
}

/** (x − mean) / √(variance + 1e-5) · weight + bias, each row separately. */
function normalize(x: Matrix, { weight, bias }: Norm): Matrix {
  return x.map((row) => {
    const mean = sum(row) / row.length;
    const variance = sum(row.map((v) => (v - mean) ** 2)) / row.length;
    return row.map((v, i) => ((v - mean) / Math.sqrt(variance + 1e-5)) * weight[i]! + bias[i]!);
  });
}

function linear(x: Matrix, { weight, bias }: Linear): Matrix {
  return x.map((row) => weight.map((w, i) => dot(row, w) + bias[i]!));
}

function gelu(z: number): number {
  return 0.5 * z * (1 + erf(z / Math.SQRT2));
}

/** erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5···(2n+1)); all terms have the same sign, so no digits cancel. */
function erf(x: number): number {
  // Beyond 6, erf is ±1 in double precision.
  const near = Math.sign(x) * Math.min(Math.abs(x), 6);
  let term = near;
  let total = 0;
  for (let odd = 3; total + term !== total; odd += 2) {
    total += term;
    term *= (2 * near * near) / odd;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-near * near) * total;
}

// ---- small tools ----------------------------------------------------------------------------------------

function sum(v: number[]): number {
  return v.reduce((total, x) => total + x, 0);
}

function dot(a: number[], b: number[]): number {
  return sum(a.map((v, i) => v * b[i]!));
}

function add(a: number[], b: number[]): number[] {
  return a.map((v, i) => v + b[i]!);
}

/** e^z / Σ e^z; the maximum is subtracted first, so that no e^z is too large. */
function softmax(z: number[]): number[] {
  const max = Math.max(...z);
  const e = z.map((v) => Math.exp(v - max));
  return e.map((v) => v / sum(e));
}

/** Mean of −ln softmax(z)[target] = max + ln Σ e^(z − max) − z[target]. */
function crossEntropy(logits: Matrix, targets: number[]): number {
  const losses = logits.map((z, n) => {
    const max = Math.max(...z);
    return max + Math.log(sum(z.map((v) => Math.exp(v - max)))) - z[targets[n]!]!;
  });
  return sum(losses) / losses.length;
}
