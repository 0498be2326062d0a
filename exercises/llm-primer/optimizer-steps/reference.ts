// Optimisers: how to turn the knobs once the gradient is known.
//
// Every rule applies to each knob w separately, apart from clipping, which looks at the whole gradient. g is the
// gradient of step t = 1, 2, …; the state of a rule starts at 0.
//
//   clipping   g ← g · min(1, c / (‖g‖ + 1e-6))         all knobs together; c is Infinity without clipping
//   L2         g ← g + λw                               sgd and adam_torch
//   sgd        v ← μv + g,   w ← w − η·v,   with Nesterov w ← w − η·(g + μv)
//   Adam       m ← β₁m + (1−β₁)g,   v ← β₂v + (1−β₂)g²
//     PyTorch  w ← w − η · m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε)
//     Keras    w ← w − η·√(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε)
//   AdamW      w ← w − ηλw, then PyTorch's Adam

export interface Sgd {
  type: "sgd";
  lr: number;
  momentum: number;
  nesterov: boolean;
  weightDecay: number;
  clipNorm: number;
}

export interface Adam {
  type: "adam_keras" | "adam_torch" | "adamw_torch";
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
  weightDecay: number;
  clipNorm: number;
}

/** The knobs at the start and after each step: (steps + 1) x d, from d knobs and steps x d gradients. */
export function trajectory(start: number[], gradients: number[][], optimizer: Sgd | Adam): number[][] {
  // The state of each knob; sgd needs only v.
  const m = start.map(() => 0);
  const v = start.map(() => 0);
  const path = [start];
  let knobs = start;
  for (let t = 1; t <= gradients.length; t++) {
    const gradient = clip(gradients[t - 1]!, optimizer.clipNorm);
    const moved: number[] = [];
    for (let i = 0; i < knobs.length; i++) {
      const w = knobs[i]!;
      const g = gradient[i]!;
      moved.push(optimizer.type === "sgd" ? sgd(optimizer, w, g, v, i) : adam(optimizer, w, g, m, v, i, t));
    }
    knobs = moved;
    path.push(knobs);
  }
  return path;
}

/** Shortens a gradient that is longer than the limit; its direction stays. */
function clip(gradient: number[], limit: number): number[] {
  let squares = 0;
  for (const g of gradient) squares += g * g;
  const factor = Math.min(1, limit / (Math.sqrt(squares) + 1e-6));
  return gradient.map((g) => g * factor);
}

/** Where knob i goes from w; updates v[i]. */
function sgd({ lr, momentum, nesterov, weightDecay }: Sgd, w: number, gradient: number, v: number[], i: number): number {
  const g = gradient + weightDecay * w;
  v[i] = momentum * v[i]! + g;
  return w - lr * (nesterov ? g + momentum * v[i] : v[i]);
}

/** Where knob i goes from w in step t; updates m[i] and v[i]. */
function adam({ type, lr, beta1, beta2, eps, weightDecay }: Adam, w: number, gradient: number, m: number[], v: number[], i: number, t: number): number {
  let g = gradient;
  let from = w;
  if (type === "adamw_torch") from -= lr * weightDecay * w;
  else g += weightDecay * w;
  m[i] = beta1 * m[i]! + (1 - beta1) * g;
  v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
  const correction1 = 1 - beta1 ** t;
  const correction2 = 1 - beta2 ** t;
  if (type === "adam_keras") {
    return from - ((lr * Math.sqrt(correction2)) / correction1) * (m[i] / (Math.sqrt(v[i]) + eps));
  }
  return from - (lr * (m[i] / correction1)) / (Math.sqrt(v[i] / correction2) + eps);
}
