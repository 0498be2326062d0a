// Returns each node's own slope, and does not multiply by what comes from behind it.

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
  const gradients = new Array<number>(values.length).fill(1);
  const knobs = new Array<number | null>(chain.length).fill(null);
  for (let i = chain.length - 1; i >= 0; i--) {
    const node = chain[i]!;
    const above = gradients[i + 1]!;
    if (node.op === "add") knobs[i] = above;
    if (node.op === "multiply") knobs[i] = above * values[i]!;
    gradients[i] = slope(node, values[i]!);
  }
  return { gradients, knobs };
}
