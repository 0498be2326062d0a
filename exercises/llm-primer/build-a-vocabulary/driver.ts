// Turns one stored case into a call of one function, or into calls of all those of one kind of vocabulary.

type Input =
  | { kind: "chars"; text: string }
  | { kind: "encode_chars"; vocab: string[]; text: string }
  | { kind: "decode_chars"; vocab: string[]; ids: number[] }
  | { kind: "split"; text: string }
  | { kind: "count"; texts: string[]; min_freq: number; max_size: number | null }
  | { kind: "encode_words"; vocab: string[]; text: string }
  | { kind: "char_vocab"; text: string; probe: string; unk_id: number }
  | { kind: "word_vocab"; texts: string[]; probes: string[]; min_freq: number; max_size: number | null }
  | { kind: "bag_of_words"; texts: string[] };

interface Submission {
  charVocab(text: string): string[];
  encodeChars(vocab: string[], text: string): number[];
  decodeChars(vocab: string[], ids: number[]): string;
  splitWords(text: string): string[];
  wordVocab(
    texts: string[],
    options: { minFreq: number; maxSize: number },
  ): { vocab: string[]; counts: number[] };
  encodeWords(vocab: string[], text: string): number[];
  bagOfWords(texts: string[]): { vocab: string[]; matrix: number[][] };
}

export default function run(submission: Submission, input: Input): unknown {
  switch (input.kind) {
    case "chars":
      return { vocab: submission.charVocab(input.text) };
    case "encode_chars":
      return { ids: submission.encodeChars(input.vocab, input.text) };
    case "decode_chars":
      return { decoded: submission.decodeChars(input.vocab, input.ids) };
    case "split":
      return { tokens: submission.splitWords(input.text) };
    case "count":
      return submission.wordVocab(input.texts, { minFreq: input.min_freq, maxSize: input.max_size ?? Infinity });
    case "encode_words":
      return { encoded: submission.encodeWords(input.vocab, input.text) };
  }
  if (input.kind === "char_vocab") {
    const vocab = submission.charVocab(input.text);
    const ids = submission.encodeChars(vocab, input.text);
    const encoded = submission.encodeChars(vocab, input.probe);
    return { vocab, ids, encoded, decoded: submission.decodeChars(vocab, encoded) };
  }
  if (input.kind === "word_vocab") {
    const tokens = submission.splitWords(input.texts[0]!);
    const { vocab, counts } = submission.wordVocab(input.texts, {
      minFreq: input.min_freq,
      maxSize: input.max_size ?? Infinity,
    });
    return { tokens, vocab, counts, encoded: input.probes.map((probe) => submission.encodeWords(vocab, probe)) };
  }
  const { vocab, matrix } = submission.bagOfWords(input.texts);
  return { vocabulary: vocab, matrix };
}
