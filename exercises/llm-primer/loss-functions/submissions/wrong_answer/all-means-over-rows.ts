// One mean for all three, and it divides by the number of rows, not of cells.

interface Options {
  reduction?: "mean" | "sum";
  ignoreIndex?: number;
}

export function meanSquaredError(prediction: number[][], target: number[][]): number {
  let total = 0;
  for (let i = 0; i < prediction.length; i++) {
    for (let j = 0; j < prediction[i]!.length; j++) {
      total += (prediction[i]![j]! - target[i]![j]!) ** 2;
    }
  }
  return total / prediction.length;
}

export function meanAbsoluteError(prediction: number[][], target: number[][]): number {
  let total = 0;
  for (let i = 0; i < prediction.length; i++) {
    for (let j = 0; j < prediction[i]!.length; j++) {
      total += Math.abs(prediction[i]![j]! - target[i]![j]!);
    }
  }
  return total / prediction.length;
}

export function crossEntropy(logits: number[][], targets: number[], options: Options = {}): number {
  const { reduction, ignoreIndex } = options;
  let total = 0;
  let counted = 0;
  for (let i = 0; i < logits.length; i++) {
    const target = targets[i]!;
    if (target === ignoreIndex) continue;
    total += surprise(logits[i]!, target);
    counted++;
  }
  return reduction === "sum" ? total : total / counted;
}

function surprise(z: number[], target: number): number {
  const top = Math.max(...z);
  let sum = 0;
  for (const v of z) sum += Math.exp(v - top);
  return top - z[target]! + Math.log(sum);
}

export function binaryCrossEntropy(logits: number[][], targets: number[][]): number {
  let total = 0;
  logits.forEach((row, i) => {
    row.forEach((z, j) => {
      const y = targets[i]![j]!;
      total += Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
    });
  });
  return total / logits.length;
}
