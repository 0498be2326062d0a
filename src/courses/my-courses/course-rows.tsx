// A user's courses, one row each: the role, what is due next, and the student's total; for staff a
// link to the gradebook.

import type { AppContext } from "../../http/environment.ts";
import { formatNumber } from "../../ui/format.ts";
import { chooseTitle } from "../../assignments/assignments.ts";
import { formatInBothZones } from "../../ui/two-zones.ts";
import { linkExercise } from "./due-list.tsx";
import type { MyCourse } from "./select-my-courses.ts";

export function CourseRows({ c, courses }: { c: AppContext; courses: MyCourse[] }) {
  return (
    <ul class="rows course-rows">
      {courses.map((course) => (
        <CourseRow c={c} course={course} />
      ))}
    </ul>
  );
}

function CourseRow({ c, course }: { c: AppContext; course: MyCourse }) {
  const t = c.get("t");
  const { id, title, role, isArchived, next, total, students, questions } = course;
  const root = `/courses/${id}`;
  const isStudent = role === "student";
  const nextTitle = next && chooseTitle(next, c.get("language"));
  return (
    <li>
      <div>
        <a class="course-title" href={root}>
          {title}
        </a>{" "}
        <span class="badge">{t(`manage.role.${role}`)}</span>{" "}
        {isArchived && <span class="badge warn">{t("course.archived")}</span>}
        {next !== undefined && (
          <div>
            {t("myCourses.next")}{" "}
            {isStudent ? <a href={linkExercise(next)}>{nextTitle}</a> : nextTitle}{" "}
            <span class="muted">{formatInBothZones(c, next.dueAtMs!, next.course.timeZone)}</span>
          </div>
        )}
        {next === undefined && !isArchived && <div class="muted">{t("myCourses.nothingDue")}</div>}
        {!isStudent && (
          <div class="course-links">
            <a
              href={`${root}/gradebook`}
              aria-label={t("myCourses.placeOf", {
                place: t("course.place.gradebook"),
                course: title,
              })}
            >
              {t("course.place.gradebook")}
            </a>
            <a
              href={`${root}/people`}
              aria-label={t("myCourses.placeOf", {
                place: t("manage.course.students", { count: students }),
                course: title,
              })}
            >
              {t("manage.course.students", { count: students })}
            </a>
            {questions > 0 && (
              <a
                href={`${root}/questions`}
                aria-label={t("myCourses.placeOf", {
                  place: t("assignment.list.questions", { count: questions }),
                  course: title,
                })}
              >
                {t("assignment.list.questions", { count: questions })}
              </a>
            )}
          </div>
        )}
      </div>
      {isStudent && (
        <span class="course-total">
          {total === null
            ? t("myCourses.noTotal")
            : t("myCourses.total", { percent: formatNumber(total, c.get("language")) })}
        </span>
      )}
    </li>
  );
}
