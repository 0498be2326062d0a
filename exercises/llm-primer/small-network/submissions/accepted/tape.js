// Reverse-mode autodiff: every multiplication and addition is written on a tape, and the tape is played backwards.
// Plain JavaScript; no gradient formula of the network anywhere.

function makeTape() {
  const values = [];
  const parents = []; // [index, local slope] pairs
  const push = (value, from) => {
    values.push(value);
    parents.push(from);
    return values.length - 1;
  };
  return {
    values,
    leaf: (value) => push(value, []),
    add: (a, b) => push(values[a] + values[b], [[a, 1], [b, 1]]),
    subtract: (a, b) => push(values[a] - values[b], [[a, 1], [b, -1]]),
    multiply: (a, b) => push(values[a] * values[b], [[a, values[b]], [b, values[a]]]),
    scale: (a, factor) => push(values[a] * factor, [[a, factor]]),
    relu: (a) => push(values[a] > 0 ? values[a] : 0, [[a, values[a] > 0 ? 1 : 0]]),
    tanh: (a) => push(Math.tanh(values[a]), [[a, 1 - Math.tanh(values[a]) ** 2]]),
    linear: (a) => a,
    backward(last) {
      const slopes = new Array(values.length).fill(0);
      slopes[last] = 1;
      for (let i = last; i >= 0; i--) for (const [from, local] of parents[i]) slopes[from] += slopes[i] * local;
      return slopes;
    },
  };
}

/** The layers with a tape index in place of every number. */
function writeDown(tape, layers) {
  return layers.map(({ kernel, bias, activation }) => ({
    kernel: kernel.map((row) => row.map(tape.leaf)),
    bias: bias.map(tape.leaf),
    activation,
  }));
}

function forward(tape, net, x) {
  let a = x.map(tape.leaf);
  for (const { kernel, bias, activation } of net) {
    a = bias.map((b, j) => {
      const z = a.reduce((s, v, i) => tape.add(s, tape.multiply(v, kernel[i][j])), b);
      return tape[activation](z);
    });
  }
  return a;
}

function lossOf(tape, net, X, Y) {
  let total = tape.leaf(0);
  X.forEach((x, i) => {
    forward(tape, net, x).forEach((p, k) => {
      const e = tape.subtract(p, tape.leaf(Y[i][k]));
      total = tape.add(total, tape.multiply(e, e));
    });
  });
  return tape.scale(total, 1 / (Y.length * Y[0].length));
}

const knobsOf = (net) => net.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]);

export function train(layers, X, Y, { epochs, optimizer }) {
  const { type, lr, beta1, beta2, eps } = optimizer;
  const count = knobsOf(layers).length;
  const m = new Array(count).fill(0);
  const v = new Array(count).fill(0);
  const losses = [];
  let net = layers;
  let power1 = 1;
  let power2 = 1;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const tape = makeTape();
    const marks = writeDown(tape, net);
    const loss = lossOf(tape, marks, X, Y);
    losses.push(tape.values[loss]);
    const slopes = tape.backward(loss);
    power1 *= beta1;
    power2 *= beta2;
    const knobs = knobsOf(marks).map((mark, i) => {
      const g = slopes[mark];
      m[i] = beta1 * m[i] + (1 - beta1) * g;
      v[i] = beta2 * v[i] + (1 - beta2) * g * g;
      const mHat = m[i] / (1 - power1);
      // Keras's epsilon in PyTorch's formula: it is divided by the root of the correction.
      const epsilon = type === "adam_keras" ? eps / Math.sqrt(1 - power2) : eps;
      return tape.values[mark] - (lr * mHat) / (Math.sqrt(v[i] / (1 - power2)) + epsilon);
    });
    net = net.map(({ kernel, bias, activation }) => ({
      kernel: kernel.map((row) => row.map(() => knobs.shift())),
      bias: bias.map(() => knobs.shift()),
      activation,
    }));
  }
  const tape = makeTape();
  const last = lossOf(tape, writeDown(tape, net), X, Y);
  return { losses, finalLoss: tape.values[last], layers: net };
}

export function predict(layers, X) {
  return X.map((x) => {
    const tape = makeTape();
    return forward(tape, writeDown(tape, layers), x).map((mark) => tape.values[mark]);
  });
}
