// Turns one case into a call of rank or fit, and uses the model as the exercise before did.

type Rows = number[][];
type Targets = number[] | number[][];

type Input = { kind: "rank"; X: Rows } | { kind: "ols"; X: Rows; y: Targets; X_new: Rows; fit_intercept: boolean };

interface Submission {
  rank(X: Rows): unknown;
  fit(X: Rows, y: Targets, options?: { intercept?: boolean }): { coef: unknown; intercept: unknown };
}

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "rank") return { rank: submission.rank(input.X) };
  const { X, y } = input;
  const { coef, intercept } = input.fit_intercept ? submission.fit(X, y) : submission.fit(X, y, { intercept: false });
  return { coef, intercept, ...useModel(coef, intercept, input) };
}

/** Nothing if the model does not have the shape of X and y: the report then begins with coef or intercept. */
function useModel(coef: unknown, intercept: unknown, { X, y, X_new }: Extract<Input, { kind: "ols" }>): object {
  const many = Array.isArray(y[0]);
  const slopes = many ? coef : [coef];
  const offsets = many ? intercept : [intercept];
  if (!isTable(slopes, X[0]!.length) || !isTable([offsets], slopes.length)) return {};
  const shape = (table: Rows) => (many ? table : table.flat());
  const fitted = answersOf(slopes, offsets as number[], X);
  const wanted = y.flat();
  const middle = wanted.reduce((total, value) => total + value, 0) / wanted.length;
  const rss = squaredDistance(wanted, fitted.flat());
  const tss = squaredDistance(wanted, wanted.map(() => middle));
  const predictions = answersOf(slopes, offsets as number[], X_new);
  const r2 = many || tss === 0 ? {} : { r2: 1 - rss / tss };
  return { predictions: shape(predictions), fitted: shape(fitted), rss, ...r2 };
}

/** One line for each row, with one number for each target. */
function answersOf(slopes: Rows, offsets: number[], rows: Rows): Rows {
  const lines: Rows = [];
  for (const row of rows) {
    const line = [...offsets];
    for (const [target, weights] of slopes.entries())
      for (const [feature, weight] of weights.entries()) line[target]! += weight * row[feature]!;
    lines.push(line);
  }
  return lines;
}

function squaredDistance(these: number[], those: number[]): number {
  let total = 0;
  for (const [place, value] of these.entries()) total += (value - those[place]!) ** 2;
  return total;
}

function isTable(value: unknown, width: number): value is Rows {
  return Array.isArray(value) && value.every((row) => Array.isArray(row) && row.length === width && row.every((cell) => typeof cell === "number"));
}
