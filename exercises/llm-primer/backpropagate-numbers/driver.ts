// Turns one case into calls of the exports. A stored case calls one of them; a fresh one (kind "chain") both that take a chain.

interface Node {
  op: string;
  knob?: number;
}

type Input =
  | { kind: "slope"; node: Node; x: number }
  | { kind: "forward" | "backward" | "chain"; chain: Node[]; x: number };

interface Submission {
  slope(node: Node, x: number): unknown;
  forward(chain: Node[], x: number): unknown;
  backward(chain: Node[], x: number): { gradients: unknown; knobs: unknown };
}

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "slope") return { slope: submission.slope(input.node, input.x) };
  if (input.kind === "forward") return { values: submission.forward(input.chain, input.x) };
  const values = input.kind === "chain" ? { values: submission.forward(input.chain, input.x) } : {};
  const { gradients, knobs } = submission.backward(input.chain, input.x);
  return { ...values, gradients, knobs };
}
