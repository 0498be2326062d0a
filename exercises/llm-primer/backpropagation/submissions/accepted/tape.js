// Reverse-mode autodiff: every operation is written on a tape, and the tape is played backwards once.
// Plain JavaScript; no gradient formula of a layer anywhere, only slopes of single operations.

function makeTape() {
  const values = [];
  const first = []; // index of the first operand, or -1
  const second = [];
  const slopeOfFirst = [];
  const slopeOfSecond = [];
  const push = (value, a = -1, da = 0, b = -1, db = 0) => {
    first.push(a);
    second.push(b);
    slopeOfFirst.push(da);
    slopeOfSecond.push(db);
    return values.push(value) - 1;
  };
  const unary = (f, slope) => (a) => push(f(values[a]), a, slope(values[a]));
  const sigma = (z) => 1 / (1 + Math.exp(-z));
  return {
    values,
    leaf: (value) => push(value),
    add: (a, b) => push(values[a] + values[b], a, 1, b, 1),
    multiply: (a, b) => push(values[a] * values[b], a, values[b], b, values[a]),
    scale: (a, factor) => push(values[a] * factor, a, factor),
    shift: (a, by) => push(values[a] + by, a, 1),
    exp: unary(Math.exp, Math.exp),
    log: unary(Math.log, (z) => 1 / z),
    // log(1 + e^z), and its slope
    softplus: unary((z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), sigma),
    linear: (a) => a,
    relu: unary((z) => (z > 0 ? z : 0), (z) => (z > 0 ? 1 : 0)),
    leaky_relu: unary((z) => (z > 0 ? z : 0.01 * z), (z) => (z > 0 ? 1 : 0.01)),
    sigmoid: unary(sigma, (z) => sigma(z) * (1 - sigma(z))),
    tanh: unary(Math.tanh, (z) => 1 - Math.tanh(z) ** 2),
    playBack(last) {
      const slopes = new Float64Array(values.length);
      slopes[last] = 1;
      for (let i = last; i >= 0; i--) {
        if (first[i] >= 0) slopes[first[i]] += slopes[i] * slopeOfFirst[i];
        if (second[i] >= 0) slopes[second[i]] += slopes[i] * slopeOfSecond[i];
      }
      return slopes;
    },
  };
}

const isList = Array.isArray;
/** The same lists with f of each number in place of the number. */
const mapDeep = (x, f) => (isList(x) ? x.map((v) => mapDeep(v, f)) : x === null ? null : f(x));

function forward(tape, net, x) {
  let a = x;
  for (const { kernel, bias, activation } of net) {
    a = kernel[0].map((_, j) => {
      const products = a.map((v, i) => tape.multiply(v, kernel[i][j]));
      if (bias !== null) products.push(bias[j]);
      return tape[activation](products.reduce(tape.add));
    });
  }
  return a;
}

function lossOf(tape, outputs, { type, targets }) {
  const terms = outputs.flatMap((row, i) => {
    if (type === "cross_entropy") {
      // Moving all logits by the same amount changes nothing, so the largest of them may be a constant.
      const top = Math.max(...row.map((a) => tape.values[a]));
      const moved = row.map((a) => tape.shift(a, -top));
      return tape.add(tape.log(moved.map(tape.exp).reduce(tape.add)), tape.scale(moved[targets[i]], -1));
    }
    return row.map((a, k) => {
      const y = targets[i][k];
      if (type === "bce_logits") return tape.add(tape.softplus(a), tape.scale(a, -y));
      const error = tape.shift(a, -y);
      return tape.multiply(error, error);
    });
  });
  return tape.scale(terms.reduce(tape.add), 1 / terms.length);
}

function solve(tape, net, rows, loss) {
  const last = lossOf(tape, rows.map((x) => forward(tape, net, x)), loss);
  const slopes = tape.playBack(last);
  const slopeOf = (x) => mapDeep(x, (mark) => slopes[mark]);
  const gradients = net.map(({ kernel, bias }) => ({ kernel: slopeOf(kernel), bias: slopeOf(bias) }));
  return { loss: tape.values[last], gradients, slopeOf };
}

const writeDown = (tape, layers) =>
  layers.map(({ kernel, bias, activation }) => ({
    kernel: mapDeep(kernel, tape.leaf),
    bias: mapDeep(bias, tape.leaf),
    activation,
  }));

export function backpropagate(layers, X, loss) {
  const tape = makeTape();
  const { slopeOf: _, ...answer } = solve(tape, writeDown(tape, layers), mapDeep(X, tape.leaf), loss);
  return answer;
}

export function backpropagateTokens(embedding, tokens, layers, loss) {
  const tape = makeTape();
  const table = mapDeep(embedding, tape.leaf);
  const net = writeDown(tape, layers);
  const rows = tokens.map((row) =>
    embedding[0].map((_, j) => tape.scale(row.map((token) => table[token][j]).reduce(tape.add), 1 / row.length)),
  );
  const { slopeOf, ...answer } = solve(tape, net, rows, loss);
  return { ...answer, embedding: slopeOf(table) };
}
