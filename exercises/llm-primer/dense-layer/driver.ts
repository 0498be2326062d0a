// Turns one case into a call of the export that its kind asks for.

type Input =
  | { kind: "forward"; layers: object[]; X: number[][] }
  | { kind: "activation"; name: string; z: number[] }
  | { kind: "softmax" | "softmax_only" | "log_softmax_only"; z: number[][] };

interface Submission {
  forward(layers: object[], X: number[][]): unknown;
  activate(name: string, z: number[]): unknown;
  softmax(Z: number[][]): unknown;
  logSoftmax(Z: number[][]): unknown;
}

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "forward") return { outputs: submission.forward(input.layers, input.X) };
  if (input.kind === "activation") return { values: submission.activate(input.name, input.z) };
  if (input.kind === "softmax_only") return { softmax: submission.softmax(input.z) };
  if (input.kind === "log_softmax_only") return { log_softmax: submission.logSoftmax(input.z) };
  return { softmax: submission.softmax(input.z), log_softmax: submission.logSoftmax(input.z) };
}
