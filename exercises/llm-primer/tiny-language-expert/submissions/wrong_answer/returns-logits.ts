// Returns the table's logits as they are; they were never made probabilities.

export type LanguageModel = (ids: number[]) => number[][];
type Matrix = number[][];
interface Norm {
  weight: number[];
  bias: number[];
}
interface Linear {
  weight: Matrix;
  bias: number[];
}
interface Block {
  norm1: Norm;
  qkv: Linear;
  project: Linear;
  norm2: Norm;
  widen: Linear;
  narrow: Linear;
}
interface Gpt {
  heads: number;
  tokenTable: Matrix;
  positionTable: Matrix;
  blocks: Block[];
  finalNorm: Norm;
}

// ---- GPT ----

const multiply = (A: Matrix, B: Matrix) => A.map((row) => B.map((other) => row.reduce((s, v, i) => s + v * other[i]!, 0)));
const apply = (x: Matrix, { weight, bias }: Linear) => multiply(x, weight).map((row) => row.map((v, i) => v + bias[i]!));
const plus = (A: Matrix, B: Matrix) => A.map((row, t) => row.map((v, i) => v + B[t]![i]!));

function layerNorm(x: Matrix, { weight, bias }: Norm) {
  return x.map((row) => {
    const mean = row.reduce((s, v) => s + v, 0) / row.length;
    const centred = row.map((v) => v - mean);
    const variance = centred.reduce((s, v) => s + v * v, 0) / row.length;
    const scale = 1 / Math.sqrt(variance + 1e-5);
    return centred.map((v, i) => v * scale * weight[i]! + bias[i]!);
  });
}

function selfAttention(x: Matrix, block: Block, heads: number) {
  const d = x[0]!.length;
  const size = d / heads;
  const all = apply(x, block.qkv);
  const out = x.map(() => new Array<number>(d).fill(0));
  for (let h = 0; h < heads; h++) {
    const cut = (which: number) => all.map((row) => row.slice(which * d + h * size, which * d + (h + 1) * size));
    const [q, k, v] = [cut(0), cut(1), cut(2)];
    multiply(q, k).forEach((row, t) => {
      const weights = softmax(row.map((score, s) => (s > t ? -Infinity : score / Math.sqrt(size))));
      weights.forEach((weight, s) => {
        for (let i = 0; i < size; i++) out[t]![h * size + i]! += weight * v[s]![i]!;
      });
    });
  }
  return apply(out, block.project);
}

/** 0.5 z (1 + erf(z/√2)), erf by a series whose terms all have one sign. */
function gelu(z: number) {
  const x = Math.max(-6, Math.min(6, z / Math.SQRT2));
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return 0.5 * z * (1 + (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum);
}

export function runGpt(gpt: Gpt, tokens: number[], targets: number[]) {
  let x = tokens.map((id, t) => gpt.tokenTable[id]!.map((v, i) => v + gpt.positionTable[t]![i]!));
  for (const block of gpt.blocks) {
    x = plus(x, selfAttention(layerNorm(x, block.norm1), block, gpt.heads));
    const wide = apply(layerNorm(x, block.norm2), block.widen).map((row) => row.map(gelu));
    x = plus(x, apply(wide, block.narrow));
  }
  const logits = multiply(layerNorm(x, gpt.finalNorm), gpt.tokenTable);
  let loss = 0;
  targets.forEach((target, t) => (loss += (logSumExp(logits[t]!) - logits[t]![target]!) / targets.length));
  return { logits, loss, perplexity: Math.exp(loss) };
}

function logSumExp(z: number[]) {
  const max = Math.max(...z);
  return max + Math.log(z.reduce((s, v) => s + Math.exp(v - max), 0));
}
function softmax(z: number[]) {
  const log = logSumExp(z);
  return z.map((v) => Math.exp(v - log));
}

// ---- my language model ----

export function train(sequences: Matrix, vocabSize: number): LanguageModel {
  const start = Array.from({ length: vocabSize }, () => new Array<number>(vocabSize).fill(0));
  const pairs = sequences.flatMap((ids) => ids.slice(1).map((id, t) => [ids[t]!, id] as const));
  for (const [x, y] of pairs) {
    start[x]![y]! += 0.1;
    start[x]![0]! -= 0.1;
  }
  return (ids) => ids.map((id) => start[id]!);
}
