// Turns a case into a call of one of the four functions.

type Matrix = number[][];

interface Head {
  tokenTable: Matrix;
  positionTable: Matrix;
  query: Matrix;
  key: Matrix;
  value: Matrix;
  out: Matrix;
}

interface Submission {
  runHead(head: Head, ids: number[]): { weights: unknown; logits: unknown };
  headLoss(head: Head, xs: Matrix, ys: Matrix): unknown;
  headGradients(head: Head, xs: Matrix, ys: Matrix): Head;
  trainHead(head: Head, xs: Matrix, ys: Matrix, options: { lr: number; steps: number }): { losses: unknown; head: Head };
}

type Input = { head: Head } & (
  | { kind: "head_forward"; ids: number[] }
  | { kind: "head_loss"; xs: Matrix; ys: Matrix }
  | { kind: "head_gradients"; xs: Matrix; ys: Matrix }
  | { kind: "head_train"; xs: Matrix; ys: Matrix; lr: number; steps: number }
);

export default function run(submission: Submission, input: Input): unknown {
  switch (input.kind) {
    case "head_forward": {
      const { weights, logits } = submission.runHead(input.head, input.ids);
      return { weights, logits };
    }
    case "head_loss":
      return { loss: submission.headLoss(input.head, input.xs, input.ys) };
    case "head_gradients":
      return listParts(submission.headGradients(input.head, input.xs, input.ys));
    case "head_train": {
      const { losses, head } = submission.trainHead(input.head, input.xs, input.ys, { lr: input.lr, steps: input.steps });
      return { loss_history: losses, ...listParts(head) };
    }
  }
}

function listParts({ out, value, key, query, positionTable, tokenTable }: Head): Head {
  return { out, value, key, query, positionTable, tokenTable };
}
