// What the statement promises about an input of audit-the-text, and the classes of inputs that fresh cases must reach.

interface Printed {
  name: string;
  printed: string;
}

interface LinearLayer {
  name: string;
  inFeatures: number;
  outFeatures: number;
  bias: boolean;
}

interface Parameters {
  kind: "parameters";
  printed: Printed[];
  layers: LinearLayer[];
}

interface Regression {
  kind: "regression";
  printed: Printed[];
}

interface Network {
  kind: "network";
  printed: Printed[];
  starts: unknown[];
}

type Input = Parameters | Regression | Network;

/** A plain decimal, never with an e; a whole number of at least 1; a shape of one or two of these. */
const DECIMAL = /^-?\d+(\.\d+)?$/;
const COUNT = /^[1-9]\d*$/;
const SHAPE = /^\[[1-9]\d*(, [1-9]\d*)?\]$/;

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  if (input["kind"] === "parameters") return validateParameters(input);
  if (input["kind"] === "regression") return validateRegression(input);
  if (input["kind"] === "network") return validateNetwork(input);
  return "kind is none of parameters, regression and network";
}

/** `forms`: what may be printed, by the names that may be asked for. */
function validatePrinted(printed: unknown, forms: Map<string, RegExp>): string | undefined {
  if (!Array.isArray(printed) || printed.length === 0) return "nothing is printed";
  for (const entry of printed) {
    if (!isRecord(entry) || typeof entry["printed"] !== "string") return "an entry of printed has no text";
    const form = forms.get(String(entry["name"]));
    if (form === undefined) return `nobody can compute ${String(entry["name"])}`;
    if (!form.test(entry["printed"])) return `${entry["printed"]} is not how ${String(entry["name"])} is printed`;
  }
  return undefined;
}

function validateParameters({ layers, printed }: Record<string, unknown>): string | undefined {
  if (!Array.isArray(layers) || layers.length === 0) return "no layers";
  const forms = new Map([["total", COUNT]]);
  for (const layer of layers) {
    if (!isRecord(layer)) return "a layer is not an object";
    const { name, inFeatures, outFeatures, bias } = layer;
    if (typeof name !== "string" || name === "" || forms.has(`${name}.weight`)) return "a layer has no name of its own";
    if (!isCount(inFeatures) || !isCount(outFeatures) || inFeatures * outFeatures > 2 ** 40) return "the sizes of a layer must be positive whole numbers, and not enormous";
    if (typeof bias !== "boolean") return "the bias of a layer is not a boolean";
    forms.set(`${name}.weight`, SHAPE);
    if (bias) forms.set(`${name}.bias`, SHAPE);
  }
  return validatePrinted(printed, forms);
}

function validateRegression({ X, y, X_new, printed }: Record<string, unknown>): string | undefined {
  if (!isMatrix(X) || X[0]!.length !== 1) return "X must have one column";
  if (!isList(y) || y.length !== X.length) return "y must have as many numbers as X has rows";
  if (new Set(X.flat()).size < 2) return "no line without two different x";
  if (!isMatrix(X_new) || X_new.length !== 1 || X_new[0]!.length !== 1) return "X_new must be a single number";
  return validatePrinted(printed, new Map([["coefficient", DECIMAL], ["intercept", DECIMAL], ["prediction", DECIMAL]]));
}

function validateNetwork({ starts, X, Y, X_new, epochs, optimizer, printed }: Record<string, unknown>): string | undefined {
  if (!isMatrix(X) || !isMatrix(Y) || !isMatrix(X_new)) return "X, Y and X_new must be matrices of finite numbers";
  if (X.length !== Y.length || Y[0]!.length !== 1) return "there must be one output for each row of X";
  if (X_new.length !== 1 || X_new[0]!.length !== X[0]!.length) return "X_new must be one row as wide as X";
  if (!isCount(epochs) || epochs > 1000) return "epochs must be a whole number from 1 to 1000";
  if (!Array.isArray(starts) || starts.length === 0) return "no starts";
  for (const start of starts) {
    const fault = validateStart(start, X[0]!.length);
    if (fault !== undefined) return fault;
  }
  return validateOptimizer(optimizer) ?? validatePrinted(printed, new Map([["prediction", DECIMAL], ["loss", DECIMAL]]));
}

function validateStart(start: unknown, inputs: number): string | undefined {
  if (!Array.isArray(start) || start.length !== 2) return "a start must have two layers";
  let width = inputs;
  for (const [i, layer] of start.entries()) {
    if (!isRecord(layer) || !isMatrix(layer["kernel"]) || layer["kernel"].length !== width) return `the kernel of layer ${i} has the wrong shape`;
    width = layer["kernel"][0]!.length;
    if (!isList(layer["bias"]) || layer["bias"].length !== width) return `the bias of layer ${i} has the wrong shape`;
    if (layer["activation"] !== (i < start.length - 1 ? "relu" : "linear")) return "hidden layers are relu, and the last one is linear";
  }
  return width === 1 ? undefined : "a network must have one output";
}

function validateOptimizer(optimizer: unknown): string | undefined {
  if (!isRecord(optimizer)) return "no optimizer";
  const { type, lr, beta1, beta2, eps } = optimizer;
  if (type !== "adam_keras" && type !== "adam_torch") return "the optimizer is neither adam_keras nor adam_torch";
  if (![lr, eps].every((value) => Number.isFinite(value) && Number(value) > 0)) return "lr and eps must be positive";
  return [beta1, beta2].every((beta) => typeof beta === "number" && beta >= 0 && beta < 1) ? undefined : "beta1 and beta2 must be at least 0 and less than 1";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

function isList(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((v) => Number.isFinite(v));
}

/** At least one row and one column, all rows equally long. */
function isMatrix(value: unknown): value is number[][] {
  return Array.isArray(value) && value.length > 0 && value.every((row) => isList(row) && row.length === (value[0] as unknown[]).length);
}

// ---- classes ---------------------------------------------------------------------------------------

/** The shape printed for a layer's weight is its own, turned round, and not the same both ways. */
function isTurnedRound({ layers, printed }: Parameters): boolean {
  return layers.some(({ name, inFeatures, outFeatures }) => inFeatures !== outFeatures && printed.some((claim) => claim.name === `${name}.weight` && claim.printed === `[${inFeatures}, ${outFeatures}]`));
}

export const edges: Record<string, (input: Input) => boolean> = {
  parameters: ({ kind }) => kind === "parameters",
  regression: ({ kind }) => kind === "regression",
  network: ({ kind }) => kind === "network",
  "layer-without-bias": (input) => input.kind === "parameters" && input.layers.some(({ bias }) => !bias),
  "shape-turned-round": (input) => input.kind === "parameters" && isTurnedRound(input),
  "zeros-at-the-end": ({ kind, printed }) => kind !== "parameters" && printed.some((claim) => /\.\d*0$/.test(claim.printed)),
  "negative-number": ({ printed }) => printed.some((claim) => claim.printed.startsWith("-")),
  "even-count-of-starts": (input) => input.kind === "network" && input.starts.length % 2 === 0,
  "odd-count-of-starts": (input) => input.kind === "network" && input.starts.length % 2 === 1,
};
