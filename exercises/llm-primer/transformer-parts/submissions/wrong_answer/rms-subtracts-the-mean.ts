// Takes RMSNorm for LayerNorm without a shift.

type Matrix = number[][];
interface Norm {
  weight: number[];
  bias: number[];
}

const mean = (v: number[]): number => v.reduce((a, b) => a + b, 0) / v.length;

export function layerNorm(x: Matrix, norm: Norm, eps: number): Matrix {
  return x.map((row) => {
    const m = mean(row);
    const variance = mean(row.map((v) => (v - m) ** 2));
    return row.map((v, j) => ((v - m) / Math.sqrt(variance + eps)) * norm.weight[j]! + norm.bias[j]!);
  });
}

export function rmsNorm(x: Matrix, weight: number[], eps: number): Matrix {
  return x.map((row) => {
    const m = mean(row);
    const rms = Math.sqrt(mean(row.map((v) => (v - m) ** 2)) + eps);
    return row.map((v, j) => ((v - m) / rms) * weight[j]!);
  });
}

function erf(z: number): number {
  if (Math.abs(z) > 6) return Math.sign(z);
  let term = (2 / Math.sqrt(Math.PI)) * z * Math.exp(-z * z);
  let sum = 0;
  for (let n = 0; n < 200; n++) {
    sum += term;
    term *= (2 * z * z) / (2 * n + 3);
  }
  return sum;
}

export function gelu(x: number): number {
  return 0.5 * x * (1 + erf(x / Math.SQRT2));
}

export function geluTanh(x: number): number {
  return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
}

export function positions(n: number, d: number): Matrix {
  const table: Matrix = [];
  for (let pos = 0; pos < n; pos++) {
    const row: number[] = [];
    for (let j = 0; j < d; j++) {
      const i = Math.floor(j / 2);
      const angle = pos / Math.pow(10000, (2 * i) / d);
      row.push(j % 2 === 0 ? Math.sin(angle) : Math.cos(angle));
    }
    table.push(row);
  }
  return table;
}

export function embed(tokens: number[], tokenTable: Matrix, positionTable: Matrix): Matrix {
  return tokens.map((token, t) => tokenTable[token]!.map((v, j) => v + positionTable[t]![j]!));
}
