// The program that renders statements, one after the other, behind walls.

import { answerQuestions } from "../walls/inside/answer-questions.ts";
import type { StatementMessage, StatementRequest } from "./statement-messages.ts";
import { renderStatement } from "./render-statement.ts";
import { MAX_HTML_CHARACTERS } from "./html-limit.ts";

function answer({ id, text, targets }: StatementRequest): StatementMessage {
  try {
    const html = renderStatement(text, targets);
    if (html.length > MAX_HTML_CHARACTERS)
      return {
        type: "failed",
        id,
        detail: `${html.length} characters of HTML, more than ${MAX_HTML_CHARACTERS}`,
      };
    return { type: "rendered", id, html };
  } catch (error) {
    return {
      type: "failed",
      id,
      detail: String(error instanceof Error ? error.message : error).slice(0, 300),
    };
  }
}

// The parent's own words need no look.
answerQuestions((question) => answer(question as StatementRequest));
