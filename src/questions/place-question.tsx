// What a place of the page shows of questions: the question that is there, or, for the student, a
// folded form to ask one.

import type { Localized } from "../../grader/doors/packs.ts";
import type { AppContext } from "../http/environment.ts";
import { describeQuestionPlace } from "./describe-place.ts";
import { MessageForm } from "./message-form.tsx";
import { formatPlace, type Place } from "./place.ts";
import { QuestionView } from "./question-view.tsx";
import { findQuestion, type ShownQuestions } from "./shown-questions.ts";

/** At a test, a group, or the whole submission. `title`: what the report calls it. */
export function PlaceQuestion({
  c,
  shown,
  at,
  title,
}: {
  c: AppContext;
  shown: ShownQuestions | undefined;
  at: Exclude<Place, { kind: "line" }>;
  title: Localized | null;
}) {
  if (shown === undefined) return <></>;
  const t = c.get("t");
  const key = formatPlace(at);
  const question = findQuestion(shown, key);
  if (question !== undefined) return <QuestionView c={c} shown={shown} question={question} />;
  if (!shown.mayAsk) return <></>;
  const form = shown.form?.at === key ? shown.form : undefined;
  const ask = t(`question.ask.${at.kind}`);
  const place = describeQuestionPlace(t, c.get("language"), { place: key, title });
  return (
    <details class="ask" open={form !== undefined}>
      <summary aria-label={at.kind === "whole" ? undefined : t("question.askOf", { ask, place })}>
        {ask}
      </summary>
      <MessageForm
        c={c}
        action={locateQuestions(shown)}
        label={t("question.text")}
        place={key}
        form={form}
      />
    </details>
  );
}

/** Below a line of the code. Its form is opened by a link, as there are hundreds of lines. */
export function LineQuestion({
  c,
  shown,
  line,
}: {
  c: AppContext;
  shown: ShownQuestions;
  line: number;
}) {
  const place = formatPlace({ kind: "line", line });
  const question = findQuestion(shown, place);
  if (question !== undefined) return <QuestionView c={c} shown={shown} question={question} />;
  const form = shown.mayAsk && shown.form?.at === place ? shown.form : undefined;
  if (form === undefined) return <></>;
  return (
    <MessageForm
      c={c}
      action={locateQuestions(shown)}
      label={c.get("t")("question.aboutLine", { line })}
      place={place}
      form={form}
      cancel={`/submissions/${shown.submission.id}#line-${line}`}
    />
  );
}

function locateQuestions({ submission }: ShownQuestions): string {
  return `/submissions/${submission.id}/questions`;
}
