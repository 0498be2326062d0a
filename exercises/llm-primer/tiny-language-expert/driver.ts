// Turns a case into a call of the student's function, and puts a trained language model through its test.
//
// The driver is loaded before any submission, and holds the held-out texts in variables that no submission can reach. What it
// needs of the language while a submission runs are operators, indices of its own lists and these functions, taken now.
// While a model is being scored it is only ever handed the past of what it has to guess; whole sentences come afterwards.

import examEn from "./assets/exam.en.txt";
import examZh from "./assets/exam.zh-CN.txt";
import practiceEn from "./assets/practice.en.txt";
import practiceZh from "./assets/practice.zh-CN.txt";
import storyEn from "./assets/story.en.txt";
import storyZh from "./assets/story.zh-CN.txt";

const { abs, exp, log } = Math;
const { isArray } = Array;

type Matrix = number[][];
type Language = "en" | "zh-CN";
type Model = (ids: number[]) => Matrix;

interface Submission {
  runGpt(gpt: unknown, tokens: number[], targets: number[]): { logits: unknown; loss: unknown; perplexity: unknown };
  train(sequences: Matrix, vocabSize: number): unknown;
}

type Part = "practice" | "exam";

interface Corpus extends Record<"story" | Part, Matrix> {
  alphabet: string[];
}

/** Torch's names, as the stored cases have them. */
type TorchBlock = Record<string, unknown>;

type Input =
  | { kind: "rules"; sequences: Matrix; vocab_size: number; ids: number[] }
  | { kind: "tiny_gpt"; n_heads: number; wte: Matrix; wpe: Matrix; blocks: TorchBlock[]; ln_f: unknown; tokens: number[]; targets: number[] }
  | { kind: "language_model"; language: Language; part: Part };

export default function run(submission: Submission, input: Input): unknown {
  switch (input.kind) {
    case "rules":
      return testRules(submission, input);
    case "tiny_gpt":
      return submission.runGpt(
        { heads: input.n_heads, tokenTable: input.wte, positionTable: input.wpe, blocks: input.blocks.map(readBlock), finalNorm: input.ln_f },
        input.tokens,
        input.targets,
      );
    case "language_model":
      return testModel(submission, input.language, input.part);
  }
}

/** What a report names instead of writing it out: the sentences of a text in assets/. */
const named: { story?: Matrix } = { story: undefined };

export function describe(value: unknown): string | undefined {
  return value === named.story ? "story" : undefined;
}

function readBlock(w: TorchBlock) {
  const pair = (name: string, separator = ".") => ({ weight: w[`${name}${separator}weight`], bias: w[`${name}${separator}bias`] });
  return {
    norm1: pair("norm1"),
    qkv: pair("self_attn.in_proj", "_"),
    project: pair("self_attn.out_proj"),
    norm2: pair("norm2"),
    widen: pair("linear1"),
    narrow: pair("linear2"),
  };
}

// ---- the texts -------------------------------------------------------------------------------------

const corpora: Record<Language, Corpus> = {
  en: readCorpus(storyEn, practiceEn, examEn),
  "zh-CN": readCorpus(storyZh, practiceZh, examZh),
};

/** The alphabet is the story's characters by code point, the line break first; a line becomes [0, ids of its characters, 0]. */
function readCorpus(story: string, practice: string, exam: string): Corpus {
  const alphabet = [...new Set(story)].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
  const read = (text: string) => text.trimEnd().split("\n").map((line) => [0, ...Array.from(line).map((character) => alphabet.indexOf(character)), 0]);
  return { alphabet, story: read(story), practice: read(practice), exam: read(exam) };
}

// ---- the test of a language model -----------------------------------------------------------------------

/** Room for one row of probabilities and for what was given to each id of a part; here before any submission is. */
const row: number[] = new Array<number>(1000).fill(0);
const given: number[] = new Array<number>(2000).fill(0);

const ROUNDING = 1e-6;
const SAME = 1e-9;
const LINES = 3;
const LONGEST_LINE = 60;

/** What is wrong with a row, and where: after `position` characters of sentence `sentence`, both from 1 on. */
interface Fault {
  fault: "negative" | "sum" | "future";
  sentence: number;
  position: number;
  value: number;
}

