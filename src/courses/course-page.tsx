// A course's first page: its assignments.

import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { CourseList } from "./assignment-pages/course-list.tsx";
import { CourseLayout } from "./course-layout.tsx";
import type { CourseView } from "../membership/course-view.ts";

interface CoursePageProps {
  c: AppContext;
  db: Db;
  catalogue: Catalogue;
  course: CourseView;
  hasJoined?: boolean;
}

export function CoursePage({ c, db, catalogue, course, hasJoined = false }: CoursePageProps) {
  const t = c.get("t");
  return (
    <CourseLayout c={c} course={course} title={course.title}>
      <h1>{course.title}</h1>
      {hasJoined && (
        <p class="notice good" role="status">
          {t("account.join.done", { course: course.title })}
        </p>
      )}
      <CourseList c={c} db={db} catalogue={catalogue} course={course} />
    </CourseLayout>
  );
}
