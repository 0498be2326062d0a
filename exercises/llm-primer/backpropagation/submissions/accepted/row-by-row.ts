// One row of data after another, adding its share to every gradient; each layer hands back a function that walks it backwards.

interface Layer {
  kernel: number[][];
  bias: number[] | null;
  activation: "linear" | "relu" | "leaky_relu" | "sigmoid" | "tanh";
}
interface Gradient {
  kernel: number[][];
  bias: number[] | null;
}
interface Loss {
  type: string;
  targets: (number | number[])[];
}
type WalkBack = (blame: number[]) => number[];

/** The output of one layer for one row, and the way back through it, which adds to `gradient`. */
function through({ kernel, bias, activation }: Layer, x: number[], gradient: Gradient): [number[], WalkBack] {
  const units = kernel[0]!.length;
  const out: number[] = [];
  const slopes: number[] = [];
  for (let j = 0; j < units; j++) {
    let z = bias === null ? 0 : bias[j]!;
    for (let i = 0; i < x.length; i++) z += x[i]! * kernel[i]![j]!;
    if (activation === "tanh") {
      out.push(Math.tanh(z));
      slopes.push(1 / Math.cosh(z) ** 2);
    } else if (activation === "sigmoid") {
      const up = 1 / (1 + Math.exp(-z));
      out.push(up);
      slopes.push(up / (1 + Math.exp(z)));
    } else {
      const closed = activation === "relu" ? 0 : activation === "leaky_relu" ? 0.01 : 1;
      slopes.push(z > 0 ? 1 : closed);
      out.push(z * slopes[j]!);
    }
  }
  const back: WalkBack = (blame) => {
    const below = x.map(() => 0);
    for (let j = 0; j < units; j++) {
      const delta = blame[j]! * slopes[j]!;
      if (gradient.bias !== null) gradient.bias[j]! += delta;
      for (let i = 0; i < x.length; i++) {
        gradient.kernel[i]![j]! += x[i]! * delta;
        below[i]! += kernel[i]![j]! * delta;
      }
    }
    return below;
  };
  return [out, back];
}

/** The loss of one row and its blame; the mean over rows (and cells) is taken here. */
function judge(out: number[], target: number | number[], type: string, n: number): [number, number[]] {
  if (typeof target === "number") {
    const top = Math.max(...out);
    const logSum = Math.log(out.reduce((s, a) => s + Math.exp(a - top), 0));
    const blame = out.map((a, k) => (Math.exp(a - top - logSum) - Number(k === target)) / n);
    return [(logSum + top - out[target]!) / n, blame];
  }
  let value = 0;
  const cells = n * out.length;
  const blame = out.map((a, k) => {
    const y = target[k]!;
    if (type === "mse") {
      value += ((a - y) * (a - y)) / cells;
      return ((a - y) / cells) * 2;
    }
    value += ((a < 0 ? 0 : a) - a * y + Math.log1p(Math.exp(a < 0 ? a : -a))) / cells;
    return (1 / (1 + Math.exp(-a)) - y) / cells;
  });
  return [value, blame];
}

function run(layers: Layer[], X: number[][], { type, targets }: Loss) {
  const gradients = layers.map(({ kernel, bias }): Gradient => ({
    kernel: kernel.map((row) => row.map(() => 0)),
    bias: bias === null ? null : bias.map(() => 0),
  }));
  let loss = 0;
  const inputBlame = X.map((x, i) => {
    const wayBack: WalkBack[] = [];
    let a = x;
    layers.forEach((layer, l) => {
      const [out, back] = through(layer, a, gradients[l]!);
      a = out;
      wayBack.push(back);
    });
    const [value, blame] = judge(a, targets[i]!, type, X.length);
    loss += value;
    let left = blame;
    for (const back of wayBack.toReversed()) left = back(left);
    return left;
  });
  return { loss, gradients, inputBlame };
}

export function backpropagate(layers: Layer[], X: number[][], loss: Loss) {
  const { inputBlame: _, ...answer } = run(layers, X, loss);
  return answer;
}

export function backpropagateTokens(embedding: number[][], tokens: number[][], layers: Layer[], loss: Loss) {
  const X = tokens.map((row) => {
    const mean = new Array<number>(embedding[0]!.length).fill(0);
    for (const t of row) embedding[t]!.forEach((v, j) => (mean[j]! += v / row.length));
    return mean;
  });
  const { inputBlame, ...answer } = run(layers, X, loss);
  const table = embedding.map((v, t) =>
    v.map((_, j) => {
      let g = 0;
      tokens.forEach((row, i) => (g += (row.filter((token) => token === t).length * inputBlame[i]![j]!) / row.length));
      return g;
    }),
  );
  return { ...answer, embedding: table };
}
