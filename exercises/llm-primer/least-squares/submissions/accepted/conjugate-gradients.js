// Conjugate gradients from w = 0 stay among the sums of rows, so they end at the shortest solution.

function product(table, list) {
  const result = [];
  for (const line of table) {
    let total = 0;
    for (let k = 0; k < line.length; k++) total += line[k] * list[k];
    result.push(total);
  }
  return result;
}

function transpose(table) {
  const result = [];
  for (let k = 0; k < table[0].length; k++) result.push(table.map((line) => line[k]));
  return result;
}

const square = (list) => product([list], list)[0];

/** Elimination that always takes the largest number left in the table. */
export function rank(X) {
  const left = X.map((line) => line.slice());
  let found = 0;
  let largestOfAll = 0;
  while (left.length > 0) {
    let place = { size: 0, line: 0, at: 0 };
    left.forEach((cells, line) =>
      cells.forEach((cell, at) => {
        if (Math.abs(cell) > place.size) place = { size: Math.abs(cell), line, at };
      }),
    );
    largestOfAll = Math.max(largestOfAll, place.size);
    if (place.size <= 1e-11 * largestOfAll) break;
    const [taken] = left.splice(place.line, 1);
    for (const cells of left) {
      const times = cells[place.at] / taken[place.at];
      for (let k = 0; k < cells.length; k++) cells[k] -= times * taken[k];
    }
    found++;
  }
  return found;
}

export function fit(X, y, { intercept = true } = {}) {
  const isList = typeof y[0] === "number";
  const targets = isList ? [y] : transpose(y);
  const mid = (list) => (intercept ? list.reduce((sum, value) => sum + value, 0) / list.length : 0);
  const columns = transpose(X).map((list) => ({ list, mid: mid(list) }));
  const turned = columns.map(({ list, mid: m }) => list.map((value) => value - m));
  const model = { coef: [], intercept: [] };
  for (const target of targets) {
    const m = mid(target);
    const w = descend(turned, target.map((value) => value - m));
    model.coef.push(w);
    model.intercept.push(m - product([w], columns.map((c) => c.mid))[0]);
  }
  return isList ? { coef: model.coef[0], intercept: model.intercept[0] } : model;
}

/** turned: p x n. */
function descend(turned, wanted) {
  const rows = transpose(turned);
  const whole = turned.reduce((sum, list) => sum + square(list), 0);
  const w = new Array(turned.length).fill(0);
  // With exact numbers one round would be enough; the others take away what rounding left.
  for (const _ of [1, 2, 3, 4]) {
    const now = product(rows, w);
    const rest = wanted.map((value, i) => value - now[i]);
    let slope = product(turned, rest);
    let way = slope.slice();
    let size = square(slope);
    for (let step = 0; step < w.length && size > 0; step++) {
      const moved = product(rows, way);
      // A way along which the data has no length leads nowhere.
      if (square(moved) <= 1e-18 * square(way) * whole) break;
      const far = size / square(moved);
      for (let k = 0; k < w.length; k++) w[k] += far * way[k];
      for (let i = 0; i < rest.length; i++) rest[i] -= far * moved[i];
      slope = product(turned, rest);
      const next = square(slope);
      if (next < 1e-26 * size) break;
      way = slope.map((value, k) => value + (next / size) * way[k]);
      size = next;
    }
  }
  return w;
}
