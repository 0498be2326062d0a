// Turns one stored case into a call of train, then of predict with the trained layers.

interface Layer {
  kernel: number[][];
  bias: number[];
  activation: string;
}

interface Input {
  layers: Layer[];
  X: number[][];
  Y: number[][];
  X_new: number[][];
  epochs: number;
  optimizer: { type: string; lr: number; beta1: number; beta2: number; eps: number };
}

interface Submission {
  train(
    layers: Layer[],
    X: number[][],
    Y: number[][],
    options: { epochs: number; optimizer: Input["optimizer"] },
  ): { losses: unknown; finalLoss: unknown; layers: Layer[] };
  predict(layers: Layer[], X: number[][]): unknown;
}

export default function run(submission: Submission, input: Input): unknown {
  const { epochs, optimizer } = input;
  const trained = submission.train(input.layers, input.X, input.Y, { epochs, optimizer });
  return {
    loss_history: trained.losses,
    final_loss: trained.finalLoss,
    layers: trained.layers.map(({ kernel, bias }) => ({ kernel, bias })),
    predictions: submission.predict(trained.layers, input.X_new),
  };
}
