// Turns one case into a call of the export that its kind asks for.

type Input =
  | { kind: "dot"; a: number[]; b: number[] }
  | { kind: "shape"; M: number[][] }
  | { kind: "times_vector"; M: number[][]; x: number[] }
  | { kind: "row_means"; M: number[][] };

interface Submission {
  dot(a: number[], b: number[]): unknown;
  shape(M: number[][]): unknown;
  timesVector(M: number[][], x: number[]): unknown;
  rowMeans(M: number[][]): unknown;
}

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "dot") return { dot: submission.dot(input.a, input.b) };
  if (input.kind === "shape") return { shape: submission.shape(input.M) };
  if (input.kind === "times_vector") return { product: submission.timesVector(input.M, input.x) };
  return { means: submission.rowMeans(input.M) };
}
