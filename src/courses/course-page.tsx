// A course as those in it see it.

import type { AppContext } from "../http/environment.ts";
import { CourseLayout } from "./course-layout.tsx";
import type { CourseView } from "./queries.ts";

interface CoursePageProps {
  c: AppContext;
  course: CourseView;
  hasJoined?: boolean;
}

export function CoursePage({ c, course, hasJoined = false }: CoursePageProps) {
  const t = c.get("t");
  return (
    <CourseLayout c={c} course={course} title={course.title}>
      <h1>{course.title}</h1>
      {hasJoined && <p class="notice good" role="status">{t("account.join.done", { course: course.title })}</p>}
      <p><a class="button primary" href="/">{t("account.join.toExercises")}</a></p>
    </CourseLayout>
  );
}
