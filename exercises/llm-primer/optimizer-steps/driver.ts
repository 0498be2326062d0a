// Turns one stored case into a call; what a case leaves out gets the value at which it does nothing. Keras's SGD keeps −lr·v in
// place of v, and its path is the same as long as lr is.

interface Input {
  params: number[];
  grads: number[][];
  optimizer: {
    type: string;
    lr: number;
    momentum?: number;
    nesterov?: boolean;
    beta1?: number;
    beta2?: number;
    eps?: number;
    weight_decay?: number;
    clip_norm?: number;
  };
}

interface Submission {
  trajectory(start: number[], gradients: number[][], optimizer: object): unknown;
}

export default function run(submission: Submission, { params, grads, optimizer }: Input): unknown {
  const { type, lr, momentum = 0, nesterov = false, beta1, beta2, eps, weight_decay = 0, clip_norm = Infinity } = optimizer;
  const rest = { weightDecay: weight_decay, clipNorm: clip_norm };
  // In the order of the statement's interfaces, so that a report shows the call as the examples do.
  const given = type.endsWith("sgd") ? { type: "sgd", lr, momentum, nesterov, ...rest } : { type, lr, beta1, beta2, eps, ...rest };
  return { params: submission.trajectory(params, grads, given) };
}
