// Turns one case into a call of train, then of predict with the trained layers; or of one of them alone. Class ids become
// one-hot rows, no batch size becomes one batch of all rows, and no momentum becomes a momentum of 0.

interface Layer {
  kernel: number[][];
  bias: number[];
  activation: string;
}

interface Case {
  layers: Layer[];
  X: number[][];
  Y: number[][] | number[];
  loss: string;
  epochs: number;
  batch_size: number | null;
  optimizer: { type: string; momentum?: number };
}

type Input =
  | ({ kind: "train"; X_new: number[][] } & Case)
  | ({ kind: "update" } & Case)
  | ({ kind: "train_twice" } & Case)
  | { kind: "predict"; layers: Layer[]; X_new: number[][] };

interface Submission {
  train(
    layers: Layer[],
    X: number[][],
    Y: number[][],
    options: { loss: string; optimizer: Case["optimizer"]; epochs: number; batchSize: number },
  ): { losses: unknown; finalLoss: unknown; layers: Layer[] };
  predict(layers: Layer[], X: number[][]): unknown;
}

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "predict") return { predictions: submission.predict(input.layers, input.X_new) };
  const { layers, X, loss, epochs } = input;
  const optimizer = input.optimizer.type === "sgd" ? { momentum: 0, ...input.optimizer } : input.optimizer;
  const outputs = layers.at(-1)!.bias.length;
  const Y = input.Y.map((y) => (typeof y === "number" ? oneHot(y, outputs) : y));
  const options = { loss, optimizer, epochs, batchSize: input.batch_size ?? X.length };
  // The second training starts where the first one did, unless the first one changed its layers.
  if (input.kind === "train_twice") submission.train(layers, X, Y, options);
  const trained = submission.train(layers, X, Y, options);
  const output = {
    loss_history: trained.losses,
    final_loss: trained.finalLoss,
    layers: trained.layers.map(({ kernel, bias }) => ({ kernel, bias })),
  };
  if (input.kind !== "train") return output;
  const answer = { ...output, predictions: submission.predict(trained.layers, input.X_new) };
  return isTruthTable(input) ? { ...answer, map: drawMap(submission, trained.layers) } : answer;
}

function oneHot(id: number, length: number): number[] {
  return Array.from({ length }, (_, j) => (j === id ? 1 : 0));
}

/** Two inputs, each 0 or 1, and one yes or no: such a training is worth a look at what lies between the corners. */
function isTruthTable({ X, loss }: Case): boolean {
  return loss === "bce_logits" && X.length === 4 && X.every((x) => x.length === 2 && x.every((v) => v === 0 || v === 1));
}

/** The square around the four corners: # where the network says yes. First input to the right, second input upwards. */
function drawMap(submission: Submission, layers: Layer[]): string {
  const lines: string[] = [];
  for (let down = 0; down <= 14; down++) {
    const points = Array.from({ length: 43 }, (_, right) => [(right - 6) / 30, (12 - down) / 10]);
    const logits = submission.predict(layers, points);
    lines.push(points.map((_, i) => (isYes(logits, i) ? "#" : "·")).join(""));
  }
  return lines.join("\n");
}

/** Whatever a submission returns: what is no number above 0 is no yes. */
function isYes(logits: unknown, i: number): boolean {
  const row: unknown = Array.isArray(logits) ? logits[i] : undefined;
  return Array.isArray(row) && Number(row[0]) > 0;
}
