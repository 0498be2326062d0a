// Turns one case into calls of the exports its kind is about. The two kinds that end in _metrics call all of one half.

interface Input {
  kind: string;
  y_true: number[];
  y_pred: number[];
  n_classes: number;
  confusion: number[][];
  scores?: number[][];
  k: number;
}

interface Submission {
  regressionErrors(yTrue: number[], yPred: number[]): { mse: unknown; rmse: unknown; mae: unknown; maxError: unknown };
  regressionScores(yTrue: number[], yPred: number[]): { r2: unknown; explainedVariance: unknown };
  confusionMatrix(yTrue: number[], yPred: number[], classes: number): number[][];
  classScores(confusion: number[][]): Record<string, unknown>;
  topKAccuracy(yTrue: number[], scores: number[][], k: number): unknown;
}

export default function run(submission: Submission, input: Input): unknown {
  const { kind, y_true, y_pred, n_classes, scores, k } = input;
  const errors = () => {
    const { mse, rmse, mae, maxError } = submission.regressionErrors(y_true, y_pred);
    return { mse, rmse, mae, max_error: maxError };
  };
  const shares = () => {
    const { r2, explainedVariance } = submission.regressionScores(y_true, y_pred);
    return { r2, explained_variance: explainedVariance };
  };
  const marks = (confusion: number[][]) => {
    const { accuracy, precision, recall, f1, macroF1 } = submission.classScores(confusion);
    return { accuracy, precision, recall, f1, macro_f1: macroF1 };
  };
  const top = () => (scores === undefined ? undefined : submission.topKAccuracy(y_true, scores, k));
  if (kind === "errors") return errors();
  if (kind === "scores") return shares();
  if (kind === "regression_metrics") return { ...errors(), ...shares() };
  if (kind === "confusion") return { confusion: submission.confusionMatrix(y_true, y_pred, n_classes) };
  if (kind === "class_scores") return marks(input.confusion);
  if (kind === "top_k") return { top_k: top() };
  const confusion = submission.confusionMatrix(y_true, y_pred, n_classes);
  return { confusion, ...marks(confusion), top_k: top() };
}
