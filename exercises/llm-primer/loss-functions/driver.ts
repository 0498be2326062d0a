// Turns one case into a call of the export that its kind asks for.

interface Options {
  reduction?: string;
  ignoreIndex?: number;
}

type Input =
  | { kind: "mse"; pred: number[][]; target: number[][] }
  | { kind: "mean_squared_error"; pred: number[][]; target: number[][] }
  | { kind: "mean_absolute_error"; pred: number[][]; target: number[][] }
  | { kind: "cross_entropy"; logits: number[][]; targets: number[]; reduction?: string; ignore_index?: number }
  | { kind: "bce_with_logits"; logits: number[][]; targets: number[][] };

interface Submission {
  meanSquaredError(prediction: number[][], target: number[][]): unknown;
  meanAbsoluteError(prediction: number[][], target: number[][]): unknown;
  crossEntropy(logits: number[][], targets: number[], options?: Options): unknown;
  binaryCrossEntropy(logits: number[][], targets: number[][]): unknown;
}

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "mean_squared_error") return { mse: submission.meanSquaredError(input.pred, input.target) };
  if (input.kind === "mean_absolute_error") return { mae: submission.meanAbsoluteError(input.pred, input.target) };
  if (input.kind === "mse") {
    const { pred, target } = input;
    return { mse: submission.meanSquaredError(pred, target), mae: submission.meanAbsoluteError(pred, target) };
  }
  if (input.kind === "bce_with_logits") return { loss: submission.binaryCrossEntropy(input.logits, input.targets) };
  const { logits, targets, reduction, ignore_index } = input;
  // What the case leaves out is left out of the call as well, down to the options themselves.
  if (reduction === undefined && ignore_index === undefined) return { loss: submission.crossEntropy(logits, targets) };
  const options: Options = {};
  if (reduction !== undefined) options.reduction = reduction;
  if (ignore_index !== undefined) options.ignoreIndex = ignore_index;
  return { loss: submission.crossEntropy(logits, targets, options) };
}
