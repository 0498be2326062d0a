// Sentences that name a line of the submission. The line is marked, so that the editor's page can
// make it a button that moves the cursor there (src/islands/editor/line-links.ts). Elsewhere it is
// plain text.

import type { Child } from "hono/jsx";
import type { CaseReport, Report } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import type { Translate } from "../i18n/index.ts";
import { describeMessage, describeThrown } from "../reports/describe.ts";

interface Place {
  /** From 1; otherwise nothing is marked. */
  line: number;
  column?: number | undefined;
}

/** "Line 2, column 26: …" */
export function MessageWords({
  c,
  message,
}: {
  c: AppContext;
  message: Report["messages"][number];
}) {
  const t = c.get("t");
  const { line, column } = message.params;
  return (
    <LineWords
      t={t}
      text={describeMessage(t, c.get("language"), message)}
      place={{
        line: typeof line === "number" ? line : 0,
        column: typeof column === "number" && column > 0 ? column : undefined,
      }}
      isFirst
    />
  );
}

/** "threw TypeError: x is not a function (line 7)" */
export function ThrownWords({
  c,
  thrown,
}: {
  c: AppContext;
  thrown: NonNullable<CaseReport["thrown"]>;
}) {
  const t = c.get("t");
  return (
    <LineWords
      t={t}
      text={t("report.threw", { thrown: describeThrown(t, thrown) })}
      place={thrown}
    />
  );
}

export function LineWords({
  t,
  text,
  place: { line, column },
  isFirst = false,
  render = (part) => <>{part}</>,
}: {
  t: Translate;
  text: string;
  place: Place;
  /** The line begins the sentence. Otherwise it ends it, after text that may be the student's own. */
  isFirst?: boolean;
  render?: (part: string) => Child;
}) {
  const words = t("report.lineWords", { line });
  const sentence = text.toLowerCase();
  const at = isFirst ? sentence.indexOf(words) : sentence.lastIndexOf(words);
  if (line < 1 || at < 0 || sentence.length !== text.length) return <>{render(text)}</>;
  const end = at + words.length;
  return (
    <>
      {render(text.slice(0, at))}
      <span
        data-line={String(line)}
        data-column={column === undefined ? undefined : String(column)}
      >
        {text.slice(at, end)}
      </span>
      {render(text.slice(end))}
    </>
  );
}
