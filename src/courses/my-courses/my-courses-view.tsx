// The start page of a user in a course: what is due, new comments, and their courses.

import type { AppContext } from "../../http/environment.ts";
import { CourseRows } from "./course-rows.tsx";
import { DueList } from "./due-list.tsx";
import { NewAnswersView } from "./new-answers-view.tsx";
import { NewCommentsView } from "./new-comments-view.tsx";
import type { MyCourses } from "./select-my-courses.ts";

/** For the start page: archived courses are on /courses. */
export function MyCoursesView({
  c,
  mine: { courses, due, comments, answers },
}: {
  c: AppContext;
  mine: MyCourses;
}) {
  const t = c.get("t");
  const open = courses.filter(({ isArchived }) => !isArchived);
  return (
    <div class="my-courses">
      <NewAnswersView c={c} answers={answers} />
      <NewCommentsView c={c} comments={comments} />
      {open.some(({ role }) => role === "student") && <DueList c={c} due={due} />}
      <section aria-labelledby="my-courses">
        <h2 id="my-courses">{t("myCourses.title")}</h2>
        {open.length > 0 && <CourseRows c={c} courses={open} />}
        {open.length < courses.length && (
          <p>
            <a href="/courses#over">
              {t("myCourses.over", { count: courses.length - open.length })}
            </a>
          </p>
        )}
      </section>
    </div>
  );
}
