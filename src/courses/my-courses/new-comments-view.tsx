// Unseen comments, each with a link to its place.

import type { NewComments } from "../../comments/seen-comments.ts";
import type { AppContext } from "../../http/environment.ts";
import { chooseTitle } from "../../assignments/assignments.ts";

export function NewCommentsView({ c, comments }: { c: AppContext; comments: NewComments[] }) {
  if (comments.length === 0) return null;
  const t = c.get("t");
  return (
    <section aria-labelledby="new-comments">
      <h2 id="new-comments">{t("myCourses.comments.title")}</h2>
      <ul class="rows">
        {comments.map(({ count, submissionId, assignment, exerciseTitle }) => (
          <li>
            <a
              href={
                submissionId === null
                  ? `/courses/${assignment?.courseId ?? ""}`
                  : `/submissions/${submissionId}#code`
              }
            >
              {t(
                submissionId === null
                  ? "myCourses.comments.onScore"
                  : "myCourses.comments.onSubmission",
                {
                  count,
                  title: chooseTitle(
                    { title: assignment?.title ?? null, exerciseTitle },
                    c.get("language"),
                  ),
                },
              )}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
