// Goes word by word and number by number; the area under the bell curve by Simpson's rule. Plain JavaScript.

/** Area under the bell curve from 0 to x, for x >= 0; beyond 9 nothing is left to add. */
function areaFromZero(x) {
  if (x > 9) return 0.5;
  const strips = 2000;
  const h = x / strips;
  const bell = (t) => Math.exp(-0.5 * t * t);
  let total = bell(0) + bell(x);
  for (let k = 1; k < strips; k++) total += (k % 2 === 1 ? 4 : 2) * bell(k * h);
  return (total * h) / 3 / Math.sqrt(2 * Math.PI);
}

export function gelu(x) {
  const area = areaFromZero(Math.abs(x));
  return x * (x < 0 ? 0.5 - area : 0.5 + area);
}

export function geluTanh(x) {
  // 1 + tanh(u) is 2 / (1 + e^(-2u)).
  const u = Math.sqrt(2 / Math.PI) * x * (1 + 0.044715 * x * x);
  return x / (1 + Math.exp(-2 * u));
}

function normaliseWord(word, { weight, bias }, eps) {
  const d = word.length;
  let mean = 0;
  for (let j = 0; j < d; j++) mean += (word[j] - mean) / (j + 1); // a running mean
  let squares = 0;
  for (const v of word) squares += (v - mean) * (v - mean);
  const scale = 1 / Math.sqrt(squares / d + eps);
  return word.map((v, j) => bias[j] + weight[j] * scale * (v - mean));
}

export function layerNorm(x, norm, eps) {
  return x.map((word) => normaliseWord(word, norm, eps));
}

export function rmsNorm(x, weight, eps) {
  return x.map((word) => {
    const d = word.length;
    const size = Math.hypot(...word, Math.sqrt(d * eps)) / Math.sqrt(d);
    return word.map((v, j) => (weight[j] * v) / size);
  });
}

export function positions(n, d) {
  const table = Array.from({ length: n }, () => new Array(d));
  for (let c = 0; c < d; c += 2) {
    const speed = Math.exp((-Math.log(10000) * c) / d);
    for (let p = 0; p < n; p++) {
      table[p][c] = Math.sin(p * speed);
      if (c + 1 < d) table[p][c + 1] = Math.cos(p * speed);
    }
  }
  return table;
}

export function embed(tokens, tokenTable, positionTable) {
  const rows = [];
  for (const token of tokens) {
    const place = positionTable[rows.length];
    rows.push(tokenTable[token].map((v, j) => place[j] + v));
  }
  return rows;
}
