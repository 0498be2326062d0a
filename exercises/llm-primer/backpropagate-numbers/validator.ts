// What the statement promises about an input, and the classes of inputs that fresh cases must reach.

interface Node {
  op: string;
  knob?: number;
}

type Input = { kind: "slope"; node: Node; x: number } | { kind: "forward" | "backward" | "chain"; chain: Node[]; x: number };

const LARGEST = 10;

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  const { kind, node, chain, x } = input;
  if (!isNumber(x)) return `x must be a number of at most ${LARGEST}`;
  if (kind === "slope") return isNode(node) ? undefined : "not a node";
  if (kind !== "forward" && kind !== "backward" && kind !== "chain") return "unknown kind";
  if (!Array.isArray(chain) || chain.length === 0) return "the chain has no nodes";
  return chain.every(isNode) ? undefined : "a part of the chain is not a node";
}

function isNode(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (value["op"] === "add" || value["op"] === "multiply") return isNumber(value["knob"]);
  return ["square", "relu", "tanh"].includes(String(value["op"])) && value["knob"] === undefined;
}

function isNumber(value: unknown): boolean {
  return Number.isFinite(value) && Math.abs(Number(value)) <= LARGEST;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// ---- classes ---------------------------------------------------------------------------------------

const hasNode = (input: Input, test: (node: Node, before: number) => boolean) => {
  if (input.kind === "slope") return false;
  let value = input.x;
  return input.chain.some((node) => {
    const before = value;
    value = follow(node, before);
    return test(node, before);
  });
};

function follow({ op, knob }: Node, value: number): number {
  if (op === "add") return value + knob!;
  if (op === "multiply") return value * knob!;
  if (op === "square") return value * value;
  return op === "relu" ? Math.max(0, value) : Math.tanh(value);
}

export const edges: Record<string, (input: Input) => boolean> = {
  "one-node": (input) => input.kind !== "slope" && input.chain.length === 1,
  "no-knobs": (input) => input.kind !== "slope" && input.chain.every(({ knob }) => knob === undefined),
  "several-products": (input) => input.kind !== "slope" && input.chain.filter(({ op }) => op === "multiply").length > 1,
  "zero-knob": (input) => hasNode(input, ({ knob }) => knob === 0),
  "relu-at-zero": (input) => hasNode(input, ({ op }, before) => op === "relu" && before === 0),
  "relu-closed": (input) => hasNode(input, ({ op }, before) => op === "relu" && before < 0),
  "tanh-inside": (input) => input.kind !== "slope" && input.chain.slice(0, -1).some(({ op }) => op === "tanh"),
};
