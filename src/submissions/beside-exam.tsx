// A notice for staff whose students are affected by another course's exam: the staff see the hidden
// results, the students do not.

import { type Assignment, chooseTitle } from "../assignments/assignments.ts";
import { formatInBothZones } from "../ui/two-zones.ts";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { selectExamEnd } from "../assignments/exams.ts";

export interface BesideExam {
  title: string;
  /** Infinity: the exam has no end. */
  endMs: number;
}

/** The assignments of a course whose exercise is in an exam of another course. */
export function selectBesideExams(
  db: Db,
  c: AppContext,
  courseId: string,
  assignments: readonly Assignment[],
): BesideExam[] {
  return assignments.flatMap((assignment) => {
    const endMs = selectExamEnd(db, assignment, { ofCourse: (id) => id !== courseId });
    return endMs === null ? [] : [{ title: chooseTitle(assignment, c.get("language")), endMs }];
  });
}

export function BesideExamNotices({
  c,
  exams,
  timeZone,
}: {
  c: AppContext;
  exams: readonly BesideExam[];
  timeZone: string;
}) {
  const t = c.get("t");
  return (
    <>
      {exams.map(({ title, endMs }) => (
        <p class="notice warn">
          {endMs === Infinity
            ? t("submission.besideExam.open", { title })
            : t("submission.besideExam.until", {
                title,
                date: formatInBothZones(c, endMs, timeZone),
              })}
        </p>
      ))}
    </>
  );
}
