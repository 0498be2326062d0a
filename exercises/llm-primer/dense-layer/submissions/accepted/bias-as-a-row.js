// The bias is one more row of the kernel, and every sample gets one more 1. What is left are plain matrix products. Plain JavaScript.

const transpose = (M) => M[0].map((_, j) => M.map((row) => row[j]));
const product = (A, B) => A.map((a) => transpose(B).map((column) => sum(a.map((v, i) => v * column[i]))));

const curves = {
  linear: (v) => v,
  relu: (v) => (v + Math.abs(v)) / 2,
  leaky_relu: (v) => (v < 0 ? v / 100 : v),
  sigmoid: (v) => {
    const small = Math.exp(-Math.abs(v));
    return v < 0 ? small / (1 + small) : 1 / (1 + small);
  },
  tanh: (v) => {
    const less = Math.expm1(-2 * Math.abs(v));
    return (Math.sign(v) * -less) / (less + 2);
  },
};

export function forward(layers, X) {
  const outputs = [];
  let A = X;
  for (const { kernel, weight, bias, activation } of layers) {
    const rows = kernel ?? transpose(weight);
    const biases = bias ?? rows[0].map(() => 0);
    const Z = product(A.map((a) => [...a, 1]), [...rows, biases]);
    A = activation === "softmax" ? softmax(Z) : Z.map((z) => activate(activation, z));
    outputs.push(A);
  }
  return outputs;
}

export function activate(name, z) {
  return z.map(curves[name]);
}

export function softmax(Z) {
  return Z.map((row) => {
    const top = Math.max(...row);
    const powers = row.map((v) => Math.exp(v - top));
    return powers.map((p) => p / sum(powers));
  });
}

export function logSoftmax(Z) {
  return Z.map((row) => {
    const top = Math.max(...row);
    const height = top + Math.log(sum(row.map((v) => Math.exp(v - top))));
    return row.map((v) => v - height);
  });
}

/** Adds from the back, so that the rounding differs from that of a loop from the front. */
function sum(values) {
  let total = 0;
  for (let i = values.length - 1; i >= 0; i--) total += values[i];
  return total;
}
