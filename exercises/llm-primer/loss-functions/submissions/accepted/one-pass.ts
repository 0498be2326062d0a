// Reads every number once and keeps running values: a running mean, and a running log-sum-exp that moves its maximum as it goes.

interface Options {
  reduction?: "mean" | "sum";
  ignoreIndex?: number;
}

/** A mean that is always up to date. */
class RunningMean {
  value = 0;
  count = 0;

  add(x: number): void {
    this.count++;
    this.value += (x - this.value) / this.count;
  }
}

function averageOver(A: number[][], B: number[][], f: (a: number, b: number) => number): number {
  const mean = new RunningMean();
  for (const [i, row] of A.entries()) {
    for (const [j, a] of row.entries()) mean.add(f(a, B[i]![j]!));
  }
  return mean.value;
}

export function meanSquaredError(prediction: number[][], target: number[][]): number {
  return averageOver(prediction, target, (p, y) => (p - y) * (p - y));
}

export function meanAbsoluteError(prediction: number[][], target: number[][]): number {
  return averageOver(prediction, target, (p, y) => (p > y ? p - y : y - p));
}

/** log Σ e^v, with the powers measured from the largest v so far. */
function logSumExp(values: number[]): number {
  let top = -Infinity;
  let sum = 0;
  for (const v of values) {
    if (v > top) {
      sum = sum * Math.exp(top - v) + 1;
      top = v;
    } else {
      sum += Math.exp(v - top);
    }
  }
  return top + Math.log(sum);
}

export function crossEntropy(logits: number[][], targets: number[], options: Options = {}): number {
  const mean = new RunningMean();
  for (const [i, z] of logits.entries()) {
    const t = targets[i]!;
    if (t !== options.ignoreIndex) mean.add(logSumExp(z) - z[t]!);
  }
  return options.reduction === "sum" ? mean.value * mean.count : mean.value;
}

export function binaryCrossEntropy(logits: number[][], targets: number[][]): number {
  // Two classes, one with logit 0 and one with logit z.
  return averageOver(logits, targets, (z, y) => logSumExp([0, z]) - y * z);
}
