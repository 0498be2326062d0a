// Counts the pairs once. All pairs that begin alike share one softmax, so row i of the gradient is (n_i · softmax − counts_i) / N.

function count(W, xs, ys) {
  const counts = W.map((row) => row.map(() => 0));
  xs.forEach((row, r) => row.forEach((x, t) => counts[x][ys[r][t]]++));
  return { counts, N: xs.length * xs[0].length };
}

function softmax(z) {
  const top = z.reduce((a, b) => (a > b ? a : b));
  const e = z.map((v) => Math.exp(v - top));
  const total = e.reduce((a, b) => a + b, 0);
  return { p: e.map((v) => v / total), log: top + Math.log(total) };
}

export function tableLoss(W, xs, ys) {
  const { counts, N } = count(W, xs, ys);
  let sum = 0;
  counts.forEach((row, i) => {
    const { log } = softmax(W[i]);
    row.forEach((n, j) => (sum += n * (log - W[i][j])));
  });
  return sum / N;
}

export function tableGradient(W, xs, ys) {
  const { counts, N } = count(W, xs, ys);
  return counts.map((row, i) => {
    const starts = row.reduce((a, b) => a + b, 0);
    return softmax(W[i]).p.map((p, j) => (starts * p - row[j]) / N);
  });
}

export function trainTable(W, xs, ys, options) {
  const walk = (table, left) => {
    if (left === 0) return { losses: [], W: table, perplexity: Math.exp(tableLoss(table, xs, ys)) };
    const slope = tableGradient(table, xs, ys);
    const rest = walk(table.map((row, i) => row.map((w, j) => w - options.lr * slope[i][j])), left - 1);
    return { ...rest, losses: [tableLoss(table, xs, ys), ...rest.losses] };
  };
  return walk(W, options.steps);
}
