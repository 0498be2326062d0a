// Turns one stored case into a call. The student has a single layout, kernel [inputs][units]; where a case has PyTorch's weight
// [units][inputs], it is turned over on the way in, and its gradient on the way out.

type Matrix = number[][];

interface StoredLayer {
  kernel?: Matrix;
  weight?: Matrix;
  bias: number[] | null;
  activation: string;
}

interface Input {
  kind: "mlp" | "embedding";
  layout: "keras" | "torch";
  layers: StoredLayer[];
  X: Matrix;
  embedding: Matrix;
  tokens: number[][];
  loss: string;
  target: unknown;
}

interface Layer {
  kernel: Matrix;
  bias: number[] | null;
  activation: string;
}

interface Answer {
  loss: unknown;
  gradients: { kernel: Matrix; bias: unknown }[];
  embedding?: unknown;
}

interface Submission {
  backpropagate(layers: Layer[], X: Matrix, loss: { type: string; targets: unknown }): Answer;
  backpropagateTokens(embedding: Matrix, tokens: number[][], layers: Layer[], loss: { type: string; targets: unknown }): Answer;
}

export default function run(submission: Submission, input: Input): unknown {
  const layers = input.layers.map(({ kernel, weight, bias, activation }) => ({ kernel: kernel ?? transpose(weight!), bias, activation }));
  const loss = { type: input.loss, targets: input.target };
  const answer =
    input.kind === "mlp"
      ? submission.backpropagate(layers, input.X, loss)
      : submission.backpropagateTokens(input.embedding, input.tokens, layers, loss);
  const grads = answer.gradients.map(({ kernel, bias }) => {
    return input.layout === "torch" ? { weight: transpose(kernel), bias } : { kernel, bias };
  });
  return input.kind === "mlp" ? { loss: answer.loss, grads } : { loss: answer.loss, grads, embedding_grad: answer.embedding };
}

/** Any list of lists; an empty one stays empty. */
function transpose(A: Matrix): Matrix {
  return (A[0] ?? []).map((_, j) => A.map((row) => row[j]!));
}
