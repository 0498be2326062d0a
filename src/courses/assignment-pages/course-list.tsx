// The assignments on a course's first page: a student's own standing, or the numbers for staff.

import type { Catalogue } from "../../catalogue/catalogue.ts";
import { seeScoreComments } from "../../comments/seen-comments.ts";
import type { Db } from "../../db/open.ts";
import type { AppContext } from "../../http/environment.ts";
import { selectCourseAssignments, chooseTitle } from "../../assignments/assignments.ts";
import { seeCourseNotices } from "../../notices/see-notices.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { parseCount } from "./count-of.ts";
import { selectNumbers, selectStudentRows } from "./select-lists.ts";
import { StaffList } from "./staff-list.tsx";
import { StudentList } from "./student-list.tsx";
import { requireActor } from "../../http/require-actor.ts";

interface CourseListProps {
  c: AppContext;
  db: Db;
  catalogue: Catalogue;
  course: CourseView;
}

export function CourseList({ c, db, catalogue, course }: CourseListProps) {
  const t = c.get("t");
  if (!course.isStaff) {
    const userId = requireActor(c);
    const rows = selectStudentRows(db, course.id, userId);
    if (rows.some(({ comments }) => comments.length > 0)) seeScoreComments(db, userId, course.id);
    const hidden = new Set(
      rows.filter((row) => row.sealedUntilMs !== null).map(({ assignment }) => assignment.id),
    );
    seeCourseNotices(db, userId, course.id, (id) => hidden.has(id));
    return <StudentList c={c} rows={rows} isArchived={course.archivedAt !== null} />;
  }
  const assignments = selectCourseAssignments(db, course.id);
  const made = parseCount(c.req.query("made"));
  const removed = assignments.find(
    ({ id, removedAt }) => id === c.req.query("removed") && removedAt !== null,
  );
  return (
    <>
      {made !== undefined && made > 0 && (
        <p class="notice good" role="status">
          {t("assignment.list.created", { count: made })}
        </p>
      )}
      {removed !== undefined && (
        <p class="notice good" role="status">
          {t("assignment.list.removeDone", {
            title: chooseTitle(removed, c.get("language")),
          })}
        </p>
      )}
      <StaffList
        c={c}
        course={course}
        catalogue={catalogue}
        assignments={assignments}
        {...selectNumbers(db, course.id)}
      />
    </>
  );
}
