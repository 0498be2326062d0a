// Turns one case into calls of the exports. A stored case tests one part; a fresh one (kind "pieces") all of them at once.

type Matrix = number[][];

interface Norm {
  weight: number[];
  bias: number[];
}

interface NormInput extends Norm {
  x: Matrix;
  eps: number;
}

interface EmbedInput {
  tokens: number[];
  wte: Matrix;
  wpe: Matrix;
}

type Input =
  | ({ kind: "layer_norm" } & NormInput)
  | ({ kind: "rms_norm" } & NormInput)
  | { kind: "gelu"; x: number[] }
  | { kind: "positional"; n: number; d: number }
  | ({ kind: "embed" } & EmbedInput)
  | ({ kind: "pieces"; values: number[]; n: number; d: number } & NormInput & EmbedInput);

interface Submission {
  layerNorm(x: Matrix, norm: Norm, eps: number): unknown;
  rmsNorm(x: Matrix, weight: number[], eps: number): unknown;
  gelu(x: number): unknown;
  geluTanh(x: number): unknown;
  positions(n: number, d: number): unknown;
  embed(tokens: number[], tokenTable: Matrix, positionTable: Matrix): unknown;
}

/** A picture of fewer positions shows no waves. */
const POSITIONS_OF_A_PICTURE = 16;

export default function run(submission: Submission, input: Input): unknown {
  switch (input.kind) {
    case "layer_norm":
      return { y: submission.layerNorm(input.x, { weight: input.weight, bias: input.bias }, input.eps) };
    case "rms_norm":
      return { y: submission.rmsNorm(input.x, input.weight, input.eps) };
    case "gelu":
      return { exact: input.x.map((x) => submission.gelu(x)), tanh: input.x.map((x) => submission.geluTanh(x)) };
    case "positional": {
      const pe = submission.positions(input.n, input.d);
      return input.n === POSITIONS_OF_A_PICTURE ? { pe, picture: draw(pe) } : { pe };
    }
    case "embed":
      return { x: submission.embed(input.tokens, input.wte, input.wpe) };
    case "pieces":
      return {
        layer_norm: submission.layerNorm(input.x, { weight: input.weight, bias: input.bias }, input.eps),
        rms_norm: submission.rmsNorm(input.x, input.weight, input.eps),
        exact: input.values.map((x) => submission.gelu(x)),
        tanh: input.values.map((x) => submission.geluTanh(x)),
        pe: submission.positions(input.n, input.d),
        embedded: submission.embed(input.tokens, input.wte, input.wpe),
      };
  }
}

const SHADES = [" ", "░", "▒", "▓", "█"];

/** One line a position, two characters a column, from blank (-1) to full (1). Positions of any shape must not stop it. */
function draw(pe: unknown): string {
  const rows: unknown[] = Array.isArray(pe) ? pe : [];
  const shade = (value: unknown) => (SHADES[Math.round(2 * Number(value) + 2)] ?? "?").repeat(2);
  return rows.map((row) => (Array.isArray(row) ? row.map(shade).join("") : "?")).join("\n");
}
