// Finds Markdown syntax that statements do not support, so that the author learns of it before
// students see it as text. Searches line by line, outside code and formulas.

import type { Token } from "markdown-it";
import { ANSWER_OPEN, findOpenAnswers } from "./fold-answers.ts";
import { parseStatement } from "./render-statement.ts";

export type UnrenderedSyntax =
  | "front-matter"
  | "html"
  | "footnote"
  | "task-list"
  | "definition-list"
  | "alert"
  | "answer"
  | "heading-id"
  | "tex-delimiters"
  | "highlight"
  | "emoji"
  | "emphasis";

export interface Unrendered {
  syntax: UnrenderedSyntax;
  /** The text as written, shortened. */
  text: string;
  /** From 1. */
  line: number;
}

// Only tags of HTML: Array<number> in a sentence is shown as intended.
const ELEMENTS = [
  "a|abbr|b|big|blockquote|br|button|center|cite|code|dd|del|details|div|dl|dt|em|figcaption",
  "figure|font|h[1-6]|hr|i|iframe|img|input|ins|kbd|li|mark|math|ol|p|pre|q|s|script|section",
  "small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|tr|tt|u|ul|var",
  "video",
].join("|");

const PATTERNS: [UnrenderedSyntax, RegExp][] = [
  ["html", new RegExp(`</?(?:${ELEMENTS})(?:\\s[^<>]*)?/?>|<!--`, "gi")],
  ["footnote", /\[\^[^\]\s]+\]:?/g],
  ["task-list", /^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\](?=\s)/gm],
  ["definition-list", /(?<=\S[^\n]*\n)^:[ \t]+\S[^\n]*/gm],
  ["alert", /^(?:>[ \t]*\[!\w+\]|:::[ \t]*\w+)[^\n]*/gm],
  ["heading-id", /(?<=^#{1,6}[ \t][^\n]*)\{[#.][^}\n]*\}(?=[ \t]*$)/gm],
  ["highlight", /(?<![=\w])==[^\s=](?:[^=\n]*[^\s=])?==(?![=\w])/g],
  ["emoji", /(?<=^|[\s（(])(?::[a-z][a-z0-9_+-]{1,30}:)(?=$|[\s.,!?)，。！？）])/gm],
];

// \( … \), and \[ … \] if it contains TeX: brackets may be escaped to be shown.
const TEX_DELIMITERS =
  /\\\((?:[^\n\\]|\\[^)\n])+\\\)|\\\[(?:[^\n\\^_]|\\[^\]a-zA-Z\n])*(?:[\^_]|\\[a-zA-Z])(?:[^\n\\]|\\[^\]\n])*\\\]/g;

const LONGEST_SHOWN = 40;

/** Syntax that would be shown as plain text, in the order of the lines. */
export function findUnrendered(text: string): Unrendered[] {
  const tokens = parseStatement(text);
  const found: Unrendered[] = [];
  const add = (syntax: UnrenderedSyntax, written: string, line: number) => {
    const shown = written.trim();
    found.push({
      syntax,
      text: shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown,
      line,
    });
  };
  if (/^---[ \t]*\n(?:[\w-]+:[^\n]*\n)+---[ \t]*(?:\n|$)/.test(text)) add("front-matter", "---", 1);
  const lines = text.split("\n");
  // Has the same lines as `text`, so that line numbers agree.
  const prose = blankInline(blankBlocks(text, tokens));
  const lineAt = (index: number) => prose.slice(0, index).split("\n").length;
  for (const line of findOpenAnswers(text, tokens)) add("answer", lines[line - 1]!, line);
  for (const match of prose.matchAll(TEX_DELIMITERS))
    add("tex-delimiters", match[0], lineAt(match.index));
  // Escaped characters are intended as text.
  const plain = prose.replaceAll(/\\[!-/:-@[-`{-~]/g, "  ");
  for (const [syntax, pattern] of PATTERNS)
    for (const match of plain.matchAll(pattern)) add(syntax, match[0], lineAt(match.index));
  for (const token of tokens) {
    const stars = token.children?.find(
      ({ type, content }) => type === "text" && content.includes("**"),
    );
    if (stars !== undefined && token.map !== null && !/\\\*/.test(token.content))
      add("emphasis", stars.content.slice(stars.content.indexOf("**")), token.map[0] + 1);
  }
  return found.sort((a, b) => a.line - b.line);
}

/** Replaces code blocks, display formulas and the first lines of answers by empty lines. */
function blankBlocks(text: string, tokens: readonly Token[]): string {
  const lines = text.split("\n");
  for (const { type, map } of tokens) {
    if (map === null) continue;
    if (type === ANSWER_OPEN) lines[map[0]] = "";
    if (!(type === "fence" || type === "code_block" || type.startsWith("math_"))) continue;
    lines.fill("", map[0], map[1]);
  }
  return lines.join("\n");
}

/** Replaces inline code and formulas by spaces, and preserves lines. */
function blankInline(text: string): string {
  const blank = (written: string) => written.replaceAll(/[^\n]/g, " ");
  return text
    .replaceAll(/(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)\1(?!`)/g, blank)
    .replaceAll(/\$\$[^$]+\$\$|(?<!\\)\$[^$\n]+\$/g, blank);
}
