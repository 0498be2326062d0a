// Opens the form of a line by its number. Line numbers of the code are links to the same, for a
// mouse: as stops of the Tab key, hundreds of them would be in the way.

import type { AppContext } from "../http/environment.ts";
import { OPEN_FORM } from "./message-form.tsx";
import type { ShownQuestions } from "./shown-questions.ts";

export function AskLine({
  c,
  shown,
  lines,
}: {
  c: AppContext;
  shown: ShownQuestions | undefined;
  /** How many lines the code has. */
  lines: number;
}) {
  if (shown?.mayAsk !== true) return <></>;
  const t = c.get("t");
  return (
    <form method="get" action={`/submissions/${shown.submission.id}#${OPEN_FORM}`} class="ask-line">
      <label for="ask-line">{t("question.lineNumber")}</label>
      <input id="ask-line" name="ask" type="number" min={1} max={lines} required />
      <button type="submit">{t("question.askLine")}</button>
    </form>
  );
}

/** Where a line's form is open. */
export function locateLineForm({ submission }: ShownQuestions, line: number): string {
  return `/submissions/${submission.id}?ask=${line}#${OPEN_FORM}`;
}
