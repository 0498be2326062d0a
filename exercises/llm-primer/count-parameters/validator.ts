// What the statement promises about an input of count-parameters, and the classes of inputs that fresh cases must reach.

interface Spec {
  type: string;
  in_features?: number;
  out_features?: number;
  bias?: boolean;
  children?: [string, Spec][];
  layers?: (Spec | [string, Spec])[];
}

const KINDS = ["torch_module", "list", "total"];

interface Input {
  kind: string;
  module: Spec;
}

/** Layers that have nothing to learn, and nothing to set. */
const WITHOUT_PARAMETERS = ["ReLU", "GELU", "Tanh", "Sigmoid", "Softmax", "Flatten"];

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input) || !KINDS.includes(String(input["kind"]))) return "kind is none of the three";
  const fault = validateSpec(input["module"], "module");
  if (fault !== undefined) return fault;
  const knobs = linears(input["module"] as Spec).reduce((sum, layer) => sum + cells(layer) + layer.out_features!, 0);
  return knobs > Number.MAX_SAFE_INTEGER ? "more parameters than a number counts exactly" : undefined;
}

function validateSpec(spec: unknown, at: string): string | undefined {
  if (!isRecord(spec)) return `${at} is not an object`;
  switch (spec["type"]) {
    case "Linear":
      if (!isCount(spec["in_features"]) || !isCount(spec["out_features"])) return `${at} needs positive whole numbers of inputs and outputs`;
      return spec["bias"] === undefined || typeof spec["bias"] === "boolean" ? undefined : `the bias of ${at} is not a boolean`;
    case "Module":
      return validateParts(spec["children"], at, (child) => Array.isArray(child));
    case "Sequential":
      return validateParts(spec["layers"], at, () => true);
    case "Dropout":
      return spec["p"] === undefined || isShare(spec["p"]) ? undefined : `the p of ${at} is not between 0 and 1`;
    default:
      return WITHOUT_PARAMETERS.includes(String(spec["type"])) ? undefined : `${at} is of an unknown type`;
  }
}

function validateParts(list: unknown, at: string, isAllowed: (part: unknown) => boolean): string | undefined {
  if (!Array.isArray(list) || !list.every(isAllowed)) return `${at} has no proper list of parts`;
  const names = new Set<string>();
  for (const [i, entry] of list.entries()) {
    const [name, part]: unknown[] = Array.isArray(entry) ? entry : [String(i), entry];
    if (typeof name !== "string" || !/^\w+$/.test(name)) return `a part of ${at} has no proper name`;
    if (names.has(name)) return `two parts of ${at} are called ${name}`;
    names.add(name);
    const fault = validateSpec(part, `${at}.${name}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isShare(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

// ---- classes ---------------------------------------------------------------------------------------

function partsOf({ children, layers }: Spec): Spec[] {
  return [...(children ?? []), ...(layers ?? [])].map((entry) => (Array.isArray(entry) ? entry[1] : entry));
}

function linears(spec: Spec): Spec[] {
  return spec.type === "Linear" ? [spec] : partsOf(spec).flatMap(linears);
}

function cells({ in_features, out_features }: Spec): number {
  return in_features! * out_features!;
}

export const edges: Record<string, (input: Input) => boolean> = {
  "bare-layer": ({ module }) => module.type === "Linear",
  "nothing-to-learn": ({ module }) => linears(module).length === 0,
  "several-layers": ({ module }) => linears(module).length > 1,
  "without-bias": ({ module }) => linears(module).some(({ bias }) => bias === false),
  nested: ({ module }) => partsOf(module).some((part) => linears(part).length > 0 && part.type !== "Linear"),
  "beyond-32-bits": ({ module }) => linears(module).some((layer) => cells(layer) > 2 ** 32),
};
