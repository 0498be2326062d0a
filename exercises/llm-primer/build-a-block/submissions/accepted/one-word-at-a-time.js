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

function gelu(x) {
  const area = areaFromZero(Math.abs(x));
  return x * (x < 0 ? 0.5 - area : 0.5 + area);
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

const normaliseAll = (x, norm) => x.map((word) => normaliseWord(word, norm, 1e-5));

const through = ({ weight, bias }, word) => weight.map((row, o) => row.reduce((total, w, j) => total + w * word[j], bias[o]));

function thinkAbout(word, { linear1, linear2 }, activation) {
  const inside = through(linear1, word).map((v) => (activation === "relu" ? (v > 0 ? v : 0) : gelu(v)));
  return through(linear2, inside);
}

export function feedForward(x, layers, activation) {
  return x.map((word) => thinkAbout(word, layers, activation));
}

export function transformerBlock(x, knobs, { heads, activation, normFirst, causal }) {
  const d = x[0].length;
  const width = d / heads;
  const seen = normFirst ? normaliseAll(x, knobs.norm1) : x;
  const keys = seen.map((word) => through(knobs.key, word));
  const values = seen.map((word) => through(knobs.value, word));
  return x.map((word, i) => {
    const query = through(knobs.query, seen[i]);
    const gathered = [];
    for (let h = 0; h < heads; h++) {
      const last = causal ? i : x.length - 1;
      const scores = [];
      for (let j = 0; j <= last; j++) {
        let score = 0;
        for (let c = h * width; c < (h + 1) * width; c++) score += query[c] * keys[j][c];
        scores.push(score / Math.sqrt(width));
      }
      const top = scores.reduce((a, b) => (a > b ? a : b));
      const powers = scores.map((s) => Math.exp(s - top));
      const total = powers.reduce((a, b) => a + b);
      for (let c = h * width; c < (h + 1) * width; c++) {
        gathered.push(powers.reduce((sum, p, j) => sum + p * values[j][c], 0) / total);
      }
    }
    const told = through(knobs.out, gathered);
    let row = word.map((v, c) => v + told[c]);
    if (!normFirst) row = normaliseWord(row, knobs.norm1, 1e-5);
    const start = normFirst ? normaliseWord(row, knobs.norm2, 1e-5) : row;
    const thought = thinkAbout(start, knobs, activation);
    row = row.map((v, c) => v + thought[c]);
    return normFirst ? row : normaliseWord(row, knobs.norm2, 1e-5);
  });
}
