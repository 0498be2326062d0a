// Code of the reference, or of an accepted example, in a text that students read before solutions
// are released: statement, title, hint, figure, asset, driver, or a comment in the starter. All
// names count as equal, since they may have been changed.

import { transform } from "esbuild";
import { listFiles, readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { LANGUAGES } from "../pack/schema.ts";
import { readCodeTokens, type CodeToken } from "./code-tokens.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { listLocalizedTexts } from "./localized-texts.ts";

/** This many equal tokens in a row are not a coincidence. The head of a loop has a dozen. */
const TELLING_RUN = 28;
/** For a short function, this share of it is enough. */
const TELLING_SHARE = 0.6;
const SHORTEST_FUNCTION = 24;
/** Shorter runs are ignored. */
const LEAST_RUN = 12;
/** At least this share of a run must not be brackets, commas or numbers. */
const TELLING_TOKENS = 0.5;

interface Solution {
  /** "reference.ts" */
  file: string;
  functions: string[][];
}

interface PublicText {
  file: string;
  text: string;
  /** The line of its first line in the file. */
  line: () => number;
}

export async function checkLeakedSolution(exercise: Exercise): Promise<Finding[]> {
  const given = listKeys(await stripTypes(exercise.starter)).map(({ key }) => key);
  const solutions = await readSolutions(exercise, given);
  return listPublicTexts(exercise).flatMap((shown) => {
    // Each text twice: without comments, because code with comments in between is still the same
    // code, and with them.
    const texts = [listKeys(shown.text), listKeys(shown.text, true)];
    for (const { file, functions } of solutions) {
      const leak = functions
        .flatMap((one) => texts.map((tokens) => findLeak(one, tokens)))
        .find((found) => found !== undefined);
      if (leak === undefined) continue;
      const line = shown.line() + leak.line - 1;
      return [
        bindFinding(exercise)(
          "solution-shown",
          shown.file,
          { from: file, code: shorten(shown.text.split("\n")[leak.line - 1] ?? "") },
          { line },
        ),
      ];
    }
    return [];
  });
}

// ---- the texts to compare ----------------------------------------------------------------------
interface Key {
  key: string;
  line: number;
}

/**
 * Tokens as they are compared: all names are equal, and so are all numbers. Braces, semicolons and
 * the choice of const, let or var do not matter.
 */
function listKeys(text: string, comments = false): Key[] {
  return readCodeTokens(text, { comments }).flatMap((token) => {
    const key = readKey(token);
    return key === undefined ? [] : [{ key, line: token.line }];
  });
}

const KEYWORDS = new Set(
  [
    "await break case catch class continue do else export finally for function if in",
    "instanceof new of return switch throw try typeof while yield",
  ].flatMap((line) => line.split(" ")),
);
const LEFT_OUT = new Set(["{", "}", ";", "`", "export", "!"]);

function readKey({ kind, text }: CodeToken): string | undefined {
  if (LEFT_OUT.has(text)) return undefined;
  if (kind !== "name") return kind === "sign" ? text : kind;
  if (["const", "let", "var"].includes(text)) return "let";
  return KEYWORDS.has(text) ? text : "name";
}

/**
 * Solutions function by function, without types. Code that the starter contains is not secret: its
 * keys are replaced by "", which matches nothing.
 */
async function readSolutions(exercise: Exercise, given: string[]): Promise<Solution[]> {
  const texts = [
    { file: "reference.ts", text: readText(exercise.folder, "reference.ts", "", []) ?? "" },
    ...exercise.examples
      .filter(({ folder }) => folder === "accepted")
      .map(({ fileName, source }) => ({ file: `submissions/accepted/${fileName}`, text: source })),
  ];
  return Promise.all(
    texts.map(async ({ file, text }) => {
      const plain = await stripTypes(text);
      const functions = plain
        .split(/^(?=(?:export |async )*(?:function|const|class)\b)/m)
        .map((part) => listKeys(part).map(({ key }) => key));
      return { file, functions: functions.map((keys) => hideGiven(keys, given)) };
    }),
  );
}

async function stripTypes(source: string): Promise<string> {
  try {
    return (
      await transform(source, {
        loader: "ts",
        tsconfigRaw: {},
        logLevel: "silent",
        charset: "utf8",
      })
    ).code;
  } catch {
    return source;
  }
}

function hideGiven(keys: string[], given: string[]): string[] {
  const hidden = [...keys];
  for (const { start, length } of findCommonRuns(
    keys,
    given.map((key) => ({ key, line: 0 })),
    LEAST_RUN,
  ))
    hidden.fill("", start, start + length);
  return hidden;
}

// ---- comparing ---------------------------------------------------------------------------------

interface Run {
  /** Position in the function. */
  start: number;
  /** Position in the text. */
  from: number;
  length: number;
}

/** The longest equal runs, from the start of `keys` on, not overlapping. */
function findCommonRuns(keys: string[], text: Key[], least: number): Run[] {
  const runs: Run[] = [];
  const places = new Map<string, number[]>();
  const gram = (at: (i: number) => string | undefined, i: number) =>
    Array.from({ length: least }, (_, k) => at(i + k) ?? "\0").join(" ");
  for (let i = 0; i + least <= text.length; i++) {
    const key = gram((k) => text[k]?.key, i);
    places.set(key, [...(places.get(key) ?? []), i]);
  }
  for (let start = 0; start + least <= keys.length;) {
    let best: Run | undefined;
    for (const from of places.get(gram((k) => keys[k], start)) ?? []) {
      let length = least;
      while (
        start + length < keys.length &&
        keys[start + length] !== "" &&
        keys[start + length] === text[from + length]?.key
      )
        length += 1;
      if (length > (best?.length ?? 0)) best = { start, from, length };
    }
    if (best !== undefined) runs.push(best);
    start += best?.length ?? 1;
  }
  return runs;
}

const EMPTY_SIGNS = new Set(["[", "]", "(", ")", ",", ".", "number", "text", ":"]);

function findLeak(keys: string[], text: Key[]): { line: number } | undefined {
  const runs = findCommonRuns(keys, text, LEAST_RUN).filter(
    ({ start, length }) =>
      keys.slice(start, start + length).filter((key) => !EMPTY_SIGNS.has(key)).length >=
      length * TELLING_TOKENS,
  );
  const [longest] = runs.toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return undefined;
  const covered = runs.reduce((sum, { length }) => sum + length, 0);
  const isMost =
    keys.length >= SHORTEST_FUNCTION &&
    covered >= keys.length * TELLING_SHARE &&
    covered >= SHORTEST_FUNCTION;
  return longest.length >= TELLING_RUN || isMost ? { line: text[runs[0]!.from]!.line } : undefined;
}

// ---- the texts that students read --------------------------------------------------------------
function listPublicTexts(exercise: Exercise): PublicText[] {
  const atStart = () => 1;
  const fromFile = (file: string): PublicText[] => {
    const text = readText(exercise.folder, file, "", []);
    return text === undefined ? [] : [{ file, text, line: atStart }];
  };
  const statements = LANGUAGES.map((language) => ({
    file: `statement.${language}.md`,
    text: exercise.statements[language],
    line: atStart,
  }));
  const words = listLocalizedTexts(exercise).flatMap(({ file, text, place }) =>
    LANGUAGES.map((language) => ({ file, text: text[language], line: () => place(language).line })),
  );
  // Only the starter's comments; starter.ts examines its code.
  const comments = LANGUAGES.map((language) => ({
    file: language === "en" ? "starter.ts" : `starter.${language}.ts`,
    text: exercise.starters[language].replace(
      /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|[^\n]/g,
      (_, comment?: string) =>
        comment === undefined ? " " : comment.replace(/\/\/|\/\*|\*\/|^\s*\*/gm, "  "),
    ),
    line: atStart,
  }));
  const files = listFiles(exercise.folder, "", []).filter(
    (file) =>
      file.startsWith("figures/") ||
      (file.startsWith("assets/") && statements.some(({ text }) => text.includes(file))),
  );
  const hasDriver = exercise.modules.driver !== undefined;
  return [
    ...statements,
    ...words,
    ...comments,
    ...(hasDriver ? fromFile("driver.ts") : []),
    ...files.flatMap(fromFile),
  ];
}

const CODE_CHARACTERS = 80;

function shorten(code: string): string {
  const text = code.trim();
  return text.length > CODE_CHARACTERS ? `${text.slice(0, CODE_CHARACTERS)}…` : text;
}
