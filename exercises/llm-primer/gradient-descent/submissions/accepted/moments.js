// Never looks at a row twice: a batch's gradient is a linear function of the knobs, and its coefficients are added up once.
// The intercept is one more column, a column of ones. Plain JavaScript.

const sum = (values) => values.reduce((a, b) => a + b, 0);
const dot = (a, b) => sum(a.map((v, i) => v * b[i]));

export function descend(X, y, start, { lr, epochs, loss, batchSize = y.length }) {
  const half = loss === "half_mse";
  const columns = start.b === null ? X : X.map((x) => [...x, 1]);
  const batches = [];
  for (let first = 0; first < y.length; first += batchSize) {
    const rows = columns.slice(first, first + batchSize);
    const targets = y.slice(first, first + batchSize);
    const share = (half ? 1 : 2) / rows.length;
    const names = rows[0].map((_, j) => j);
    batches.push({
      // gradient(knobs) = A knobs - c
      A: names.map((j) => names.map((k) => share * sum(rows.map((row) => row[j] * row[k])))),
      c: names.map((j) => share * sum(rows.map((row, i) => row[j] * targets[i]))),
    });
  }

  const point = (knobs) => ({
    w: knobs.slice(0, start.w.length),
    b: start.b === null ? null : knobs.at(-1),
    loss: sum(columns.map((row, i) => (dot(row, knobs) - y[i]) ** 2)) / (half ? 2 * y.length : y.length),
  });
  let knobs = start.b === null ? start.w : [...start.w, start.b];
  const path = [point(knobs)];
  while (path.length <= epochs) {
    for (const { A, c } of batches) knobs = knobs.map((v, j) => v - lr * (dot(A[j], knobs) - c[j]));
    path.push(point(knobs));
  }
  return path;
}
