// The starter's comments exist in both languages: starter.ts has English ones, and starter.zh-CN.ts
// is the same code with Chinese ones.

import type { Exercise } from "../pack/exercise.ts";
import { readCodeTokens } from "./code-tokens.ts";
import { type Finding, bindFinding } from "./finding.ts";

const CHINESE = "starter.zh-CN.ts";
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const HAN = /\p{Script=Han}/u;
/** Fewer words may be names and shapes: "X: n x d". */
const SENTENCE = /(?:[A-Za-z'’]{2,}[\s,]+){3}[A-Za-z'’]{2,}/;

interface Comment {
  text: string;
  /** From 1. */
  line: number;
}

export function checkStarterLanguages(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  const { en, "zh-CN": zh } = exercise.starters;
  if (en === zh) {
    const only = readComments(en).find(({ text }) => SENTENCE.test(text) && !HAN.test(text));
    return only === undefined
      ? []
      : [finding("starter-one-language", "starter.ts", {}, { line: only.line })];
  }
  const differing = findDifferentToken(en, zh);
  if (differing !== undefined)
    return [finding("starter-code-differs", CHINESE, differing, { line: differing.line })];
  const [english, chinese] = [readComments(en), readComments(zh)];
  if (english.length !== chinese.length)
    return [
      finding(
        "starter-comments-differ",
        CHINESE,
        { en: english.length, zh: chinese.length },
        { line: chinese[english.length]?.line ?? 1 },
      ),
    ];
  const report = (file: string, language: string, { text, line }: Comment) =>
    finding("not-translated", file, { language, text: text.slice(0, 60) }, { line });
  return english.flatMap((comment, i) => {
    const other = chinese[i]!;
    if (HAN.test(comment.text)) return [report("starter.ts", "en", comment)];
    return SENTENCE.test(comment.text) && !HAN.test(other.text)
      ? [report(CHINESE, "zh-CN", other)]
      : [];
  });
}

function readComments(text: string): Comment[] {
  return Array.from(text.matchAll(COMMENT), ({ 0: comment, index }) => ({
    text: comment,
    line: text.slice(0, index).split("\n").length,
  }));
}

/** The first place at which the code differs, comments aside. */
function findDifferentToken(
  en: string,
  zh: string,
): { en: string; zh: string; line: number } | undefined {
  const [left, right] = [readCodeTokens(en), readCodeTokens(zh)];
  const at = left.findIndex((token, i) => token.text !== right[i]?.text);
  const i = at >= 0 ? at : left.length;
  if (i === left.length && right.length === left.length) return undefined;
  const line = right[i]?.line ?? zh.split("\n").length;
  return { en: left[i]?.text ?? "–", zh: right[i]?.text ?? "–", line };
}
