// Nudges each number a little to one side and looks how far the end moves.

type Node = { op: "add" | "multiply"; knob: number } | { op: "square" | "relu" | "tanh" };

export function slope(node: Node, x: number): number {
  if (node.op === "add") return 1;
  if (node.op === "multiply") return node.knob;
  if (node.op === "square") return 2 * x;
  if (node.op === "relu") return x > 0 ? 1 : 0;
  const y = Math.tanh(x);
  return 1 - y * y;
}

function result(node: Node, x: number): number {
  if (node.op === "add") return x + node.knob;
  if (node.op === "multiply") return x * node.knob;
  if (node.op === "square") return x ** 2;
  if (node.op === "relu") return x > 0 ? x : 0;
  return Math.tanh(x);
}

export function forward(chain: Node[], x: number): number[] {
  const values = [x];
  for (const node of chain) values.push(result(node, values[values.length - 1]!));
  return values;
}

export function backward(chain: Node[], x: number): { gradients: number[]; knobs: (number | null)[] } {
  const values = forward(chain, x);
  const end = (nodes: Node[], start: number) => forward(nodes, start)[nodes.length]!;
  const h = 1e-5;
  const nudge = (f: (v: number) => number, at: number) => (f(at + h) - f(at)) / h;
  return {
    gradients: values.map((value, i) => nudge((v) => end(chain.slice(i), v), value)),
    knobs: chain.map((node, i) => {
      if (node.op !== "add" && node.op !== "multiply") return null;
      const { op, knob } = node;
      return nudge((k) => end([{ op, knob: k }, ...chain.slice(i + 1)], values[i]!), knob);
    }),
  };
}
