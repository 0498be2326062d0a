// How the course's other platforms name its assignments and students, for exports to them.

import { eq } from "drizzle-orm";
import { selectCourseAssignments, chooseTitle } from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import { type CanvasIdentity, enrolments } from "../db/schema.ts";

export interface Platform {
  /** By assignment: the title that exports use; null until the first export. */
  titles: Map<string, string>;
  /** By assignment: the column's title in Canvas, with its id. */
  canvasColumns: Map<string, string>;
  /** By student. */
  canvasPeople: Map<string, CanvasIdentity>;
}

export function selectPlatform(db: Db, courseId: string, titles: Map<string, string>): Platform {
  const canvasColumns = new Map(
    selectCourseAssignments(db, courseId).flatMap(({ id, canvasColumn }) =>
      canvasColumn === null ? [] : [[id, canvasColumn]],
    ),
  );
  const people = db
    .select({ userId: enrolments.userId, canvas: enrolments.canvas })
    .from(enrolments)
    .where(eq(enrolments.courseId, courseId))
    .all();
  return {
    titles,
    canvasColumns,
    canvasPeople: new Map(
      people.flatMap(({ userId, canvas }) => (canvas === null ? [] : [[userId, canvas]])),
    ),
  };
}

/** Every title that an assignment has or had, its stored title first. */
export function selectTitles(db: Db, courseId: string): (assignmentId: string) => string[] {
  const titles = new Map(
    selectCourseAssignments(db, courseId).map((assignment) => [
      assignment.id,
      [
        assignment.exportTitle,
        chooseTitle(assignment, "en"),
        chooseTitle(assignment, "zh-CN"),
      ].filter((title) => title !== null),
    ]),
  );
  return (assignmentId) => titles.get(assignmentId) ?? [];
}
