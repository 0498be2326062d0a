// The bias is one more row of the kernel, and every sample gets one more 1. What is left are plain matrix products. Plain JavaScript.

const transpose = (M) => M[0].map((_, j) => M.map((row) => row[j]));
const sum = (values) => values.reduceRight((total, v) => total + v, 0);
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
  layers.reduce((A, { kernel, weight, bias, activation }) => {
    const units = kernel === undefined ? transpose(weight) : kernel;
    const Z = product(A.map((a) => [...a, 1]), [...units, bias ?? units[0].map(() => 0)]);
    outputs.push(activation === "softmax" ? softmax(Z) : Z.map((z) => activate(activation, z)));
    return outputs.at(-1);
  }, X);
  return outputs;
}

export function activate(name, z) {
  return z.map(curves[name]);
}

export function softmax(Z) {
  return Z.map((row) => {
    const top = row.reduce((a, b) => (a > b ? a : b));
    const powers = row.map((v) => Math.exp(v - top));
    return powers.map((p) => p / sum(powers));
  });
}

export function logSoftmax(Z) {
  return Z.map((row) => {
    const top = row.reduce((a, b) => (a > b ? a : b));
    const height = top + Math.log(sum(row.map((v) => Math.exp(v - top))));
    return row.map((v) => v - height);
  });
}
