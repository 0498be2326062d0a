// Backpropagation through a chain of nodes, each of which turns one number into another.
//
//   forward    v₀ = x,  vᵢ₊₁ = nodeᵢ(vᵢ)
//   backward   g = ∂(last value)/∂v. It is 1 at the end, and at each node, from the last to the first:
//                for its knob     g · ∂node/∂knob   (1 for a sum, v for a product)
//                for its input    g · slope(node, v), which is the g of the node before

export type Node = { op: "add" | "multiply"; knob: number } | { op: "square" | "relu" | "tanh" };

/** ∂node/∂x at x: how many times as fast as x the result changes. A relu exactly at 0 counts as closed. */
export function slope(node: Node, x: number): number {
  switch (node.op) {
    case "add":
      return 1;
    case "multiply":
      return node.knob;
    case "square":
      return 2 * x;
    case "relu":
      return x > 0 ? 1 : 0;
    case "tanh":
      return 1 - Math.tanh(x) ** 2;
  }
}

/** Every value on the way: x, then the result of each node. */
export function forward(chain: Node[], x: number): number[] {
  const values = [x];
  let value = x;
  for (const node of chain) {
    value = apply(node, value);
    values.push(value);
  }
  return values;
}

/** The derivatives of the last value: one for each value of `forward`, and one for each node's knob. */
export function backward(chain: Node[], x: number): { gradients: number[]; knobs: (number | null)[] } {
  const values = forward(chain, x);
  const gradients = [1];
  const knobs: (number | null)[] = [];
  let gradient = 1;
  for (let i = chain.length - 1; i >= 0; i--) {
    const node = chain[i]!;
    const input = values[i]!;
    knobs.unshift(gradientOfKnob(node, input, gradient));
    gradient *= slope(node, input);
    gradients.unshift(gradient);
  }
  return { gradients, knobs };
}

function apply(node: Node, x: number): number {
  switch (node.op) {
    case "add":
      return x + node.knob;
    case "multiply":
      return x * node.knob;
    case "square":
      return x * x;
    case "relu":
      return Math.max(0, x);
    case "tanh":
      return Math.tanh(x);
  }
}

/** `gradient` is that of the node's result. */
function gradientOfKnob(node: Node, input: number, gradient: number): number | null {
  if (node.op === "add") return gradient;
  if (node.op === "multiply") return gradient * input;
  return null;
}
