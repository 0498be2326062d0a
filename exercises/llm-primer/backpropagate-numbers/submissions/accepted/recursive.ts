// The end of a chain depends on its first value as the end of the rest does, times one slope.

type Node = { op: "add" | "multiply"; knob: number } | { op: "square" | "relu" | "tanh" };

interface Rule {
  value: (x: number, k: number) => number;
  byInput: (x: number, k: number) => number;
  byKnob?: (x: number) => number;
}

const RULES: Record<Node["op"], Rule> = {
  add: { value: (x, k) => x + k, byInput: () => 1, byKnob: () => 1 },
  multiply: { value: (x, k) => x * k, byInput: (_, k) => k, byKnob: (x) => x },
  square: { value: (x) => x * x, byInput: (x) => x + x },
  relu: { value: (x) => Math.max(x, 0), byInput: (x) => Number(x > 0) },
  tanh: { value: (x) => Math.tanh(x), byInput: (x) => 1 / Math.cosh(x) ** 2 },
};

const knobOf = (node: Node): number => ("knob" in node ? node.knob : 0);

export function slope(node: Node, x: number): number {
  return RULES[node.op].byInput(x, knobOf(node));
}

export function forward([node, ...rest]: Node[], x: number): number[] {
  return node === undefined ? [x] : [x, ...forward(rest, RULES[node.op].value(x, knobOf(node)))];
}

export function backward([node, ...rest]: Node[], x: number): { gradients: number[]; knobs: (number | null)[] } {
  if (node === undefined) return { gradients: [1], knobs: [] };
  const { value, byKnob } = RULES[node.op];
  const after = backward(rest, value(x, knobOf(node)));
  const g = after.gradients[0]!;
  return {
    gradients: [g * slope(node, x), ...after.gradients],
    knobs: [byKnob === undefined ? null : g * byKnob(x), ...after.knobs],
  };
}
