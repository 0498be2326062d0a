// Every computed number is an interval, a single one from itself to itself; the line by Gram-Schmidt; the network with
// dual numbers, each carrying its slopes with respect to all knobs. Plain JavaScript.

export function audit(example) {
  const table = { parameters: ofLayers, regression: ofLine, network: ofRuns }[example.kind](example);
  return example.printed.map((claim) => ({ ...claim, ...table[claim.name](claim.printed) }));
}

/** A judge for a claim about numbers from min to max. */
const number = (min, max, computed) => (printed) => {
  const value = parseFloat(printed);
  const off = value < min ? min - value : value > max ? value - max : 0;
  const digits = /\.(\d*)$/.exec(printed)?.[1].length ?? 0;
  return { computed, off, stands: off - 1e-9 <= Number(`5e-${digits + 1}`) };
};

/** A judge for a claim about a shape. */
const shape = (...sizes) => (printed) => {
  const claimed = printed.match(/\d+/g).map(Number);
  const count = (list) => list.reduce((a, b) => a * b, 1);
  return { computed: sizes, off: Math.abs(count(claimed) - count(sizes)), stands: `[${sizes.join(", ")}]` === printed };
};

function ofLayers({ layers }) {
  const table = {};
  let total = 0;
  for (const { name, inFeatures: a, outFeatures: b, bias } of layers) {
    table[`${name}.weight`] = shape(b, a);
    if (bias) table[`${name}.bias`] = shape(b);
    total += b * (bias ? a + 1 : a);
  }
  return { ...table, total: number(total, total, total) };
}

/** x is made orthogonal to the constant column; the coefficient is then a projection. */
function ofLine({ X, y, X_new }) {
  const n = y.length;
  const centre = X.reduce((s, [x]) => s + x, 0) / n;
  const u = X.map(([x]) => x - centre);
  const length = Math.hypot(...u);
  const q = u.map((v) => v / length);
  const w = q.reduce((s, v, i) => s + v * y[i], 0) / length;
  const middle = y.reduce((s, v) => s + v, 0) / n;
  const exact = (v) => number(v, v, v);
  return {
    coefficient: exact(w),
    intercept: exact(middle - w * centre),
    prediction: exact(middle + w * (X_new[0][0] - centre)),
  };
}

function ofRuns(example) {
  const runs = example.starts.map((start) => train(start, example));
  const spread = (values) => {
    const rest = [...values];
    const inOrder = [];
    while (rest.length > 0) inOrder.push(rest.splice(rest.indexOf(Math.min(...rest)), 1)[0]);
    const middle = inOrder.slice(Math.ceil(inOrder.length / 2) - 1, Math.floor(inOrder.length / 2) + 1);
    const computed = {
      min: inOrder[0],
      median: middle.reduce((a, b) => a + b, 0) / middle.length,
      max: inOrder[inOrder.length - 1],
    };
    return number(computed.min, computed.max, computed);
  };
  return { prediction: spread(runs.map((r) => r.prediction)), loss: spread(runs.map((r) => r.loss)) };
}

/** One row through the network: the output, and its slopes with respect to all knobs. */
function walk(layers, knobs, x) {
  let below = x.map((value) => ({ value, slopes: [] }));
  let place = 0;
  for (const { kernel, bias, activation } of layers) {
    const first = place;
    const biases = first + kernel.length * bias.length;
    below = bias.map((_, j) => {
      let value = knobs[biases + j];
      const slopes = new Array(knobs.length).fill(0);
      slopes[biases + j] = 1;
      below.forEach((unit, i) => {
        const own = first + i * bias.length + j;
        value += unit.value * knobs[own];
        for (let k = 0; k < first; k++) slopes[k] += unit.slopes[k] * knobs[own];
        slopes[own] = unit.value;
      });
      return activation === "relu" && value <= 0 ? { value: 0, slopes: slopes.fill(0) } : { value, slopes };
    });
    place = biases + bias.length;
  }
  return below[0];
}

function train(layers, { X, Y, X_new, epochs, optimizer }) {
  const { type, lr, beta1, beta2, eps } = optimizer;
  let knobs = layers.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]);
  const m = knobs.map(() => 0);
  const v = knobs.map(() => 0);
  let loss = 0;
  for (let t = 1; t <= epochs; t++) {
    const outputs = X.map((x) => walk(layers, knobs, x));
    const errors = outputs.map(({ value }, i) => value - Y[i][0]);
    loss = errors.reduce((s, e) => s + e * e, 0) / X.length;
    const correction = 1 - beta1 ** t;
    const root = Math.sqrt(1 - beta2 ** t);
    const epsilon = type === "adam_keras" ? eps / root : eps;
    knobs = knobs.map((w, k) => {
      let g = 0;
      for (let i = 0; i < errors.length; i++) g += (2 * errors[i] * outputs[i].slopes[k]) / X.length;
      m[k] = beta1 * m[k] + (1 - beta1) * g;
      v[k] = beta2 * v[k] + (1 - beta2) * g * g;
      return w - (lr * m[k]) / correction / (Math.sqrt(v[k]) / root + epsilon);
    });
  }
  return { loss, prediction: walk(layers, knobs, X_new[0]).value };
}
