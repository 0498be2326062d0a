// What the statement promises of an input, and the kinds of input that fresh cases must not miss.

interface Input {
  kind: string;
  logits: number[][];
  targets: number[];
  probs: number[][];
}

export default function validate(input: unknown): string | undefined {
  const it = input as Input;
  if (it.kind === "perplexity_logits") return faultInLogits(it);
  if (it.kind === "perplexity_probs" || it.kind === "fresh_probs") return faultInProbabilities(it);
  return "kind: unknown";
}

function faultInLogits({ logits, targets }: Input): string | undefined {
  if (!Array.isArray(logits) || logits.length < 1 || logits.length > 50) return "logits: 1 to 50 rows";
  const vocabulary = logits[0]?.length ?? 0;
  if (vocabulary < 1 || vocabulary > 100) return "logits: 1 to 100 columns";
  for (const row of logits) {
    if (!Array.isArray(row) || row.length !== vocabulary) return "logits: rows of one length";
    if (!row.every((z) => Number.isFinite(z) && Math.abs(z) <= 2000)) return "logits: numbers up to 2000";
    // e to the power of more than 709 is too large for a number.
    if (Math.max(...row) - Math.min(...row) > 1000) return "logits: a row is too wide";
  }
  if (!Array.isArray(targets) || targets.length !== logits.length) return "targets: one for every row";
  if (!targets.every((t) => t === -100 || (Number.isInteger(t) && t >= 0 && t < vocabulary))) return "targets: 0 to V - 1, or -100";
  const gaps = logits.flatMap((row, i) => (targets[i] === -100 ? [] : [Math.max(...row) - row[targets[i]!]!]));
  if (gaps.length === 0) return "targets: nothing but padding";
  if (gaps.some((gap) => gap > 650)) return "logits: the perplexity is too large for a number";
  return undefined;
}

function faultInProbabilities({ probs }: Input): string | undefined {
  if (!Array.isArray(probs) || probs.length < 1 || probs.length > 50) return "probs: 1 to 50 sequences";
  for (const sequence of probs) {
    if (!Array.isArray(sequence) || sequence.length < 1 || sequence.length > 500) return "probs: 1 to 500 tokens a sequence";
    if (!sequence.every((p) => Number.isFinite(p) && p >= 1e-300 && p <= 1)) return "probs: from 1e-300 to 1";
  }
  return undefined;
}

/** The rows with a token to be guessed. */
function kept({ logits, targets }: Input): { row: number[]; target: number }[] {
  return (logits ?? []).map((row, i) => ({ row, target: targets[i]! })).filter(({ target }) => target !== -100);
}

export const edges: Record<string, (input: Input) => boolean> = {
  padding: ({ targets }) => targets?.includes(-100) ?? false,
  /** The target shares the highest score with another token. */
  "tie-at-the-top": (it) =>
    kept(it).some(({ row, target }) => row[target] === Math.max(...row) && row.filter((z) => z === row[target]).length > 1),
  /** e to the power of these is 0 or too large. */
  "far-scores": (it) => kept(it).some(({ row }) => row.every((z) => Math.abs(z) > 750)),
  "unequal-lengths": ({ probs }) => new Set(probs?.map((sequence) => sequence.length)).size > 1,
  "product-underflows": ({ probs }) => probs?.flat().reduce((product, p) => product * p, 1) === 0,
};
