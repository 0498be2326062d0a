// A small neural network: four ids, each with its own weights, into sixteen tanh units, and from there to the logits.
// Plain JavaScript; typed arrays, one pass over the data after another, no library.

function softmax(z) {
  const top = z.reduce((a, b) => (a > b ? a : b));
  const e = z.map((v) => Math.exp(v - top));
  const total = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / total);
}

/** ln softmax(z)[target], never through softmax itself: that may be 0. */
function logSoftmax(z, target) {
  const top = z.reduce((a, b) => (a > b ? a : b));
  let total = 0;
  for (const v of z) total += Math.exp(v - top);
  return z[target] - top - Math.log(total);
}

/** erf by its Taylor series near 0, by a continued fraction of erfc elsewhere. */
function erf(x) {
  const a = Math.abs(x);
  if (a < 2) {
    let term = x;
    let sum = 0;
    for (let n = 0; n < 60; n++) {
      sum += term / (2 * n + 1);
      term *= (-x * x) / (n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 120; n > 0; n--) fraction = n / 2 / (a + fraction);
  const erfc = Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction);
  return Math.sign(x) * (1 - erfc);
}

const linear = ({ weight, bias }, v) => weight.map((w, o) => w.reduce((s, x, i) => s + x * v[i], bias[o]));
const norm = ({ weight, bias }, v) => {
  const mean = v.reduce((a, b) => a + b) / v.length;
  const variance = v.reduce((s, x) => s + x * x, 0) / v.length - mean * mean;
  return v.map((x, i) => ((x - mean) / Math.sqrt(Math.max(0, variance) + 1e-5)) * weight[i] + bias[i]);
};

/** Token by token, as one writes: keys and values of the past are kept. */
export function runGpt(gpt, tokens, targets) {
  const memory = gpt.blocks.map(() => []);
  const logits = tokens.map((id, t) => {
    let x = gpt.tokenTable[id].map((v, i) => v + gpt.positionTable[t][i]);
    const d = x.length;
    const size = d / gpt.heads;
    gpt.blocks.forEach((block, b) => {
      const row = linear(block.qkv, norm(block.norm1, x));
      memory[b].push(row);
      const mixed = [];
      for (let h = 0; h < gpt.heads; h++) {
        const scores = memory[b].map((past) => {
          let s = 0;
          for (let i = h * size; i < (h + 1) * size; i++) s += row[i] * past[d + i];
          return s / Math.sqrt(size);
        });
        const weights = softmax(scores);
        for (let i = h * size; i < (h + 1) * size; i++) {
          mixed.push(memory[b].reduce((s, past, p) => s + weights[p] * past[2 * d + i], 0));
        }
      }
      const after = linear(block.project, mixed);
      x = x.map((v, i) => v + after[i]);
      const wide = linear(block.widen, norm(block.norm2, x)).map((z) => (z / 2) * (1 + erf(z * Math.SQRT1_2)));
      const narrow = linear(block.narrow, wide);
      x = x.map((v, i) => v + narrow[i]);
    });
    const last = norm(gpt.finalNorm, x);
    return gpt.tokenTable.map((e) => e.reduce((s, v, i) => s + v * last[i], 0));
  });
  let loss = 0;
  logits.forEach((z, t) => (loss -= logSoftmax(z, targets[t])));
  loss /= logits.length;
  return { logits, loss, perplexity: Math.exp(loss) };
}

const LOOK_BACK = 4;
const UNITS = 16;

export function train(sequences, vocabSize) {
  const V = vocabSize;
  // Start knobs from a small rule of our own, the same every time.
  let s = 1;
  const chance = (scale) => {
    s = (s * 48271) % 2147483647;
    return (s / 2147483647 - 0.5) * scale;
  };
  const into = Array.from({ length: LOOK_BACK }, () => Float64Array.from({ length: V * UNITS }, () => chance(1)));
  const out = Float64Array.from({ length: V * UNITS }, () => chance(0.6));
  const bias = new Float64Array(V);
  const hidden = new Float64Array(UNITS);
  const blame = new Float64Array(UNITS);
  const p = new Float64Array(V);

  // Before the first id of a line there is only more line break.
  const at = (ids, t) => (t < 0 ? 0 : ids[t]) * UNITS;
  const guess = (ids, end) => {
    hidden.fill(0);
    for (let c = 0; c < LOOK_BACK; c++) {
      const table = into[c];
      const from = at(ids, end - 1 - c);
      for (let u = 0; u < UNITS; u++) hidden[u] += table[from + u];
    }
    for (let u = 0; u < UNITS; u++) hidden[u] = Math.tanh(hidden[u]);
    let top = -Infinity;
    for (let j = 0; j < V; j++) {
      let z = bias[j];
      for (let u = 0; u < UNITS; u++) z += hidden[u] * out[j * UNITS + u];
      p[j] = z;
      if (z > top) top = z;
    }
    let total = 0;
    for (let j = 0; j < V; j++) total += p[j] = Math.exp(p[j] - top);
    for (let j = 0; j < V; j++) p[j] /= total;
  };
  for (let epoch = 0; epoch < 2; epoch++) {
    const lr = 0.15 / (1 + 0.4 * epoch);
    for (const ids of sequences) {
      for (let t = 1; t < ids.length; t++) {
        guess(ids, t);
        p[ids[t]] -= 1;
        blame.fill(0);
        for (let j = 0; j < V; j++) {
          const g = p[j];
          for (let u = 0; u < UNITS; u++) {
            const k = j * UNITS + u;
            blame[u] += g * out[k];
            out[k] -= lr * g * hidden[u];
          }
          bias[j] -= lr * g;
        }
        for (let u = 0; u < UNITS; u++) blame[u] *= lr * (1 - hidden[u] * hidden[u]);
        for (let c = 0; c < LOOK_BACK; c++) {
          const table = into[c];
          const from = at(ids, t - 1 - c);
          for (let u = 0; u < UNITS; u++) table[from + u] -= blame[u];
        }
      }
    }
  }
  return (ids) =>
    ids.map((_, t) => {
      guess(ids, t + 1);
      return Array.from(p);
    });
}
