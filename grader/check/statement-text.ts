// Splits a statement into sections, from one heading to the next, with their blocks of prose, code
// and formulas in order. The two languages are compared section by section.

import type { Token } from "markdown-it";
import type { Language } from "../pack/schema.ts";
import { FORMULAS, parseStatement } from "../statement/render-statement.ts";

export type Both<T> = Record<Language, T>;

export function otherLanguage(language: Language): Language {
  return language === "en" ? "zh-CN" : "en";
}

export interface PlacedText {
  text: string;
  /** In the Markdown file, from 1. */
  line: number;
}

export interface ProseBlock extends PlacedText {
  kind: "heading" | "prose";
  /** Its inline code and formulas; a number may be in one of them instead of in the text. */
  code: string[];
}

export interface CodeBlock extends PlacedText {
  /** The word after the fence. */
  language: string;
}

export interface Section {
  line: number;
  prose: ProseBlock[];
  formulas: PlacedText[];
  code: CodeBlock[];
}

/** The `line` of a code block is its first line of code. */
export function readStatement(text: string): Section[] {
  const sections: Section[] = [{ line: 1, prose: [], formulas: [], code: [] }];
  let line = 1;
  let isHeading = false;
  for (const token of parseStatement(text)) {
    if (token.map !== null) line = token.map[0] + 1;
    if (token.type === "heading_open") sections.push({ line, prose: [], formulas: [], code: [] });
    isHeading = token.type === "heading_open" || (isHeading && token.type !== "heading_close");
    const section = sections.at(-1)!;
    if (token.type === "fence" || token.type === "code_block") {
      const first = token.type === "fence" ? line + 1 : line;
      section.code.push({
        language: token.info.trim().split(/\s/)[0]!.toLowerCase(),
        text: token.content,
        line: first,
      });
    } else if (FORMULAS.includes(token.type)) section.formulas.push({ text: token.content, line });
    else if (token.type === "inline") readInline(token, line, isHeading, section);
  }
  return sections;
}

function readInline(
  token: Token,
  first: number,
  isHeading: boolean,
  { prose, formulas }: Section,
): void {
  const block: ProseBlock = {
    kind: isHeading ? "heading" : "prose",
    text: "",
    code: [],
    line: first,
  };
  let line = first;
  const read = (children: Token[]): void => {
    for (const child of children) {
      if (child.type === "softbreak" || child.type === "hardbreak") {
        line += 1;
        block.text += "\n";
      } else if (FORMULAS.includes(child.type)) {
        formulas.push({ text: child.content, line });
        block.code.push(child.content);
        block.text += " ";
      } else if (child.type === "code_inline") {
        block.code.push(child.content);
        block.text += " ";
      } else if (child.type === "image") read(child.children ?? []);
      else block.text += child.content;
    }
  };
  read(token.children ?? []);
  prose.push(block);
}
