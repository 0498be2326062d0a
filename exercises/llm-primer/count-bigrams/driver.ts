// Turns a case into calls of the student's functions. The texts in assets/ are read once, when the driver is loaded.

import practiceEn from "./assets/practice.en.txt";
import practiceZh from "./assets/practice.zh-CN.txt";
import storyEn from "./assets/story.en.txt";
import storyZh from "./assets/story.zh-CN.txt";

type Matrix = number[][];
type Model = (ids: number[]) => Matrix;

interface Submission {
  countPairs(sequences: Matrix, vocabSize: number, k: number): { counts: Matrix; probs: Matrix };
  evaluate(model: Model, sequences: Matrix): { nll: unknown; perplexity: unknown };
  writeGreedily(model: Model, start: number, steps: number): number[];
}

type Part = "story" | "practice";

interface Corpus extends Record<Part, Matrix> {
  alphabet: string[];
}

type Input =
  | { kind: "count"; sequences: Matrix; vocab_size: number; k: number }
  | { kind: "score"; probs: Matrix; test: Matrix }
  | { kind: "write"; probs: Matrix; start: number; steps: number }
  | { kind: "bigram"; sequences: Matrix; vocab_size: number; k: number; test: Matrix; start: number; steps: number }
  | { kind: "look_back"; first: Matrix; later: Matrix[]; test: Matrix; start: number; steps: number }
  | { kind: "corpus"; language: string; k: number; pairs: string[]; test: Part; start: string; steps: number };

export default function run(submission: Submission, input: Input): unknown {
  switch (input.kind) {
    case "count": {
      const { counts, probs } = submission.countPairs(input.sequences, input.vocab_size, input.k);
      return { counts, probs };
    }
    case "score": {
      const { nll, perplexity } = submission.evaluate(nameModel(makePairModel(input.probs)), input.test);
      return { nll, perplexity };
    }
    case "write":
      return { greedy: submission.writeGreedily(nameModel(makePairModel(input.probs)), input.start, input.steps) };
    case "bigram": {
      const { counts, probs } = submission.countPairs(input.sequences, input.vocab_size, input.k);
      return { counts, probs, ...useModel(submission, makePairModel(probs), input) };
    }
    case "look_back": {
      const { first, later } = input;
      return useModel(submission, (ids) => ids.map((id, t) => (t === 0 ? first[id]! : later[ids[t - 1]!]![id]!)), input);
    }
    case "corpus":
      return countCorpus(submission, input);
  }
}

/** What a report names instead of writing it out: a model, and sentences of the texts in assets/. */
const named: { model?: Model; story?: Matrix; sentences?: Matrix } = { model: undefined, story: undefined, sentences: undefined };

export function describe(value: unknown): string | undefined {
  if (value === named.model) return "model";
  if (value === named.story) return "story";
  return value === named.sentences ? "sentences" : undefined;
}

function nameModel(model: Model): Model {
  named.model = model;
  return model;
}

/** The row after an id depends on that id alone. */
function makePairModel(probs: Matrix): Model {
  return (ids) => ids.map((id) => probs[id]!);
}

function useModel(submission: Submission, model: Model, { test, start, steps }: { test: Matrix; start: number; steps: number }) {
  nameModel(model);
  const { nll, perplexity } = submission.evaluate(model, test);
  return { nll, perplexity, greedy: submission.writeGreedily(model, start, steps) };
}

function countCorpus(submission: Submission, input: Extract<Input, { kind: "corpus" }>): unknown {
  const corpus = corpora[input.language]!;
  const { alphabet } = corpus;
  const story = corpus.story.map((ids) => [...ids]);
  const test = corpus[input.test].map((ids) => [...ids]);
  named.story = story;
  named.sentences = test;
  const { counts, probs } = submission.countPairs(story, alphabet.length, input.k);
  const used = useModel(submission, makePairModel(probs), { test, start: alphabet.indexOf(input.start), steps: input.steps });
  const pairs = input.pairs.map((pair) => Array.from(pair).map((character) => alphabet.indexOf(character)));
  const at = (table: Matrix) => pairs.map(([i, j]) => table[i!]?.[j!]);
  const writes = used.greedy.map((id) => alphabet[id]).join("");
  // The report shows the text in the reader's language.
  const shown = input.language === "en" ? { writesEnglish: writes } : { writesChinese: writes };
  return { counts: at(counts), probs: at(probs), nll: used.nll, perplexity: used.perplexity, writes, ...shown };
}

// ---- the texts -------------------------------------------------------------------------------------

const corpora: Record<string, Corpus> = {
  en: readCorpus(storyEn, practiceEn),
  "zh-CN": readCorpus(storyZh, practiceZh),
};

/** The alphabet is the story's characters by code point, the line break first; a line becomes [0, ids of its characters, 0]. */
function readCorpus(story: string, practice: string): Corpus {
  const alphabet = [...new Set(story)].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
  const read = (text: string) =>
    text.trimEnd().split("\n").map((line) => [0, ...Array.from(line).map((character) => alphabet.indexOf(character)), 0]);
  return { alphabet, story: read(story), practice: read(practice) };
}
