// Reverse-mode autodiff: every operation is written on a tape, and the tape is played backwards. Plain JavaScript;
// no gradient formula of the network anywhere, and Keras's form of momentum.

class Tape {
  values = [];
  parents = []; // pairs of an index and a local slope

  push(value, ...from) {
    this.parents.push(from);
    return this.values.push(value) - 1;
  }
  add(a, b) {
    return this.push(this.values[a] + this.values[b], [a, 1], [b, 1]);
  }
  shift(a, constant) {
    return this.push(this.values[a] + constant, [a, 1]);
  }
  multiply(a, b) {
    return this.push(this.values[a] * this.values[b], [a, this.values[b]], [b, this.values[a]]);
  }
  scale(a, factor) {
    return this.push(this.values[a] * factor, [a, factor]);
  }
  exp(a) {
    const e = Math.exp(this.values[a]);
    return this.push(e, [a, e]);
  }
  log(a) {
    return this.push(Math.log(this.values[a]), [a, 1 / this.values[a]]);
  }
  linear(a) {
    return a;
  }
  relu(a) {
    return this.values[a] > 0 ? a : this.push(0);
  }
  tanh(a) {
    const th = Math.tanh(this.values[a]);
    return this.push(th, [a, 1 - th * th]);
  }
  sigmoid(a) {
    const s = 1 / (1 + Math.exp(-this.values[a]));
    return this.push(s, [a, s * (1 - s)]);
  }
  /** ln(1 + e^a): the straight part, and what is left of the bend. */
  softplus(a) {
    const z = this.values[a];
    return this.push(Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), [a, 1 / (1 + Math.exp(-z))]);
  }
  sum(list) {
    return list.reduce((s, a) => this.add(s, a));
  }
  /** The slopes of the entry `last` with respect to everything before it. */
  rewind(last) {
    const slopes = this.values.map(() => 0);
    slopes[last] = 1;
    for (let i = last; i >= 0; i--) for (const [from, local] of this.parents[i]) slopes[from] += slopes[i] * local;
    return slopes;
  }
}

/** The layers with a place on the tape for every number. */
function writeDown(tape, layers) {
  return layers.map(({ kernel, bias, activation }) => ({
    kernel: kernel.map((row) => row.map((w) => tape.push(w))),
    bias: bias.map((b) => tape.push(b)),
    activation,
  }));
}

function forward(tape, net, x) {
  let a = x.map((v) => tape.push(v));
  for (const { kernel, bias, activation } of net) {
    a = bias.map((b, j) => tape[activation](a.reduce((s, v, i) => tape.add(s, tape.multiply(v, kernel[i][j])), b)));
  }
  return a;
}

function rowLoss(tape, z, y, loss) {
  if (loss === "mse") {
    const errors = z.map((v, j) => tape.shift(v, -y[j]));
    return tape.scale(tape.sum(errors.map((e) => tape.multiply(e, e))), 1 / z.length);
  }
  if (loss === "bce_logits") {
    const cells = z.map((v, j) => tape.add(tape.softplus(v), tape.scale(v, -y[j])));
    return tape.scale(tape.sum(cells), 1 / z.length);
  }
  const top = Math.max(...z.map((v) => tape.values[v]));
  const normaliser = tape.shift(tape.log(tape.sum(z.map((v) => tape.exp(tape.shift(v, -top))))), top);
  return tape.add(normaliser, tape.scale(z[y.indexOf(1)], -1));
}

function batchLoss(tape, net, X, Y, loss) {
  return tape.scale(tape.sum(X.map((x, i) => rowLoss(tape, forward(tape, net, x), Y[i], loss))), 1 / X.length);
}

const knobsOf = (net) => net.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]);

/** A function that turns a knob's gradient into its next move, with a memory of its own. */
function mover(optimizer) {
  let m = 0;
  let v = 0;
  let power1 = 1;
  let power2 = 1;
  if (optimizer.type === "sgd") return (g) => (m = optimizer.momentum * m - optimizer.lr * g);
  const { lr, beta1, beta2, eps } = optimizer;
  return (g) => {
    power1 *= beta1;
    power2 *= beta2;
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g ** 2;
    return (-lr * Math.sqrt(1 - power2) * m) / ((1 - power1) * (Math.sqrt(v) + eps));
  };
}

export function train(layers, X, Y, { loss, optimizer, epochs, batchSize }) {
  const movers = knobsOf(layers).map(() => mover(optimizer));
  const rows = X.map((_, i) => i);
  const batches = rows.filter((i) => i % batchSize === 0).map((i) => rows.slice(i, i + batchSize));
  const losses = [];
  let net = layers;
  while (losses.length < epochs) {
    let total = 0;
    for (const batch of batches) {
      const tape = new Tape();
      const marks = writeDown(tape, net);
      const last = batchLoss(tape, marks, batch.map((i) => X[i]), batch.map((i) => Y[i]), loss);
      total += tape.values[last] * batch.length;
      const slopes = tape.rewind(last);
      const knobs = knobsOf(marks).map((mark, i) => tape.values[mark] + movers[i](slopes[mark]));
      net = net.map(({ kernel, bias, activation }) => ({
        kernel: kernel.map((row) => row.map(() => knobs.shift())),
        bias: bias.map(() => knobs.shift()),
        activation,
      }));
    }
    losses.push(total / X.length);
  }
  const tape = new Tape();
  const last = batchLoss(tape, writeDown(tape, net), X, Y, loss);
  return { losses, finalLoss: tape.values[last], layers: net };
}

export function predict(layers, X) {
  return X.map((x) => {
    const tape = new Tape();
    return forward(tape, writeDown(tape, layers), x).map((mark) => tape.values[mark]);
  });
}
