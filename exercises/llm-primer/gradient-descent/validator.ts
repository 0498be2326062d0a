// What the statement promises about X, y, the start and the options.

interface Input {
  X: number[][];
  y: number[];
  w0: number[];
  b0: number | null;
  lr: number;
  epochs: number;
  batch_size: number | null;
  loss: string;
}

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "no object";
  const { kind, X, y, w0, b0, lr, epochs, batch_size, loss } = input as Record<string, unknown>;
  if (kind !== "gd") return "kind is not gd";
  if (!Array.isArray(X) || X.length === 0) return "X has no rows";
  if (!isNumbers(w0) || w0.length === 0) return "w0 is no list of numbers";
  for (const row of X) if (!isNumbers(row) || row.length !== w0.length) return "a row of X does not fit w0";
  if (!isNumbers(y) || y.length !== X.length) return "y does not fit X";
  if (b0 !== null && !isNumber(b0)) return "b0 is neither a number nor null";
  if (!isNumber(lr) || lr < 0) return "lr is negative, or no number";
  if (!isCount(epochs)) return "epochs is no whole number";
  if (batch_size !== null && (!isCount(batch_size) || batch_size === 0)) return "batch_size is neither a whole number from 1 nor null";
  if (loss !== "mse" && loss !== "half_mse") return "loss is neither mse nor half_mse";
  return undefined;
}

export const edges: Record<string, (input: Input) => boolean> = {
  "no-intercept": ({ b0 }) => b0 === null,
  "half-mse": ({ loss }) => loss === "half_mse",
  "several-features": ({ w0 }) => w0.length > 1,
  "full-batch": ({ batch_size }) => batch_size === null,
  "one-row-batches": ({ batch_size, y }) => batch_size === 1 && y.length > 1,
  "short-last-batch": ({ batch_size, y }) => batch_size !== null && batch_size < y.length && y.length % batch_size > 0,
};

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isNumber);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 100;
}
