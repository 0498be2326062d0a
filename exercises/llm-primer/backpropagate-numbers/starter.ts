// One step of a chain. Only sums and products have a knob (parameter).
export type Node = { op: "add" | "multiply"; knob: number } | { op: "square" | "relu" | "tanh" };

// The derivative of the node's result with respect to its input, at the input x.
export function slope(node: Node, x: number): number {
  // Write your code here
  void [node, x];
  return NaN;
}

// Returns x, then the result of each node: one number more than there are nodes.
export function forward(chain: Node[], x: number): number[] {
  void [chain, x];
  return [];
}

// How the last value changes with each value (gradients) and with each knob (knobs; null if the node has none).
export function backward(chain: Node[], x: number): { gradients: number[]; knobs: (number | null)[] } {
  void [chain, x];
  return { gradients: [], knobs: [] };
}

// A given helper for checking: the derivative of f at a number, approximately, by moving it a little to both sides.
// For example: nudge((v) => forward(chain, v).at(-1)!, x) should be close to the first of the gradients.
export function nudge(f: (v: number) => number, at: number, h = 1e-4): number {
  return (f(at + h) - f(at - h)) / (2 * h);
}
