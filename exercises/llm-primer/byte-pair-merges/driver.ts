// Turns one stored case into calls of the functions for characters or for bytes.

type Input =
  | { kind: "bpe_char"; corpus: string[]; num_merges: number; probes: string[] }
  | { kind: "bpe_byte"; text: string; num_merges: number; probes?: string[] };

interface Merge<Piece> {
  left: Piece;
  right: Piece;
  count: number;
}

interface Submission {
  learnMerges(texts: string[], numMerges: number): Merge<string>[];
  encode(merges: Merge<string>[], text: string): string[];
  learnByteMerges(text: string, numMerges: number): Merge<number>[];
  encodeBytes(merges: Merge<number>[], text: string): number[];
  decodeBytes(merges: Merge<number>[], ids: number[]): string;
}

const toRow = ({ left, right, count }: Merge<unknown>) => [left, right, count];

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "bpe_char") {
    const merges = submission.learnMerges(input.corpus, input.num_merges);
    const encode = (text: string) => submission.encode(merges, text);
    return { merges: merges.map(toRow), segmented: input.corpus.map(encode), encoded: input.probes.map(encode) };
  }
  const merges = submission.learnByteMerges(input.text, input.num_merges);
  const ids = submission.encodeBytes(merges, input.text);
  const encoded = (input.probes ?? []).map((probe) => submission.encodeBytes(merges, probe));
  return {
    merges: merges.map(toRow),
    ids,
    decoded: submission.decodeBytes(merges, ids),
    encoded,
    decoded_probes: encoded.map((probe) => submission.decodeBytes(merges, probe)),
  };
}
