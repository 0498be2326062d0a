// Unseen answers to the reader's questions, each with a link to its place.

import type { AppContext } from "../../http/environment.ts";
import { chooseTitle } from "../../assignments/assignments.ts";
import { describeQuestionPlace } from "../../questions/describe-place.ts";
import type { NewAnswers } from "../../questions/seen-answers.ts";

export function NewAnswersView({ c, answers }: { c: AppContext; answers: NewAnswers[] }) {
  if (answers.length === 0) return null;
  const t = c.get("t");
  const language = c.get("language");
  return (
    <section aria-labelledby="new-answers">
      <h2 id="new-answers">{t("myCourses.answers.title")}</h2>
      <ul class="rows">
        {answers.map(({ count, submissionId, questionId, place, placeTitle, ...work }) => (
          <li>
            <a href={`/submissions/${submissionId}#question-${questionId}`}>
              {t("myCourses.answers.toQuestion", {
                count,
                title: chooseTitle(work, language),
                place: describeQuestionPlace(t, language, { place, title: placeTitle }),
              })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