/** {} where there is no model, or one of another shape. */
function testModel(submission: Submission, language: Language, part: Part): unknown {
  const corpus = corpora[language];
  const { alphabet } = corpus;
  const story: Matrix = [];
  for (let i = 0; i < corpus.story.length; i++) story[i] = copy(corpus.story[i]!, corpus.story[i]!.length);
  named.story = story;
  const trained = submission.train(story, alphabet.length);
  if (typeof trained !== "function") return {};
  const model = trained as Model;
  const sentences = corpus[part];

  let nll = 0;
  let guessed = 0;
  for (let i = 0; i < sentences.length; i++) {
    const ids = sentences[i]!;
    for (let t = 1; t < ids.length; t++) {
      const total = readRow(model(copy(ids, t)), t, t - 1, alphabet.length);
      if (total === undefined) return {};
      const fault = faultOf(total, i + 1, t - 1);
      if (fault !== undefined) return fault;
      const p = row[ids[t]!]!;
      nll -= log(p);
      given[guessed] = p;
      guessed += 1;
    }
  }
  // Every id is scored; now a sentence as a whole must be answered as its beginnings were.
  let place = 0;
  for (let i = 0; i < sentences.length; i++) {
    const ids = sentences[i]!;
    const rows = model(copy(ids, ids.length));
    for (let t = 1; t < ids.length; t++) {
      if (readRow(rows, ids.length, t - 1, alphabet.length) === undefined) return {};
      const p = row[ids[t]!]!;
      if (!(abs(p - given[place]!) <= SAME)) return { fault: "future", sentence: i + 1, position: t - 1, value: p - given[place]! } satisfies Fault;
      place += 1;
    }
  }
  const writes = writeLines(model, alphabet);
  if (typeof writes !== "string") return writes;
  const perplexity = exp(nll / guessed);
  return language === "en" ? { perplexity, writesEnglish: writes } : { perplexity, writesChinese: writes };
}

/** What can be said of any model without a text: the shape of its answer, the sums of its rows, and whether it looks ahead. */
function testRules(submission: Submission, { sequences, vocab_size: V, ids }: Extract<Input, { kind: "rules" }>): unknown {
  const trained = submission.train(sequences, V);
  if (typeof trained !== "function") return {};
  const model = trained as Model;
  const answer = model([...ids]);
  if (!isArray(answer) || !answer.every((numbers) => isArray(numbers))) return {};
  let negative = 0;
  let changed = 0;
  const sums = answer.map((numbers, t) => {
    const alone = model(ids.slice(0, t + 1))[t];
    return numbers.reduce((sum, p, w) => {
      if (!(p >= 0)) negative += 1;
      const change = abs(p - Number(alone?.[w]));
      if (!(change <= changed)) changed = change;
      return sum + p;
    }, 0);
  });
  return { rows: answer.length, columns: answer.map((numbers) => numbers.length), sums, negative, changed };
}

/** Copies row `at` of a model's answer; its sum, NaN where a number is negative or none at all, undefined where the shape is another. */
function readRow(rows: unknown, length: number, at: number, vocabSize: number): number | undefined {
  if (!isArray(rows) || rows.length !== length) return undefined;
  const answer: unknown = rows[at];
  if (typeof answer !== "object" || answer === null || (answer as number[]).length !== vocabSize) return undefined;
  let total = 0;
  for (let w = 0; w < vocabSize; w++) {
    const p: unknown = (answer as number[])[w];
    if (typeof p !== "number") return undefined;
    row[w] = p;
    total += p >= 0 ? p : NaN;
  }
  return total;
}

function faultOf(total: number, sentence: number, position: number): Fault | undefined {
  if (total !== total) return { fault: "negative", sentence, position, value: 0 };
  if (abs(total - 1) > ROUNDING) return { fault: "sum", sentence, position, value: total };
  return undefined;
}

/**
 * Three lines, drawn: s ← 48271·s mod (2³¹ − 1) from s = 1000, u = s / (2³¹ − 1), and the next id is the first one whose probabilities
 * up to and including it add up to more than u. A line ends at a line break.
 */
function writeLines(model: Model, alphabet: string[]): string | object {
  let s = 1000;
  let text = "";
  for (let line = 1; line <= LINES; line++) {
    const ids = [0];
    for (let length = 1; length <= LONGEST_LINE; length++) {
      const total = readRow(model(copy(ids, length)), length, length - 1, alphabet.length);
      if (total === undefined) return {};
      const fault = faultOf(total, 0, length - 1);
      if (fault !== undefined) return fault;
      s = (48271 * s) % 2147483647;
      let next = 0;
      let sum = row[0]!;
      while (sum <= s / 2147483647 && next < alphabet.length - 1) {
        next += 1;
        sum += row[next]!;
      }
      if (next === 0) break;
      ids[length] = next;
      text += alphabet[next]!;
    }
    if (line < LINES) text += "\n";
  }
  return text;
}

function copy(ids: number[], length: number): number[] {
  const list: number[] = [];
  for (let t = 0; t < length; t++) list[t] = ids[t]!;
  return list;
}
