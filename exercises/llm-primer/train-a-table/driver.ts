// Turns a case into calls of the student's functions. The gradient is asked for at the table from which the training began.

type Matrix = number[][];

interface Submission {
  tableLoss(W: Matrix, xs: Matrix, ys: Matrix): unknown;
  tableGradient(W: Matrix, xs: Matrix, ys: Matrix): unknown;
  trainTable(W: Matrix, xs: Matrix, ys: Matrix, options: { lr: number; steps: number }): { losses: unknown; W: unknown; perplexity: unknown };
}

type Input = { W0: Matrix; xs: Matrix; ys: Matrix } & ({ kind: "table_loss" } | { kind: "table_gradient" } | { kind: "lm_train"; lr: number; steps: number });

export default function run(submission: Submission, input: Input): unknown {
  const { W0, xs, ys } = input;
  switch (input.kind) {
    case "table_loss":
      return { loss: submission.tableLoss(W0, xs, ys) };
    case "table_gradient":
      return { grad: submission.tableGradient(W0, xs, ys) };
    case "lm_train": {
      const { losses, W, perplexity } = submission.trainTable(W0, xs, ys, { lr: input.lr, steps: input.steps });
      return { loss_history: losses, grad_first: submission.tableGradient(W0, xs, ys), W, perplexity_final: perplexity };
    }
  }
}
