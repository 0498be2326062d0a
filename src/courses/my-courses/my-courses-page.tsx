// /courses: all of a user's courses, archived ones last; and for those who may create one, the
// form.

import type { AppContext } from "../../http/environment.ts";
import { type FieldErrors, Field } from "../../ui/field.tsx";
import { Layout } from "../../ui/layout.tsx";
import { MAX_TITLE_LENGTH } from "../../membership/create-course.ts";
import { CourseRows } from "./course-rows.tsx";
import { DueList } from "./due-list.tsx";
import { NewAnswersView } from "./new-answers-view.tsx";
import { NewCommentsView } from "./new-comments-view.tsx";
import type { MyCourses } from "./select-my-courses.ts";

interface PageProps {
  c: AppContext;
  mine: MyCourses;
  mayCreate: boolean;
  title?: string;
  errors?: FieldErrors<"title">;
}

export function MyCoursesPage({
  c,
  mine: { courses, due, comments, answers },
  mayCreate,
  title = "",
  errors = {},
}: PageProps) {
  const t = c.get("t");
  const open = courses.filter(({ isArchived }) => !isArchived);
  const over = courses.filter(({ isArchived }) => isArchived);
  return (
    <Layout c={c} title={t("site.courses")}>
      <h1>{t("site.courses")}</h1>
      {courses.length === 0 && (
        <p class="notice">{t(mayCreate ? "myCourses.noneYet" : "myCourses.none")}</p>
      )}
      {open.length > 0 && <CourseRows c={c} courses={open} />}
      {open.some(({ role }) => role === "student") && <DueList c={c} due={due} />}
      <NewAnswersView c={c} answers={answers} />
      <NewCommentsView c={c} comments={comments} />
      {mayCreate && (
        <section aria-labelledby="create">
          <h2 id="create">{t("myCourses.create")}</h2>
          <form method="post" action="/courses#create" class="account-form" novalidate>
            <Field
              t={t}
              name="title"
              label={t("myCourses.newTitle")}
              hint={t("myCourses.newHint")}
              value={title}
              error={errors.title}
              required
              maxlength={MAX_TITLE_LENGTH}
              autocomplete="off"
              autofocus={errors.title !== undefined}
            />
            <p class="actions">
              <button type="submit">{t("myCourses.create")}</button>
            </p>
          </form>
        </section>
      )}
      {over.length > 0 && (
        <section aria-labelledby="over">
          <h2 id="over">{t("myCourses.overTitle")}</h2>
          <CourseRows c={c} courses={over} />
        </section>
      )}
    </Layout>
  );
}
