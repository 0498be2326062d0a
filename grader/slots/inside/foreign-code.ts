// What a text may be that is neither TypeScript nor JavaScript: an answer with the fence of a
// chat's code block around it, or a program in another language. Asked if the parsers have given up
// (only a fence at the beginning is looked for before them), so a wrong guess costs a right program
// nothing. Every pattern is tied to one line, so that looking takes time linear in the text.

const FENCE = /^[ \t]*(?:```|~~~)[\w+-]*[ \t]*\r?$/m;
const OPENING_FENCE = /^\s*(?:```|~~~)[\w+-]*[ \t]*\r?(?:\n|$)/;

/** Where the fence is; undefined where there is none. */
export function findFence(source: string): number | undefined {
  return FENCE.exec(source)?.index;
}

/**
 * To JavaScript three backticks are two templates, so a text that begins with them may even parse.
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

/** The language that a text seems to be written in, and where it shows first. */
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
