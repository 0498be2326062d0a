// Renders a statement's Markdown, with its formulas, as HTML, and returns its outline for the
// check. A pack is untrusted: HTML is not passed through, and links may only lead to the web, to
// another exercise, or to the exercise's own files. A block of knobs becomes an empty element, in
// which the page draws. An answer to a question is folded.

import katexPlugin from "@vscode/markdown-it-katex";
import katex from "katex";
import MarkdownIt, { type Token } from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import { ANSWER_OPEN, foldAnswers } from "./fold-answers.ts";
import { findKnobs, KNOBS } from "./find-knobs.ts";

export interface StatementPart {
  kind: "heading" | "figure" | "code" | "formula" | "item" | "link" | "answer";
  /**
   * A heading's level, the target of a figure or link, a block's language, or a formula's source.
   */
  text: string;
  /** In the Markdown, from 1: the line of its paragraph or block. */
  line: number;
}

/** Addresses without a slash at the end. Plain data, because it crosses a wall. */
export interface StatementTargets {
  /** The address below which the exercise's own files are: figures/plot.svg, assets/text.txt. */
  files: string;
  /** The address below which the pages of the pack's exercises are, each under its id. */
  exercises: string;
}

const markdown = new MarkdownIt("default", { html: false, linkify: false, typographer: false });
// A formula that does not parse is shown as source; the check of a pack reports it. Limits the size
// of a formula, and the expansion of macros.
markdown.use(katexPlugin.default ?? katexPlugin, {
  katex,
  throwOnError: false,
  strict: "ignore",
  output: "htmlAndMathml",
  maxSize: 50,
});
// In Chinese, bold text may end with a full-width full stop, without a space after it.
markdown.use(cjkFriendly);
foldAnswers(markdown);
export const FORMULAS = [
  "math_inline",
  "math_block",
  "math_inline_block",
  "math_inline_bare_block",
];

const TOP_HEADING = 2;
const LOWEST_HEADING = 6;

/** An island finds it by its id. */
const KNOBS_PLACE = '<div id="knobs" class="knobs"></div>\n';

/** HTML for below the page's heading: the highest level in a statement is h2. */
export function renderStatement(text: string, targets: StatementTargets): string {
  const tokens = markdown.parse(text, {});
  const headings = tokens.filter(({ type }) => type === "heading_open" || type === "heading_close");
  const shift = TOP_HEADING - Math.min(...headings.map(({ tag }) => Number(tag.slice(1))));
  for (const heading of headings)
    heading.tag = `h${Math.min(Number(heading.tag.slice(1)) + shift, LOWEST_HEADING)}`;
  for (const token of flat(tokens)) {
    if (token.type === "image") showPicture(token, targets);
    if (token.type !== "link_open") continue;
    const from = target(token, "href");
    if (WEB.test(from)) token.attrSet("rel", "noopener");
    else leadTo(token, findPage(from, targets));
  }
  const knobs = findKnobs(tokens);
  if (knobs !== undefined) Object.assign(knobs, { type: "html_block", content: KNOBS_PLACE });
  return markdown.renderer.render(tokens, markdown.options, {});
}

/** The text of the block that `renderStatement` replaces; null if there is none. */
export function extractKnobs(text: string): string | null {
  // Most statements have none, and need not be parsed a second time.
  if (!text.includes(KNOBS)) return null;
  return findKnobs(markdown.parse(text, {}))?.content ?? null;
}

const WEB = /^https?:\/\//;
const FILE = /^(?:figures|assets)\/[A-Za-z0-9][A-Za-z0-9.-]*$/;

/**
 * The address of another exercise's page, or of a file; undefined for an invalid target. Then only
 * the text of the link remains.
 */
function findPage(target: string, targets: StatementTargets): string | undefined {
  const [, exercise] = /^\.\.\/([a-z0-9-]+)\/?$/.exec(target) ?? [];
  return exercise === undefined ? findFile(target, targets) : `${targets.exercises}/${exercise}`;
}

function findFile(target: string, { files }: StatementTargets): string | undefined {
  return FILE.test(target) ? `${files}/${target}` : undefined;
}

function leadTo(token: Token, address: string | undefined): void {
  if (address === undefined) token.attrs = [];
  else token.attrSet("href", address);
}

/**
 * A picture from another server would reveal to its owner who reads the page, so its alternative
 * text replaces it.
 */
function showPicture(token: Token, targets: StatementTargets): void {
  const address = findFile(target(token, "src"), targets);
  if (address === undefined) token.type = "text";
  else token.attrSet("src", address);
}

/** All parts of a statement in order; formulas without dollar signs. */
export function outlineStatement(text: string): StatementPart[] {
  const parts: StatementPart[] = [];
  let line = 0;
  for (const token of flat(markdown.parse(text, {}))) {
    line = token.map === null ? line : token.map[0] + 1;
    const add = (kind: StatementPart["kind"], what: string) =>
      parts.push({ kind, text: what, line });
    if (token.type === "heading_open") add("heading", token.tag.slice(1));
    else if (token.type === "image") add("figure", target(token, "src"));
    else if (token.type === "link_open") add("link", target(token, "href"));
    else if (token.type === "fence" || token.type === "code_block") add("code", token.info.trim());
    else if (token.type === "list_item_open") add("item", "");
    else if (token.type === ANSWER_OPEN) add("answer", "");
    else if (FORMULAS.includes(token.type)) add("formula", token.content);
    // A dollar sign without a partner; a literal one is written \$.
    else if (token.type === "text" && token.content.includes("$")) add("formula", "$");
  }
  return parts;
}

export function parseStatement(text: string): Token[] {
  return markdown.parse(text, {});
}

/** The error in a formula; undefined if it parses. */
export function findFormulaError(formula: string): string | undefined {
  if (formula === "$") return "a dollar sign without its partner";
  try {
    katex.renderToString(formula, { throwOnError: true, strict: "ignore" });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function flat(tokens: Token[]): Token[] {
  return tokens.flatMap((token) => [token, ...(token.children ?? [])]);
}

function target(token: Token, name: "src" | "href"): string {
  const written = String(token.attrGet(name) ?? "");
  try {
    return decodeURI(written);
  } catch {
    return written;
  }
}
