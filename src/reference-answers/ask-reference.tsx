// "What would the reference say?": a failing case's input in a form, folded until someone opens it.
// Without a script the form leads to a page with the answer (question-page.tsx); the island
// (islands/reference-answers.ts) shows the answer below the form.

import type { Child } from "hono/jsx";
import type { CaseReport } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import type { Asking } from "./asking.ts";
import { layOutJson } from "./lay-out-json.ts";

/** Nothing if the reader may not ask, or the case has no data. */
export function AskReference({
  c,
  asking,
  data,
}: {
  c: AppContext;
  asking: Asking | undefined;
  /** Reports of an earlier version have none. */
  data: CaseReport["data"] | undefined;
}) {
  if (asking === undefined || !data) return <></>;
  return (
    <details class="ask-reference">
      <summary>{c.get("t")("reference.title")}</summary>
      <QuestionForm c={c} asking={asking} text={layOutJson(data.input)} />
    </details>
  );
}

const MIN_ROWS = 3;
const MAX_ROWS = 16;

export function QuestionForm({
  c,
  asking: { action, version },
  text,
  children,
}: {
  c: AppContext;
  asking: Asking;
  text: string;
  /** The answer. */
  children?: Child;
}) {
  const t = c.get("t");
  const rows = Math.min(MAX_ROWS, Math.max(MIN_ROWS, text.split("\n").length));
  return (
    <form
      class="reference-question"
      method="post"
      action={action}
      data-asking={t("reference.asking")}
      data-offline={t("reference.offline")}
    >
      <p class="muted">{t("reference.intro")}</p>
      <input type="hidden" name="version" value={version} />
      <label>
        {t("reference.input")}
        <textarea
          name="input"
          rows={rows}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          autocorrect="off"
        >
          {text}
        </textarea>
      </label>
      <button type="submit">{t("reference.ask")}</button>
      <div class="reference-answer" aria-live="polite">
        {children}
      </div>
    </form>
  );
}
