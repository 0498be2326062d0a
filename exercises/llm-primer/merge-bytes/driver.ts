// Turns one case into calls of the exports its kind is about. Data has a merge as a row: left, right, count.

type Row = [left: number, right: number, count: number];

type Input =
  | { kind: "to_bytes"; text: string }
  | { kind: "learn"; text: string; num_merges: number }
  | { kind: "encode"; merges: Row[]; text: string }
  | { kind: "decode"; merges: Row[]; ids: number[] }
  | { kind: "bpe_byte"; text: string; num_merges: number; probes?: string[] };

interface Merge {
  left: number;
  right: number;
  count: number;
}

interface Submission {
  toBytes(text: string): number[];
  learnByteMerges(text: string, numMerges: number): Merge[];
  encodeBytes(merges: Merge[], text: string): number[];
  decodeBytes(merges: Merge[], ids: number[]): string;
}

const toRow = ({ left, right, count }: Merge): Row => [left, right, count];
const toMerge = ([left, right, count]: Row): Merge => ({ left, right, count });

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "to_bytes") return { bytes: submission.toBytes(input.text) };
  if (input.kind === "encode") return { ids: submission.encodeBytes(input.merges.map(toMerge), input.text) };
  if (input.kind === "decode") return { decoded: submission.decodeBytes(input.merges.map(toMerge), input.ids) };
  const merges = submission.learnByteMerges(input.text, input.num_merges);
  if (input.kind === "learn") return { merges: merges.map(toRow) };
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
