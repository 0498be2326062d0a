// Copies a course: settings and assignments, and nothing of people. One transaction.

import type { Language } from "../../../grader/doors/packs.ts";
import { recordAudit } from "../../db/record-audit.ts";
import type { Db } from "../../db/open.ts";
import { createCourse } from "../../membership/create-course.ts";
import { createAssignments } from "../assignment-pages/save-assignment.ts";
import type { CopyPlan } from "./plan-copy.ts";

interface Copy {
  source: { id: string; timeZone: string; language: Language };
  title: string;
  actorId: string;
  days: number;
  plan: CopyPlan;
}

/** The actor becomes the owner. Returns the id of the new course. */
export function copyCourse(db: Db, copy: Copy, now = new Date()): string {
  const { source, title, actorId, days } = copy;
  return db.transaction(
    () => {
      const { timeZone, language } = source;
      const courseId = createCourse(db, title, actorId, { timeZone, language, now });
      copyAssignments(db, courseId, copy, now);
      recordAudit(
        db,
        { action: "course.copy", actorId, courseId, after: { from: source.id, days } },
        now,
      );
      return courseId;
    },
    { behavior: "immediate" },
  );
}

/**
 * The announcement is left out: it was written for the students of that term. So are the titles of
 * columns in exports, which belong to the gradebook of the other course.
 */
function copyAssignments(db: Db, courseId: string, { actorId, plan }: Copy, now: Date): void {
  for (const { assignment, take, rules } of plan.lines) {
    if (take.pick === undefined) continue;
    const { title, points, weight, isExam, solutions, hints, mayAskReference } = assignment;
    createAssignments(
      db,
      { courseId, actorId },
      [take.pick],
      {
        title,
        rules,
        points,
        weight,
        isExam,
        solutions,
        hints,
        mayAskReference,
        announcement: "",
      },
      now,
    );
  }
}
