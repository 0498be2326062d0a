// The section of a submission's page with the question about the whole submission, and those whose
// test the report no longer lists: it passes now, or newer tests do not have it.

import type { Report } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";
import { describeQuestionPlace } from "./describe-place.ts";
import { findPlace } from "./find-place.ts";
import { PlaceQuestion } from "./place-question.tsx";
import { QuestionView } from "./question-view.tsx";
import { WHOLE } from "./place.ts";
import { findQuestion, type ShownQuestions } from "./shown-questions.ts";

export function WholeQuestions({
  c,
  shown,
  source,
  report,
}: {
  c: AppContext;
  shown: ShownQuestions | undefined;
  source: string;
  /** As the reader sees it; null while there is none. */
  report: Report | null;
}) {
  if (shown === undefined) return <></>;
  const t = c.get("t");
  const gone = shown.questions.filter(
    ({ place }) => findPlace(place, { source, report }) === undefined,
  );
  if (!shown.mayAsk && gone.length === 0 && findQuestion(shown, WHOLE) === undefined) return <></>;
  return (
    <section aria-labelledby="questions" class="questions">
      <h2 id="questions">{t("question.title")}</h2>
      {shown.mayAsk && <p class="muted">{t("question.intro")}</p>}
      <PlaceQuestion c={c} shown={shown} at={{ kind: "whole" }} title={null} />
      {gone.map((question) => (
        <>
          <p class="muted">
            {t("question.gone", {
              place: describeQuestionPlace(t, c.get("language"), question),
            })}
          </p>
          <QuestionView c={c} shown={shown} question={question} />
        </>
      ))}
    </section>
  );
}
