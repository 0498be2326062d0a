// Forward-mode autodiff: one walk for every knob, carrying along the slope with respect to it. Right everywhere, as long as knobs are few.

interface Layer {
  kernel: number[][];
  bias: number[] | null;
  activation: string;
}
interface Loss {
  type: string;
  targets: (number | number[])[];
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** The rows x, which change at the speed dx; if `turned` is a knob's place, that knob changes at speed 1. Gives the loss and its speed. */
function walk(layers: Layer[], X: number[][], dX: number[][], { type, targets }: Loss, turned: number): [number, number] {
  let loss = 0;
  let speed = 0;
  for (let i = 0; i < X.length; i++) {
    let a = Float64Array.from(X[i]!);
    let da = Float64Array.from(dX[i]!);
    let place = 0;
    for (const { kernel, bias, activation } of layers) {
      const units = kernel[0]!.length;
      const z = new Float64Array(units);
      const dz = new Float64Array(units);
      for (let h = 0; h < kernel.length; h++) {
        const row = kernel[h]!;
        for (let j = 0; j < units; j++) {
          z[j]! += a[h]! * row[j]!;
          dz[j]! += da[h]! * row[j]!;
          if (place++ === turned) dz[j]! += a[h]!;
        }
      }
      if (bias !== null) {
        for (let j = 0; j < units; j++) {
          z[j]! += bias[j]!;
          if (place++ === turned) dz[j]! += 1;
        }
      }
      for (let j = 0; j < units; j++) {
        const [v, s] = [z[j]!, dz[j]!];
        if (activation === "relu" || activation === "leaky_relu") {
          const closed = activation === "relu" ? 0 : 0.01;
          z[j] = v > 0 ? v : closed * v;
          dz[j] = v > 0 ? s : closed * s;
        } else if (activation === "sigmoid") {
          z[j] = sigmoid(v);
          dz[j] = s * sigmoid(v) * sigmoid(-v);
        } else if (activation === "tanh") {
          z[j] = Math.tanh(v);
          dz[j] = s * (1 - z[j]! ** 2);
        }
      }
      [a, da] = [z, dz];
    }
    const target = targets[i]!;
    if (typeof target === "number") {
      const top = Math.max(...a);
      const powers = a.map((v) => Math.exp(v - top));
      const total = powers.reduce((s, p) => s + p, 0);
      loss += (Math.log(total) + top - a[target]!) / X.length;
      speed += (powers.reduce((s, p, k) => s + p * da[k]!, 0) / total - da[target]!) / X.length;
    } else {
      target.forEach((y, k) => {
        const v = a[k]!;
        const share = X.length * target.length;
        loss += (type === "mse" ? (v - y) ** 2 : Math.max(v, 0) - v * y + Math.log1p(Math.exp(-Math.abs(v)))) / share;
        speed += ((type === "mse" ? 2 * (v - y) : sigmoid(v) - y) * da[k]!) / share;
      });
    }
  }
  return [loss, speed];
}

const still = (X: number[][]) => X.map((row) => row.map(() => 0));

export function backpropagate(layers: Layer[], X: number[][], loss: Loss) {
  let next = 0;
  const slope = () => walk(layers, X, still(X), loss, next++)[1];
  const gradients = layers.map(({ kernel, bias }) => ({
    kernel: kernel.map((row) => row.map(slope)),
    bias: bias === null ? null : bias.map(slope),
  }));
  return { loss: walk(layers, X, still(X), loss, -1)[0], gradients };
}

export function backpropagateTokens(embedding: number[][], tokens: number[][], layers: Layer[], loss: Loss) {
  const X = tokens.map((row) => embedding[0]!.map((_, j) => row.reduce((s, t) => s + embedding[t]![j]!, 0) / row.length));
  const slope = (token: number, place: number) => {
    const dX = tokens.map((row) => embedding[0]!.map((_, j) => (j === place ? row.filter((t) => t === token).length / row.length : 0)));
    return walk(layers, X, dX, loss, -1)[1];
  };
  return { ...backpropagate(layers, X, loss), embedding: embedding.map((vector, t) => vector.map((_, j) => slope(t, j))) };
}
