// No backpropagation: an imaginary step of 1e-30 on one knob after another. Exact to the last digit, but it walks once per knob.

interface Layer {
  kernel: number[][];
  bias: number[] | null;
  activation: string;
}
interface Loss {
  type: string;
  targets: (number | number[])[];
}
/** Real and imaginary part. */
type Complex = [re: number, im: number];

const STEP = 1e-30;

const exp = ([re, im]: Complex): Complex => [Math.exp(re) * Math.cos(im), Math.exp(re) * Math.sin(im)];
const divide = ([a, b]: Complex, [c, d]: Complex): Complex => {
  const size = c * c + d * d;
  return [(a * c + b * d) / size, (b * c - a * d) / size];
};
const log = ([re, im]: Complex): Complex => [Math.log(Math.hypot(re, im)), Math.atan2(im, re)];

function activate(name: string, z: Complex): Complex {
  const [re, im] = z;
  if (name === "relu") return re > 0 ? z : [0, 0];
  if (name === "leaky_relu") return re > 0 ? z : [0.01 * re, 0.01 * im];
  const power = exp([-Math.abs(re), re > 0 ? -im : im]);
  if (name === "sigmoid") {
    const [up, slope] = divide([1, 0], [1 + power[0], power[1]]);
    return re > 0 ? [up, slope] : [1 - up, -slope];
  }
  if (name !== "tanh") return z;
  const squared: Complex = exp([-2 * Math.abs(re), re > 0 ? -2 * im : 2 * im]);
  const [value, slope] = divide([1 - squared[0], -squared[1]], [1 + squared[0], squared[1]]);
  return re > 0 ? [Math.tanh(re), slope] : [-value, -slope];
}

/** The loss where the number `turned` has STEP as its imaginary part. */
function walk(layers: Layer[], X: Complex[][], { type, targets }: Loss, turned: number): Complex {
  const total: Complex = [0, 0];
  X.forEach((x, i) => {
    let a = x;
    let place = 0;
    for (const { kernel, bias, activation } of layers) {
      const units = kernel[0]!.length;
      const z = kernel[0]!.map((_, j): Complex => {
        const own = place + kernel.length * units + j;
        return bias === null ? [0, 0] : [bias[j]!, own === turned ? STEP : 0];
      });
      for (let h = 0; h < kernel.length; h++) {
        for (let j = 0; j < units; j++) {
          const own = place++ === turned ? STEP : 0;
          z[j]![0] += a[h]![0] * kernel[h]![j]! - a[h]![1] * own;
          z[j]![1] += a[h]![1] * kernel[h]![j]! + a[h]![0] * own;
        }
      }
      if (bias !== null) place += units;
      a = z.map((cell) => activate(activation, cell));
    }
    const target = targets[i]!;
    const add = ([re, im]: Complex, share: number) => {
      total[0] += re / share;
      total[1] += im / share;
    };
    if (typeof target === "number") {
      const top = Math.max(...a.map(([re]) => re));
      const powers = a.map(([re, im]) => exp([re - top, im]));
      const [re, im] = log([powers.reduce((s, p) => s + p[0], 0), powers.reduce((s, p) => s + p[1], 0)]);
      add([re + top - a[target]![0], im - a[target]![1]], X.length);
      return;
    }
    a.forEach((cell, k) => {
      const y = target[k]!;
      const [re, im] = cell;
      if (type === "mse") return add([(re - y) ** 2, 2 * (re - y) * im], X.length * a.length);
      const [up, slope] = log([1 + exp([-Math.abs(re), 0])[0], exp([-Math.abs(re), re > 0 ? -im : im])[1]]);
      return add([(re > 0 ? re : 0) - re * y + up, (re > 0 ? im : 0) - im * y + slope], X.length * a.length);
    });
  });
  return total;
}

function slopes(layers: Layer[], X: Complex[][], loss: Loss) {
  let next = 0;
  const slope = () => walk(layers, X, loss, next++)[1] / STEP;
  return layers.map(({ kernel, bias }) => ({
    kernel: kernel.map((row) => row.map(slope)),
    bias: bias === null ? null : bias.map(slope),
  }));
}

const real = (v: number): Complex => [v, 0];

export function backpropagate(layers: Layer[], rows: number[][], loss: Loss) {
  const X = rows.map((row) => row.map(real));
  return { loss: walk(layers, X, loss, -1)[0], gradients: slopes(layers, X, loss) };
}

export function backpropagateTokens(embedding: number[][], tokens: number[][], layers: Layer[], loss: Loss) {
  const mean = (at?: [token: number, place: number]) =>
    tokens.map((row) =>
      embedding[0]!.map((_, j): Complex => [
        row.reduce((s, t) => s + embedding[t]![j]!, 0) / row.length,
        at?.[1] === j ? (row.filter((t) => t === at[0]).length / row.length) * STEP : 0,
      ]),
    );
  return {
    loss: walk(layers, mean(), loss, -1)[0],
    gradients: slopes(layers, mean(), loss),
    embedding: embedding.map((vector, t) => vector.map((_, j) => walk(layers, mean([t, j]), loss, -1)[1] / STEP)),
  };
}
