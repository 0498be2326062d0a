// Uses the well-known polynomial for erf (Abramowitz and Stegun 7.1.26), which is right to seven digits only.

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
    const rms = Math.sqrt(mean(row.map((v) => v * v)) + eps);
    return row.map((v, j) => (v / rms) * weight[j]!);
  });
}

function erf(z: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(z));
  const coefficients = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const polynomial = coefficients.reduce((sum, c) => (sum + c) * t, 0);
  return Math.sign(z) * (1 - polynomial * Math.exp(-z * z));
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
