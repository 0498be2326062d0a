// Keeps no running m or v: each step looks back at all gradients so far and adds them up with their weights.
// One knob after another; plain JavaScript.

const weighted = (values, weight) => values.reduce((sum, value, k) => sum + value * weight ** (values.length - 1 - k), 0);

function pathOf(start, gradients, o) {
  const past = [];
  const path = [start];
  for (const raw of gradients) {
    let w = path.at(-1);
    if (o.type === "adamw_torch") w *= 1 - o.lr * o.weightDecay;
    past.push(o.type === "adamw_torch" ? raw : raw + o.weightDecay * w);
    const t = past.length;
    if (o.type === "sgd") {
      const v = weighted(past, o.momentum);
      path.push(w - o.lr * (o.nesterov ? past.at(-1) + o.momentum * v : v));
      continue;
    }
    const mean = ((1 - o.beta1) * weighted(past, o.beta1)) / (1 - Math.pow(o.beta1, t));
    const correction = 1 - Math.pow(o.beta2, t);
    const size = Math.sqrt(((1 - o.beta2) * weighted(past.map((g) => g * g), o.beta2)) / correction);
    // Keras adds epsilon before the correction, which in this form divides epsilon, too.
    const eps = o.type === "adam_keras" ? o.eps / Math.sqrt(correction) : o.eps;
    path.push(w - (o.lr * mean) / (size + eps));
  }
  return path;
}

export function trajectory(start, gradients, optimizer) {
  const short = gradients.map((gradient) => {
    const length = Math.hypot(...gradient) + 1e-6;
    return length > optimizer.clipNorm ? gradient.map((g) => (g / length) * optimizer.clipNorm) : gradient;
  });
  const paths = start.map((w, i) => pathOf(w, short.map((gradient) => gradient[i]), optimizer));
  return [start, ...gradients].map((_, t) => paths.map((path) => path[t]));
}
