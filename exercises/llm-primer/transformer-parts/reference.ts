// The parts around attention in a transformer, each a function of its own.
//
//   norms        LayerNorm: subtract the mean, divide by the spread; RMSNorm: divide by the root mean square
//   activations  GELU: x times the area under the bell curve, exactly and by tanh
//   positions    waves of different speeds, or a table that is learnt
//   embed        row = what the word is + where it is

export interface Norm {
  weight: number[];
  bias: number[];
}

/** (x − mean) / √(variance + eps) · weight + bias, for each row; the variance is a mean over all d features. */
export function layerNorm(x: number[][], { weight, bias }: Norm, eps: number): number[][] {
  return x.map((row) => {
    const mean = average(row);
    const centred = row.map((v) => v - mean);
    const spread = Math.sqrt(average(centred.map((v) => v * v)) + eps);
    return centred.map((v, j) => (v / spread) * weight[j]! + bias[j]!);
  });
}

/** x / √(mean of x² + eps) · weight, for each row. */
export function rmsNorm(x: number[][], weight: number[], eps: number): number[][] {
  return x.map((row) => {
    const size = Math.sqrt(average(row.map((v) => v * v)) + eps);
    return row.map((v, j) => (v / size) * weight[j]!);
  });
}

/**
 * x · Φ(x), where Φ(x) is the area under the bell curve to the left of x:
 *
 *   Φ(x) = 1/2 + e^(−x²/2)/√(2π) · (x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …)
 *
 * All terms in the parentheses have the sign of x; they are added until they change nothing more.
 */
export function gelu(x: number): number {
  let series = 0;
  let term = x;
  for (let odd = 3; series + term !== series; odd += 2) {
    series += term;
    term *= (x * x) / odd;
  }
  // If the series overflows, x is so far out that Φ(x) is 1 or 0.
  if (Math.abs(series) === Infinity) return Math.max(0, x);
  return x * (1 / 2 + (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series);
}

/** x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))) */
export function geluTanh(x: number): number {
  return (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
}

/** Columns 2i and 2i + 1 are the sine and the cosine of position / 10000^(2i/d). */
export function positions(n: number, d: number): number[][] {
  return Array.from({ length: n }, (_, position) =>
    Array.from({ length: d }, (_, column) => {
      const isSine = column % 2 === 0;
      const angle = position / 10000 ** ((isSine ? column : column - 1) / d);
      return isSine ? Math.sin(angle) : Math.cos(angle);
    }),
  );
}

export function embed(tokens: number[], tokenTable: number[][], positionTable: number[][]): number[][] {
  return tokens.map((token, t) => tokenTable[token]!.map((v, j) => v + positionTable[t]![j]!));
}

function average(values: number[]): number {
  return values.reduce((total, value) => total + value) / values.length;
}
