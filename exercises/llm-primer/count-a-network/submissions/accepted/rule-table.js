// Plain JavaScript: a table of rules, one a type, and a stack instead of recursion; a tied name points to its tensor.

const seq = (m) => ({ parts: m.layers.map((layer, i) => [`${i}`, layer]) });
const affine = (weight, bias) => ({ own: bias === null ? { weight } : { weight, bias } });
const linear = (m) => affine([m.outFeatures, m.inFeatures], m.bias ? [m.outFeatures] : null);
const conv = (m) => affine([m.outChannels, m.inChannels / m.groups, ...m.kernelSize], m.bias ? [m.outChannels] : null);
const norm = (m) => (m.affine ? affine(m.shape, m.shape) : {});
const line = (inFeatures, outFeatures, bias = true) => ({ type: "Linear", inFeatures, outFeatures, bias });
const attend = (d, bias = true) => ({ type: "MultiheadAttention", embedDim: d, kDim: d, vDim: d, bias, addBiasKV: false });

const recurrent = (gates) => (m) => {
  const own = {};
  const rows = gates * m.hiddenSize;
  const ends = m.bidirectional ? ["", "_reverse"] : [""];
  for (let k = 0; k < m.numLayers; k++) {
    for (const end of ends) {
      own[`weight_ih_l${k}${end}`] = [rows, k ? m.hiddenSize * ends.length : m.inputSize];
      own[`weight_hh_l${k}${end}`] = [rows, m.hiddenSize];
      if (!m.bias) continue;
      own[`bias_ih_l${k}${end}`] = [rows];
      own[`bias_hh_l${k}${end}`] = [rows];
    }
  }
  return { own };
};

const RULES = {
  Module: (m) => ({ own: Object.fromEntries(m.own), parts: m.children }),
  Sequential: seq,
  ModuleList: seq,
  Linear: linear,
  Bilinear: (m) => affine([m.outFeatures, m.in1Features, m.in2Features], m.bias ? [m.outFeatures] : null),
  Conv1d: conv,
  Conv2d: conv,
  ConvTranspose2d: (m) => affine([m.inChannels, m.outChannels / m.groups, ...m.kernelSize], m.bias ? [m.outChannels] : null),
  Embedding: (m) => ({ own: { weight: [m.numEmbeddings, m.embeddingDim] } }),
  LayerNorm: norm,
  BatchNorm1d: norm,
  BatchNorm2d: norm,
  GroupNorm: norm,
  PReLU: (m) => ({ own: { weight: [m.numParameters] } }),
  RNN: recurrent(1),
  GRU: recurrent(3),
  LSTM: recurrent(4),
  MultiheadAttention: ({ embedDim: d, kDim, vDim, bias, addBiasKV }) => ({
    own: {
      ...(kDim === d && vDim === d ? { in_proj_weight: [3 * d, d] } : { q_proj_weight: [d, d], k_proj_weight: [d, kDim], v_proj_weight: [d, vDim] }),
      ...(bias && { in_proj_bias: [3 * d] }),
      ...(addBiasKV && { bias_k: [1, 1, d], bias_v: [1, 1, d] }),
    },
    parts: [["out_proj", line(d, d, bias)]],
  }),
  TransformerEncoderLayer: ({ dModel: d, dimFeedforward: f }) => ({
    parts: [
      ["self_attn", attend(d)],
      ["linear1", line(d, f)],
      ["linear2", line(f, d)],
      ["norm1", { type: "LayerNorm", shape: [d], affine: true }],
      ["norm2", { type: "LayerNorm", shape: [d], affine: true }],
    ],
  }),
};

const volume = (shape) => {
  let n = 1;
  for (const side of shape) n *= side;
  return n;
};

/** names[i] is the i-th; tensorOf says which tensor it means, shapes[t] how large that is. */
function survey({ root, tied }) {
  const names = [];
  const shapes = [];
  const tensorOf = {};
  const stack = [["", root]];
  while (stack.length > 0) {
    const [prefix, module] = stack.pop();
    const { own = {}, parts = [] } = RULES[module.type]?.(module) ?? {};
    for (const [name, shape] of Object.entries(own)) {
      tensorOf[prefix + name] = shapes.push(shape) - 1;
      names.push(prefix + name);
    }
    // The stack gives back the last one first.
    for (const [name, part] of [...parts].reverse()) stack.push([`${prefix}${name}.`, part]);
  }
  for (const [name, source] of tied) tensorOf[name] = tensorOf[source];
  return { names, shapes, tensorOf };
}

export function listParameters(network) {
  const { names, shapes, tensorOf } = survey(network);
  const listed = new Map();
  for (const name of names) if (!listed.has(tensorOf[name])) listed.set(tensorOf[name], name);
  return [...listed].map(([tensor, name]) => ({ name, shape: shapes[tensor], count: volume(shapes[tensor]) }));
}

export function countParameters(network) {
  const { names, shapes, tensorOf } = survey(network);
  // What each tensor in use adds to the trainable ones: all or nothing.
  const trainable = new Map();
  for (const name of names) {
    const steps = name.split(".");
    const paths = steps.map((_, i) => steps.slice(0, i + 1).join("."));
    const tensor = tensorOf[name];
    if (paths.some((path) => network.frozen.includes(path))) trainable.set(tensor, 0);
    else if (!trainable.has(tensor)) trainable.set(tensor, volume(shapes[tensor]));
  }
  const add = (numbers) => [...numbers].reduce((a, b) => a + b, 0);
  return { total: add([...trainable.keys()].map((tensor) => volume(shapes[tensor]))), trainable: add(trainable.values()) };
}

// For each Keras layer the shape that comes out and the weights inside, from the shape that goes in.
const KERAS = {
  Dense: (l, s) => [s.with(-1, l.units), [[s.at(-1), l.units], [l.units]]],
  Conv2D: (l, [h, w, c]) => {
    const [kh, kw] = l.padding === "same" ? [1, 1] : l.kernelSize;
    const size = [1 + Math.trunc((h - kh) / l.strides[0]), 1 + Math.trunc((w - kw) / l.strides[1])];
    return [[...size, l.filters], [[...l.kernelSize, c, l.filters], [l.filters]]];
  },
  MaxPooling2D: (l, [h, w, c]) => [[Math.trunc(h / l.poolSize[0]), Math.trunc(w / l.poolSize[1]), c], []],
  Embedding: (l, s) => [s.concat(l.outputDim), [[l.inputDim, l.outputDim]]],
  BatchNormalization: (_, s) => [s, Array(4).fill(s.slice(-1))],
  LayerNormalization: (_, s) => [s, Array(2).fill(s.slice(-1))],
  Flatten: (_, s) => [[volume(s)], []],
  GlobalAveragePooling1D: (_, s) => [s.slice(1), []],
};

export function summarize(inputShape, layers) {
  const rows = [];
  let before = inputShape;
  for (const layer of layers) {
    let [outputShape, weights] = KERAS[layer.type]?.(layer, before) ?? [before, []];
    if (layer.useBias === false) weights = weights.slice(0, 1);
    rows.push({ type: layer.type, outputShape, weights, params: weights.map(volume).reduce((a, b) => a + b, 0) });
    before = outputShape;
  }
  const add = (some) => some.reduce((n, row) => n + row.params, 0);
  const nonTrainable = add(rows.filter(({ type }) => type === "BatchNormalization")) / 2;
  return { layers: rows, total: add(rows), trainable: add(rows) - nonTrainable, nonTrainable };
}
