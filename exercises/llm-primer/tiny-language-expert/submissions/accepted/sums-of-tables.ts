// One trained table for each of the last four ids, their logits added up: softmax regression, by stochastic gradient descent.

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

/** z times the area under the bell curve to the left of z, by Simpson's rule; from 9 on nothing is left to add. */
function gelu(z: number) {
  const end = Math.min(Math.abs(z), 9);
  const n = 1000;
  const h = end / n;
  let area = 0;
  for (let i = 0; i <= n; i++) area += Math.exp((-i * h * i * h) / 2) * (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2);
  area *= h / 3 / Math.sqrt(2 * Math.PI);
  return z * (z > 0 ? 0.5 + area : 0.5 - area);
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

const TABLES = 4;
const ROUNDS = 2;

export function train(sequences: Matrix, vocabSize: number): LanguageModel {
  const V = vocabSize;
  // tables[c] holds one row for each id that may stand c + 1 places before the one to be guessed.
  const tables = Array.from({ length: TABLES }, () => new Float64Array(V * V));
  const probs = new Float64Array(V);

  function guess(ids: number[], end: number) {
    probs.fill(0);
    for (let c = 0; c < TABLES && c < end; c++) {
      const table = tables[c]!;
      const at = ids[end - 1 - c]! * V;
      for (let j = 0; j < V; j++) probs[j]! += table[at + j]!;
    }
    let max = probs[0]!;
    for (let j = 1; j < V; j++) max = Math.max(max, probs[j]!);
    let total = 0;
    for (let j = 0; j < V; j++) total += probs[j] = Math.exp(probs[j]! - max);
    for (let j = 0; j < V; j++) probs[j]! /= total;
  }

  for (let round = 0; round < ROUNDS; round++) {
    const lr = 0.4 / (1 + 0.3 * round);
    for (const ids of sequences) {
      for (let t = 1; t < ids.length; t++) {
        guess(ids, t);
        probs[ids[t]!]! -= 1;
        for (let c = 0; c < TABLES && c < t; c++) {
          const table = tables[c]!;
          const at = ids[t - 1 - c]! * V;
          for (let j = 0; j < V; j++) table[at + j]! -= lr * probs[j]!;
        }
      }
    }
  }
  return (ids) =>
    ids.map((_, t) => {
      guess(ids, t + 1);
      return [...probs];
    });
}
