// A statement's Markdown as HTML, with its formulas, and the outline of it that a check looks at. A pack may be a stranger's: no HTML passes
// through, and no link but to the web, to another exercise, or to a file of its own.

import katexPlugin from "@vscode/markdown-it-katex";
import katex from "katex";
import MarkdownIt, { type Token } from "markdown-it";

export interface StatementPart {
  kind: "heading" | "figure" | "code" | "formula" | "item" | "link";
  /** A heading's level, a figure's or a link's target, a block's language, a formula as it is written. */
  text: string;
  /** In the Markdown, from 1; of the paragraph or block that it is in. */
  line: number;
}

export interface RenderOptions {
  /** Where a relative target ("figures/plot.svg", "../attention") is to be found; default: as it is. */
  resolve?: (target: string) => string;
}

const markdown = new MarkdownIt("default", { html: false, linkify: false, typographer: false });
// A formula that does not parse is shown as it was written; the check of a pack is where it counts.
markdown.use(katexPlugin.default ?? katexPlugin, { katex, throwOnError: false, strict: "ignore", output: "htmlAndMathml" });
const FORMULAS = ["math_inline", "math_block", "math_inline_block", "math_inline_bare_block"];

export function renderStatement(text: string, { resolve = (target) => target }: RenderOptions = {}): string {
  const tokens = markdown.parse(text, {});
  for (const token of flat(tokens)) {
    if (token.type === "image") token.attrSet("src", resolve(target(token, "src")));
    if (token.type === "link_open") token.attrSet("href", resolve(target(token, "href")));
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}

/** Everything that a statement is made of, in its order; formulas without their dollar signs. */
export function outlineStatement(text: string): StatementPart[] {
  const parts: StatementPart[] = [];
  let line = 0;
  for (const token of flat(markdown.parse(text, {}))) {
    line = token.map === null ? line : token.map[0] + 1;
    const add = (kind: StatementPart["kind"], what: string) => parts.push({ kind, text: what, line });
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

/** What is wrong with a formula; undefined where it parses. */
export function faultOfFormula(formula: string): string | undefined {
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
  return decodeURI(String(token.attrGet(name) ?? ""));
}
