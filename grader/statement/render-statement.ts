// A statement's Markdown as HTML, with its formulas, and the outline of it that a check looks at. A
// pack may be a stranger's: no HTML passes through, and no link but to the web, to another
// exercise, or to a file of its own.

import katexPlugin from "@vscode/markdown-it-katex";
import katex from "katex";
import MarkdownIt, { type Token } from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";

export interface StatementPart {
  kind: "heading" | "figure" | "code" | "formula" | "item" | "link";
  /**
   * A heading's level, a figure's or a link's target, a block's language, a formula as it is
   * written.
   */
  text: string;
  /** In the Markdown, from 1; of the paragraph or block that it is in. */
  line: number;
}

/** Addresses, without a slash at the end. Data, since it crosses a wall. */
export interface StatementTargets {
  /** Below it are the exercise's own files: figures/plot.svg, assets/text.txt. */
  files: string;
  /** Below it are the pages of the pack's exercises, each under its id. */
  exercises: string;
}

const markdown = new MarkdownIt("default", { html: false, linkify: false, typographer: false });
// A formula that does not parse is shown as it was written; the check of a pack is where it counts.
// No formula is larger than the page, or unfolds without end (KaTeX's own limit on macros).
markdown.use(katexPlugin.default ?? katexPlugin, {
  katex,
  throwOnError: false,
  strict: "ignore",
  output: "htmlAndMathml",
  maxSize: 50,
});
// Bold text may end with a full-width full stop and go on without a space, as Chinese is written.
markdown.use(cjkFriendly);
export const FORMULAS = [
  "math_inline",
  "math_block",
  "math_inline_block",
  "math_inline_bare_block",
];

const TOP_HEADING = 2;
const LOWEST_HEADING = 6;

/** HTML to stand below a page's own heading: the statement's first level is h2. */
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
  return markdown.renderer.render(tokens, markdown.options, {});
}

const WEB = /^https?:\/\//;
const FILE = /^(?:figures|assets)\/[A-Za-z0-9][A-Za-z0-9.-]*$/;

/**
 * Another exercise's page, or a file; undefined for what leads nowhere: the words stay, the link
 * goes.
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
 * A picture from elsewhere would tell its owner who reads what; its words stand in its
 * place.
 */
function showPicture(token: Token, targets: StatementTargets): void {
  const address = findFile(target(token, "src"), targets);
  if (address === undefined) token.type = "text";
  else token.attrSet("src", address);
}

/** All parts of a statement, in order; formulas without their dollar signs. */
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
    else if (FORMULAS.includes(token.type)) add("formula", token.content);
    // A dollar sign that found no partner; one that is meant as such is written \$.
    else if (token.type === "text" && token.content.includes("$")) add("formula", "$");
  }
  return parts;
}

export function parseStatement(text: string): Token[] {
  return markdown.parse(text, {});
}

/** What is wrong with a formula; undefined where it parses. */
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
