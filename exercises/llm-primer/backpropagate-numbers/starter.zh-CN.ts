// 链里的一步。只有加法和乘法有旋钮（参数）。
export type Node = { op: "add" | "multiply"; knob: number } | { op: "square" | "relu" | "tanh" };

// 节点的结果对输入的导数，取在输入为 x 处。
export function slope(node: Node, x: number): number {
  // 在这里写代码
  void [node, x];
  return NaN;
}

// 返回 x，然后是每个节点的结果：比节点多一个数。
export function forward(chain: Node[], x: number): number[] {
  void [chain, x];
  return [];
}

// 最后一个值对每个值的导数（gradients），以及对每个旋钮的导数（knobs，节点没有旋钮时是 null）。
export function backward(chain: Node[], x: number): { gradients: number[]; knobs: (number | null)[] } {
  void [chain, x];
  return { gradients: [], knobs: [] };
}

// 检查用的现成函数：把一个数向两边各拧一点点，近似地求 f 在这里的导数。
// 例如 nudge((v) => forward(chain, v).at(-1)!, x) 应该接近 gradients 的第一个数。
export function nudge(f: (v: number) => number, at: number, h = 1e-4): number {
  return (f(at + h) - f(at - h)) / (2 * h);
}
