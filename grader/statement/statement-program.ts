// The program that renders statements behind walls, one after another.

import { answerQuestions } from "../walls/inside/answer-questions.ts";
import type { Numbered } from "../walls/protocol/process-messages.ts";
import type { StatementAnswer, StatementQuestion } from "./statement-messages.ts";
import { extractKnobs, renderStatement } from "./render-statement.ts";
import { MAX_HTML_CHARACTERS } from "./html-limit.ts";

function answer({ id, text, targets }: Numbered<StatementQuestion>): StatementAnswer {
  try {
    const html = renderStatement(text, targets);
    if (html.length > MAX_HTML_CHARACTERS)
      return {
        type: "failed",
        id,
        detail: `HTML: ${html.length} > ${MAX_HTML_CHARACTERS}`,
      };
    return { type: "rendered", id, html, knobs: extractKnobs(text) };
  } catch (error) {
    return {
      type: "failed",
      id,
      detail: String(error instanceof Error ? error.message : error).slice(0, 300),
    };
  }
}

// The parent is trusted.
answerQuestions((question) => answer(question as Numbered<StatementQuestion>));
