// Turns one case into a call of the export its kind is about.

interface Input {
  kind: string;
  logits: number[][];
  targets: number[];
  probs: number[][];
}

interface Submission {
  scoreLogits(logits: number[][], targets: number[]): Record<string, unknown>;
  scoreProbabilities(probs: number[][]): Record<string, unknown>;
}

const WIDEST = 40;

export default function run(submission: Submission, { kind, logits, targets, probs }: Input): unknown {
  if (kind === "perplexity_logits") return submission.scoreLogits(logits, targets);
  const { perSequence, ...rest } = submission.scoreProbabilities(probs);
  // Of a fresh case every field is compared, down to the last decimal of a drawing, so only stored ones are drawn.
  const picture = kind === "perplexity_probs" ? drawBars(perSequence) : undefined;
  return { ...rest, per_sequence: perSequence, picture };
}

/** A line a sequence, a block for every token that the model might as well be choosing from. */
function drawBars(perSequence: unknown): string | undefined {
  // A picture must not turn a wrong answer into an error.
  if (!Array.isArray(perSequence) || !perSequence.every((value) => Number.isFinite(value))) return undefined;
  const bar = (value: number) => "█".repeat(Math.min(WIDEST, Math.max(0, Math.round(value))));
  return perSequence.map((value: number) => `${bar(value)} ${value.toFixed(2)}`).join("\n");
}
