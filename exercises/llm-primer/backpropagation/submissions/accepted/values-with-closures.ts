// Every number is an object that knows where it came from and how to hand its blame back; sorted once, then played backwards.

class Value {
  grad = 0;
  readonly data: number;
  readonly from: Value[];
  readonly handBack: (grad: number) => void;

  constructor(data: number, from: Value[] = [], handBack: (grad: number) => void = () => {}) {
    this.data = data;
    this.from = from;
    this.handBack = handBack;
  }

  plus(other: Value): Value {
    return new Value(this.data + other.data, [this, other], (grad) => {
      this.grad += grad;
      other.grad += grad;
    });
  }

  times(other: Value): Value {
    return new Value(this.data * other.data, [this, other], (grad) => {
      this.grad += grad * other.data;
      other.grad += grad * this.data;
    });
  }

  /** Any function of one number, from its value and its slope here. */
  through(data: number, slope: number): Value {
    return new Value(data, [this], (grad) => {
      this.grad += grad * slope;
    });
  }

  backward(): void {
    const order: Value[] = [];
    const seen = new Set<Value>();
    const visit = (value: Value) => {
      if (seen.has(value)) return;
      seen.add(value);
      value.from.forEach(visit);
      order.push(value);
    };
    visit(this);
    this.grad = 1;
    for (const value of order.toReversed()) value.handBack(value.grad);
  }
}

interface Layer {
  kernel: number[][];
  bias: number[] | null;
  activation: string;
}
interface Loss {
  type: string;
  targets: (number | number[])[];
}
interface Net {
  kernel: Value[][];
  bias: Value[] | null;
  activation: string;
}

const row = (numbers: number[]): Value[] => numbers.map((v) => new Value(v));
const slopes = (values: Value[]): number[] => values.map(({ grad }) => grad);
const add = (values: Value[]): Value => values.reduce((a, b) => a.plus(b));
const scale = (v: Value, factor: number): Value => v.through(v.data * factor, factor);

function activate(name: string, z: Value): Value {
  const v = z.data;
  if (name === "relu") return z.through(Math.max(v, 0), v > 0 ? 1 : 0);
  if (name === "leaky_relu") return v > 0 ? z : scale(z, 0.01);
  if (name === "tanh") return z.through(Math.tanh(v), 1 - Math.tanh(v) ** 2);
  if (name === "linear") return z;
  const up = 1 / (1 + Math.exp(-v));
  return z.through(up, up * (1 - up));
}

function forward(net: Net[], x: Value[]): Value[] {
  let a = x;
  for (const { kernel, bias, activation } of net) {
    a = kernel[0]!.map((_, j) => {
      const z = add(a.map((v, i) => v.times(kernel[i]![j]!)));
      return activate(activation, bias === null ? z : z.plus(bias[j]!));
    });
  }
  return a;
}

function lossOf(out: Value[], target: number | number[], type: string): Value {
  if (typeof target === "number") {
    const top = Math.max(...out.map(({ data }) => data));
    const total = add(out.map((a) => a.through(Math.exp(a.data - top), Math.exp(a.data - top))));
    return total.through(Math.log(total.data) + top, 1 / total.data).plus(scale(out[target]!, -1));
  }
  const cells = out.map((a, k) => {
    const y = target[k]!;
    const v = a.data;
    if (type === "mse") return a.through((v - y) ** 2, 2 * (v - y));
    return a.through(Math.max(v, 0) - v * y + Math.log1p(Math.exp(-Math.abs(v))), 1 / (1 + Math.exp(-v)) - y);
  });
  return scale(add(cells), 1 / cells.length);
}

function solve(layers: Layer[], X: Value[][], { type, targets }: Loss) {
  const net = layers.map(({ kernel, bias, activation }): Net => ({
    kernel: kernel.map(row),
    bias: bias === null ? null : row(bias),
    activation,
  }));
  const total = add(X.map((x, i) => lossOf(forward(net, x), targets[i]!, type)));
  const loss = scale(total, 1 / X.length);
  loss.backward();
  const gradients = net.map(({ kernel, bias }) => ({ kernel: kernel.map(slopes), bias: bias === null ? null : slopes(bias) }));
  return { loss: loss.data, gradients };
}

export function backpropagate(layers: Layer[], X: number[][], loss: Loss) {
  return solve(layers, X.map(row), loss);
}

export function backpropagateTokens(embedding: number[][], tokens: number[][], layers: Layer[], loss: Loss) {
  const table = embedding.map(row);
  const X = tokens.map((ids) => embedding[0]!.map((_, j) => scale(add(ids.map((t) => table[t]![j]!)), 1 / ids.length)));
  return { ...solve(layers, X, loss), embedding: table.map(slopes) };
}
