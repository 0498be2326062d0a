// Forward mode: carries the derivative along with the value, once for each number that the end may depend on. Plain JavaScript.

const step = (op, [v, d], [k, e]) => {
  if (op === "add") return [v + k, d + e];
  if (op === "multiply") return [v * k, d * k + v * e];
  if (op === "square") return [v * v, 2 * v * d];
  if (op === "relu") return v > 0 ? [v, d] : [0, 0];
  const t = Math.tanh(v);
  return [t, (1 - t * t) * d];
};

export function slope(node, x) {
  return step(node.op, [x, 1], [node.knob, 0])[1];
}

export function forward(chain, x) {
  const values = [x];
  chain.forEach(({ op, knob }, i) => values.push(step(op, [values[i], 0], [knob, 0])[0]));
  return values;
}

/** How the end depends on the value before node `from`, or on its knob. */
function seed(chain, from, value, onKnob) {
  let pair = [value, onKnob ? 0 : 1];
  for (let i = from; i < chain.length; i++) pair = step(chain[i].op, pair, [chain[i].knob, onKnob && i === from ? 1 : 0]);
  return pair[1];
}

export function backward(chain, x) {
  const values = forward(chain, x);
  return {
    gradients: values.map((value, i) => seed(chain, i, value, false)),
    knobs: chain.map((node, i) => ("knob" in node ? seed(chain, i, values[i], true) : null)),
  };
}
