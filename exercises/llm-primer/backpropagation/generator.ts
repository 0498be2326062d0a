// Fresh networks of one to three layers, read from numbers or from tokens.
//
// Every number is a multiple of 1/8, so that what a layer computes from them is exact: where a relu stands at its kink,
// z = 0 exactly, whatever the order of summation. Behind a tanh, a sigmoid, a leaky relu or a mean over three tokens
// numbers are rounded, and there each bias is moved by 1/4096, which keeps sums that would cancel to zero away from it.
//
// Three scales. "plain": numbers about 1. "far": the targets are tens of millions, as populations are, and so is the
// last bias; the loss is about 1e15, and differences of it have no digits left. "large": logits of several hundreds.
//
// Tolerance: the terms that a gradient sums are as large as the targets or as the last kernel, and so are its errors.

import fc from "fast-check";

type Activation = "linear" | "relu" | "leaky_relu" | "sigmoid" | "tanh";

interface Layer {
  kernel: number[][];
  bias: number[] | null;
  activation: Activation;
}

const RTOL = 1e-11;
const ATOL = 1e-13;
const MILLIONS = 1e8;
/** Makes the last kernel of "large" this much larger, so that many e^logit would be infinite. */
const LARGE = 1024;

const eighths = (limit: number) => fc.integer({ min: -8 * limit, max: 8 * limit }).map((k) => k / 8);

const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = <T>(rows: number, columns: number, of: fc.Arbitrary<T>) => list(rows, list(columns, of));

const hidden = fc.constantFrom<Activation>("relu", "tanh", "leaky_relu", "sigmoid", "linear");

const plans = fc
  .record({
    kind: fc.constantFrom("mlp", "embedding"),
    layout: fc.constantFrom("keras", "torch"),
    scale: fc.constantFrom("plain" as const, "far" as const, "large" as const),
    loss: fc.constantFrom("mse", "cross_entropy", "bce_logits"),
    kink: fc.boolean(),
    kinked: fc.constantFrom<Activation>("relu", "leaky_relu"),
    rows: fc.constantFrom(1, 2, 3, 4, 5),
    inputs: fc.integer({ min: 1, max: 4 }),
    depth: fc.constantFrom(1, 2, 0, 1, 2),
    units: list(2, fc.record({ count: fc.integer({ min: 1, max: 4 }), activation: hidden })),
    outputs: fc.integer({ min: 1, max: 3 }),
    last: fc.constantFrom<Activation>("linear", "linear", "sigmoid", "tanh", "relu", "leaky_relu"),
    tokensPerRow: fc.constantFrom(3, 1, 2, 4),
  })
  .map((plan) => {
    const loss = lossAtScale(plan.loss, plan.scale);
    const outputs = loss === "cross_entropy" ? plan.outputs + 1 : plan.outputs;
    return { ...plan, loss, outputs, last: loss === "mse" && plan.scale === "plain" ? plan.last : ("linear" as const) };
  });

/** Far targets are measured numbers; large outputs are logits. */
function lossAtScale(loss: string, scale: "plain" | "far" | "large"): string {
  if (scale === "far") return "mse";
  return scale === "large" && loss === "mse" ? "cross_entropy" : loss;
}

export default plans.chain(({ kind, layout, scale, loss, kink, kinked, rows, inputs, depth, units, outputs, last, tokensPerRow }) => {
  const number = eighths(2);
  const atKink = kink && depth > 0 && (kind === "mlp" || tokensPerRow < 3);
  const inside = units.slice(0, depth).map((unit, l) => (atKink && l === 0 ? { ...unit, activation: kinked } : unit));
  const shape = [...inside, { count: outputs, activation: last }];
  const layers = shape.map(({ count, activation }, l) =>
    fc.record({
      kernel: matrix(l === 0 ? inputs : shape[l - 1]!.count, count, number),
      bias: fc.oneof({ weight: 3, arbitrary: list(count, number) }, { weight: 1, arbitrary: fc.constant(null) }),
      activation: fc.constant(activation),
    }),
  );
  const words = 5;
  return fc
    .record({
      layers: fc.tuple(...layers),
      X: matrix(rows, inputs, number),
      embedding: matrix(words, inputs, number),
      tokens: matrix(rows, tokensPerRow, fc.integer({ min: 0, max: words - 1 })),
      values: matrix(rows, outputs, eighths(2)),
      people: matrix(rows, outputs, fc.integer({ min: 6e7, max: 1.3e8 })),
      answers: matrix(rows, outputs, fc.constantFrom(0, 1)),
      classes: list(rows, fc.integer({ min: 0, max: outputs - 1 })),
    })
    .map((p) => {
      const x = kind === "mlp" ? p.X[0]! : p.embedding[0]!.map((_, d) => mean(p.tokens[0]!.map((token) => p.embedding[token]![d]!)));
      const layers = atKink ? [closeFirstUnit(p.layers[0]!, x), ...p.layers.slice(1)] : p.layers;
      const scaled = atScale(keepFromKinks(layers, kind === "embedding" && tokensPerRow === 3), scale);
      const targets: Record<string, number[] | number[][]> = {
        mse: scale === "far" ? p.people : p.values,
        cross_entropy: p.classes,
        bce_logits: p.answers,
      };
      const data = kind === "mlp" ? { X: p.X } : { embedding: p.embedding, tokens: p.tokens };
      return {
        input: { kind, layout, layers: layout === "torch" ? scaled.map(toTorch) : scaled, ...data, loss, target: targets[loss] },
        tolerance: { rtol: RTOL, atol: ATOL * { plain: 1, far: MILLIONS, large: LARGE }[scale] },
      };
    });
});

/** Chooses the first bias so that z = 0 in the first row, exactly. */
function closeFirstUnit({ kernel, bias, activation }: Layer, x: number[]): Layer {
  const moved = kernel[0]!.map((_, j) => (j === 0 ? -x.reduce((z, v, i) => z + v * kernel[i]![0]!, 0) : (bias?.[j] ?? 0)));
  return { kernel, bias: moved, activation };
}

/** Moves the biases behind rounded numbers; a layer without bias gets one there. */
function keepFromKinks(layers: Layer[], meansAreRounded: boolean): Layer[] {
  let rounded = meansAreRounded;
  return layers.map((layer) => {
    const bias = rounded ? (layer.bias ?? layer.kernel[0]!.map(() => 0)).map((b) => b + 1 / 4096) : layer.bias;
    rounded ||= layer.activation !== "relu" && layer.activation !== "linear";
    return { ...layer, bias };
  });
}

function mean(values: number[]): number {
  return values.reduce((s, v) => s + v, 0) / values.length;
}

function atScale(layers: Layer[], scale: string): Layer[] {
  const { kernel, bias, activation } = layers.at(-1)!;
  const below = layers.slice(0, -1);
  if (scale === "far") return [...below, { kernel, bias: kernel[0]!.map((_, j) => (bias?.[j] ?? 0) + 3e7), activation }];
  if (scale === "large") return [...below, { kernel: kernel.map((row) => row.map((w) => w * LARGE)), bias, activation }];
  return layers;
}

function toTorch({ kernel, bias, activation }: Layer) {
  return { weight: kernel[0]!.map((_, j) => kernel.map((row) => row[j]!)), bias, activation };
}
