// Recognises texts that are neither TypeScript nor JavaScript: code with the fence of a Markdown
// block around it, or a program in another language. Used only for texts that do not parse (except
// for a fence at the beginning), so a wrong guess never rejects a correct program. Every pattern
// matches within one line, so the time is linear in the text.

const FENCE = /^[ \t]*(?:```|~~~)[\w+-]*[ \t]*\r?$/m;
const OPENING_FENCE = /^\s*(?:```|~~~)[\w+-]*[ \t]*\r?(?:\n|$)/;

/** The place of the fence; undefined if there is none. */
export function findFence(source: string): number | undefined {
  return FENCE.exec(source)?.index;
}

/**
 * In JavaScript, three backticks are two template literals, so a text that begins with them may
 * even parse.
 */
export function opensWithFence(source: string): boolean {
  return OPENING_FENCE.test(source);
}

const LANGUAGES: [language: string, ...signs: RegExp[]][] = [
  [
    "Python",
    /^[ \t]*(?:async )?def \w+[ \t]*\(/m,
    /^(?:from [\w.]+ )?import [\w.]+(?: as \w+)?(?:, *[\w.]+(?: as \w+)?)*[ \t]*\r?$/m,
    /^[ \t]*(?:for \w[^\n{]{0,99} in [^\n{]{1,99}|(?:el)?if [^\n{]{1,99}):[ \t]*(?:#[^\n]*)?\r?$/m,
    /^class \w+(?:\([^\n{]{0,99}\))?:[ \t]*(?:#[^\n]*)?\r?$/m,
  ],
  ["C#", /^[ \t]*using System\b/m, /\bConsole\.WriteLine\(/],
  [
    "Java",
    /^[ \t]*(?:public|private|protected)[ \t]+(?:(?:static|final|abstract)[ \t]+)*(?:class|interface|enum|record)\b/m,
    /\bpublic static void main\b/,
    /\bSystem\.out\.print/,
    /^[ \t]*import javax?\./m,
  ],
  [
    "C/C++",
    /^[ \t]*#[ \t]*include\b/m,
    /\bstd::/,
    /^(?:int|double|float|void|long|auto)[ \t]+\w+[ \t]*\([^\n;]{0,200}\)[ \t]{0,9}\{?[ \t]{0,9}\r?$/m,
  ],
  ["Go", /^package \w+[ \t]*\r?$/m, /^func (?:\([^\n)]*\) )?\w+\(/m],
  ["Rust", /^[ \t]*(?:pub(?:\(crate\))? )?fn \w+[^\n]*\{/m, /^use std::/m],
  ["R", /^[ \t]*[\w.]+ *<- *function *\(/m, /^library\(\w+\)/m],
  ["Jupyter Notebook", /^\s*\{[^\n]*\n?\s*"(?:cells|metadata|nbformat)":/],
  ["HTML", /^\s*<(?:!doctype html|html)\b/i],
];

/** The language that a text seems to be written in, and the first place that shows it. */
export function recognizeLanguage(
  source: string,
): { language: string; offset: number } | undefined {
  for (const [language, ...signs] of LANGUAGES) {
    const offsets = signs.flatMap((sign) => {
      const match = sign.exec(source);
      return match === null ? [] : [match.index + (/^\s*/.exec(match[0])?.[0].length ?? 0)];
    });
    if (offsets.length > 0) return { language, offset: Math.min(...offsets) };
  }
  return undefined;
}
