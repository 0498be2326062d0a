// Knows no derivative by heart: carries the slope along with every value, once for each knob.

interface Knobs {
  w: number[];
  b: number | null;
}
interface Point extends Knobs {
  loss: number;
}
interface Options {
  lr: number;
  epochs: number;
  loss: "mse" | "half_mse";
  batchSize?: number;
}

/** A value, and how fast it changes with the knob that is being asked about. */
type Dual = [value: number, slope: number];

const add = ([a, da]: Dual, [b, db]: Dual): Dual => [a + b, da + db];
const times = ([a, da]: Dual, [b, db]: Dual): Dual => [a * b, a * db + da * b];

function lossOf(knobs: Dual[], X: number[][], y: number[], half: boolean): Dual {
  let total: Dual = [0, 0];
  X.forEach((x, i) => {
    let error: Dual = [-y[i]!, 0];
    knobs.forEach((knob, j) => {
      error = add(error, times(knob, [x[j]!, 0]));
    });
    total = add(total, times(error, error));
  });
  return times(total, [(half ? 0.5 : 1) / y.length, 0]);
}

export function descend(X: number[][], y: number[], start: Knobs, options: Options): Point[] {
  const { lr, epochs, loss, batchSize = y.length } = options;
  const half = loss === "half_mse";
  const wide = start.b === null ? X : X.map((x) => [...x, 1]);
  let knobs = start.b === null ? start.w : [...start.w, start.b];

  const note = (): Point => {
    const [value] = lossOf(knobs.map((v): Dual => [v, 0]), wide, y, half);
    return { w: knobs.slice(0, start.w.length), b: start.b === null ? null : knobs[start.w.length]!, loss: value };
  };
  const path = [note()];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let from = 0; from < y.length; from += batchSize) {
      const rows = wide.slice(from, from + batchSize);
      const targets = y.slice(from, from + batchSize);
      const slopes = knobs.map((_, asked) => {
        const [, slope] = lossOf(knobs.map((v, k): Dual => [v, k === asked ? 1 : 0]), rows, targets, half);
        return slope;
      });
      knobs = knobs.map((v, k) => v - lr * slopes[k]!);
    }
    path.push(note());
  }
  return path;
}
