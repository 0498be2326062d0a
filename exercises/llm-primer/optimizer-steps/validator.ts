// What an input must be, as the statement promises it.

interface Optimizer {
  type: string;
  lr: number;
  momentum?: number;
  nesterov?: boolean;
  beta1?: number;
  beta2?: number;
  eps?: number;
  weight_decay?: number;
  clip_norm?: number;
}

interface Input {
  kind: string;
  params: number[];
  grads: number[][];
  optimizer: Optimizer;
}

/** The settings that each type may have besides type and lr; those of Adam must all be there, but for the last two. */
const SETTINGS: Record<string, string[]> = {
  sgd: ["momentum", "nesterov", "weight_decay", "clip_norm"],
  keras_sgd: ["momentum", "nesterov", "clip_norm"],
  adam_torch: ["beta1", "beta2", "eps", "weight_decay", "clip_norm"],
  adam_keras: ["beta1", "beta2", "eps", "clip_norm"],
  adamw_torch: ["beta1", "beta2", "eps", "weight_decay", "clip_norm"],
};

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "not an object";
  const { kind, params, grads, optimizer } = input as Partial<Input>;
  if (!isVector(params) || params.length === 0) return "params are not a list of numbers";
  if (!Array.isArray(grads)) return "grads are not a list";
  if (!grads.every((g) => isVector(g) && g.length === params.length)) return "a gradient has another length than params";
  if (typeof optimizer !== "object" || optimizer === null) return "no optimizer";
  const allowed = SETTINGS[optimizer.type];
  if (allowed === undefined || kind !== optimizer.type) return "an unknown optimizer";
  const extra = Object.keys(optimizer).find((name) => !["type", "lr", ...allowed].includes(name));
  if (extra !== undefined) return `${optimizer.type} has no ${extra}`;
  const odd = Object.entries(optimizer).find(([name, value]) => !["type", "nesterov"].includes(name) && typeof value !== "number");
  if (odd !== undefined) return `${odd[0]} is not a number`;
  const { lr, momentum = 0, nesterov = false, weight_decay = 0, clip_norm = 1 } = optimizer;
  if (!(lr > 0 && lr <= 1)) return "lr is not between 0 and 1";
  if (!(weight_decay >= 0 && weight_decay <= 1)) return "weight_decay is not between 0 and 1";
  if (!(clip_norm > 0 && Number.isFinite(clip_norm))) return "clip_norm is not positive";
  if (!optimizer.type.startsWith("adam")) {
    if (!(momentum >= 0 && momentum < 1)) return "momentum is not between 0 and 1";
    return typeof nesterov === "boolean" && (momentum > 0 || !nesterov) ? undefined : "Nesterov without momentum";
  }
  const { beta1, beta2, eps } = optimizer;
  for (const beta of [beta1, beta2]) if (!(beta !== undefined && beta >= 0 && beta < 1)) return "a beta is not between 0 and 1";
  return eps !== undefined && eps > 0 ? undefined : "eps is not positive";
}

const type = (name: string) => ({ optimizer }: Input) => optimizer.type === name;
const tiny = ({ grads }: Input) => grads.length > 0 && grads.flat().every((g) => Math.abs(g) < 1e-4);
const norm = (gradient: number[]) => Math.hypot(...gradient);

export const edges: Record<string, (input: Input) => boolean> = {
  "plain-sgd": ({ optimizer }) => optimizer.type === "sgd" && (optimizer.momentum ?? 0) === 0,
  momentum: ({ optimizer }) => (optimizer.momentum ?? 0) > 0 && optimizer.nesterov !== true,
  nesterov: ({ optimizer }) => optimizer.nesterov === true,
  "adam-keras": type("adam_keras"),
  "adam-torch": type("adam_torch"),
  adamw: type("adamw_torch"),
  "adam-with-l2": ({ optimizer }) => optimizer.type === "adam_torch" && (optimizer.weight_decay ?? 0) > 0,
  "tiny-gradients": (input) => input.optimizer.type.startsWith("adam") && tiny(input),
  "clips-some-steps": ({ optimizer: { clip_norm = Infinity }, grads }) =>
    grads.some((g) => norm(g) > clip_norm) && grads.some((g) => norm(g) < clip_norm),
  "one-knob": ({ params }) => params.length === 1,
  "zero-gradient": ({ grads }) => grads.some((g) => g.every((v) => v === 0)),
};

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((v) => Number.isFinite(v));
}
