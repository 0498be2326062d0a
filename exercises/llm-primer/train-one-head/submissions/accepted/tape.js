// No gradient by hand: every number remembers which numbers it was made of, and how it changes with each of them.

const number = (value, from = []) => ({ value, from, slope: 0 });
const plus = (a, b) => number(a.value + b.value, [[a, 1], [b, 1]]);
const times = (a, b) => number(a.value * b.value, [[a, b.value], [b, a.value]]);
const scale = (a, c) => number(a.value * c, [[a, c]]);
const exp = (a) => {
  const e = Math.exp(a.value);
  return number(e, [[a, e]]);
};
const log = (a) => number(Math.log(a.value), [[a, 1 / a.value]]);
const divide = (a, b) => number(a.value / b.value, [[a, 1 / b.value], [b, -a.value / (b.value * b.value)]]);
const sum = (list) => list.reduce(plus);
const dot = (a, b) => sum(a.map((v, i) => times(v, b[i])));

/** From the end to the beginning, each number once, after all that were made of it. */
function goBack(end) {
  const order = [];
  const seen = new Set();
  const visit = (node) => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const [from] of node.from) visit(from);
    order.push(node);
  };
  visit(end);
  end.slope = 1;
  for (const node of order.reverse()) for (const [from, rate] of node.from) from.slope += node.slope * rate;
}

const each = (head, f) =>
  Object.fromEntries(Object.entries(head).map(([name, matrix]) => [name, matrix.map((row, i) => row.map((v, j) => f(v, name, i, j)))]));
const live = (head) => each(head, (v) => number(v));

function lift(z) {
  const max = Math.max(...z.map(({ value }) => value));
  return { max, e: z.map((v) => exp(plus(v, number(-max)))) };
}

function run(head, ids) {
  const x = ids.map((id, t) => head.tokenTable[id].map((v, i) => plus(v, head.positionTable[t][i])));
  const layer = (W) => x.map((row) => W.map((w) => dot(w, row)));
  const [q, k, v] = [layer(head.query), layer(head.key), layer(head.value)];
  const weights = ids.map((_, t) => {
    const { e } = lift(k.slice(0, t + 1).map((key) => scale(dot(q[t], key), 1 / Math.sqrt(key.length))));
    const total = sum(e);
    return e.map((p) => divide(p, total));
  });
  const logits = weights.map((row) => {
    const o = v[0].map((_, i) => sum(row.map((a, s) => times(a, v[s][i]))));
    return head.out.map((w) => dot(w, o));
  });
  return { weights, logits };
}

function cost(head, xs, ys) {
  const parts = xs.flatMap((ids, r) =>
    run(head, ids).logits.map((z, t) => {
      const { max, e } = lift(z);
      return plus(plus(log(sum(e)), number(max)), scale(z[ys[r][t]], -1));
    }),
  );
  return scale(sum(parts), 1 / parts.length);
}

export function runHead(head, ids) {
  const { weights, logits } = run(live(head), ids);
  return {
    weights: weights.map((row) => ids.map((_, s) => row[s]?.value ?? 0)),
    logits: logits.map((row) => row.map(({ value }) => value)),
  };
}

export function headLoss(head, xs, ys) {
  return cost(live(head), xs, ys).value;
}

export function headGradients(head, xs, ys) {
  const knobs = live(head);
  goBack(cost(knobs, xs, ys));
  return each(knobs, ({ slope }) => slope);
}

export function trainHead(head, xs, ys, { lr, steps }) {
  const losses = [];
  let now = head;
  for (let left = steps; left > 0; left--) {
    losses.push(headLoss(now, xs, ys));
    const slopes = headGradients(now, xs, ys);
    now = each(now, (v, name, i, j) => v - lr * slopes[name][i][j]);
  }
  return { losses, head: now };
}
