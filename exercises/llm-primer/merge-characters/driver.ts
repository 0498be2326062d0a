// Turns one case into calls of the exports its kind is about. Data has a merge as a row: left, right, count.

type Row = [left: string, right: string, count: number];

type Input =
  | { kind: "merge_pair"; pieces: string[]; left: string; right: string }
  | { kind: "best_pair"; sequences: string[][] }
  | { kind: "encode"; merges: Row[]; text: string }
  | { kind: "bpe_char"; corpus: string[]; num_merges: number; probes: string[] };

interface Merge {
  left: string;
  right: string;
  count: number;
}

interface Submission {
  mergePair(pieces: string[], left: string, right: string): string[];
  bestPair(texts: string[][]): Merge | null | undefined;
  learnMerges(texts: string[], numMerges: number): Merge[];
  encode(merges: Merge[], text: string): string[];
}

const toRow = ({ left, right, count }: Merge): Row => [left, right, count];
const toMerge = ([left, right, count]: Row): Merge => ({ left, right, count });

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "merge_pair") return { merged: submission.mergePair(input.pieces, input.left, input.right) };
  if (input.kind === "best_pair") {
    const best = submission.bestPair(input.sequences);
    return { best: best === null || best === undefined ? best : toRow(best) };
  }
  if (input.kind === "encode") return { encoded: submission.encode(input.merges.map(toMerge), input.text) };
  const merges = submission.learnMerges(input.corpus, input.num_merges);
  const encode = (text: string) => submission.encode(merges, text);
  return { merges: merges.map(toRow), segmented: input.corpus.map(encode), encoded: input.probes.map(encode) };
}
