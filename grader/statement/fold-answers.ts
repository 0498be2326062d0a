// The answer to a question of a statement, which readers open when they have thought:
//
//   ::: answer Show the answer
//   Markdown
//   :::

import type { MarkdownIt, Token } from "markdown-it";
import container from "markdown-it-container";

const NAME = "answer";
export const ANSWER_OPEN = `container_${NAME}_open`;
/** With a title: what readers select to open it. */
const OPENING = /^\s*answer\s+(\S.*)$/;

export function foldAnswers(markdown: MarkdownIt): void {
  const { escapeHtml } = markdown.utils;
  markdown.use(container, NAME, {
    validate: (params) => OPENING.test(params),
    render: (tokens, at) => {
      const { nesting, info } = tokens[at]!;
      if (nesting !== 1) return "</details>\n";
      const [, title = ""] = OPENING.exec(info) ?? [];
      return `<details class="answer"><summary>${escapeHtml(title.trim())}</summary>\n`;
    },
  });
}

/** The lines of answers without an end, from 1: everything below them would be hidden. */
export function findOpenAnswers(text: string, tokens: readonly Token[]): number[] {
  const lines = text.split("\n");
  return tokens.flatMap(({ type, map }) =>
    type === ANSWER_OPEN && map !== null && !/^\s*:{3,}\s*$/.test(lines[map[1]] ?? "")
      ? map[0] + 1
      : [],
  );
}
