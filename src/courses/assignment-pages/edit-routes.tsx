//   GET, POST  /courses/:id/assignments/:assignment  its form; 409 with both versions if someone
//                                                    else saved first

import { and, desc, eq } from "drizzle-orm";
import { Hono } from "hono";
import {
  type Assignment,
  selectLatestExtensionMs,
  findExamStart,
} from "../../assignments/assignments.ts";
import { selectExamDays } from "../../assignments/exam-length.ts";
import { requireAssignment } from "../../assignments/require-assignment.ts";
import type { Db } from "../../db/open.ts";
import { users } from "../../db/schema.ts";
import { auditEvents } from "../../db/audit-schema.ts";
import type { AppEnv } from "../../http/environment.ts";
import { readText } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import { requireInstructor } from "../../membership/gate.ts";
import { selectAffectedCourses } from "./affected-courses.ts";
import type { Conflict } from "./conflict-notice.tsx";
import { parseCount } from "./count-of.ts";
import { EditAssignmentPage } from "./edit-assignment-page.tsx";
import { findForChange, isUnlisted } from "./find-for-change.ts";
import { readValues, fillValues } from "./form-values.ts";
import { parseValues } from "./parse-form.ts";
import { changeAssignment } from "./save-assignment.ts";

export function editRoutes(db: Db): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/courses/:id/assignments/:assignment", (c) => {
      const course = requireInstructor(db, c);
      const assignment = requireAssignment(db, c);
      return c.html(
        <EditAssignmentPage
          c={c}
          course={course}
          assignment={assignment}
          values={fillValues(assignment, course.timeZone)}
          {...selectExamFacts(db, assignment)}
          savedScores={parseCount(c.req.query("saved"))}
        />,
      );
    })
    .post("/courses/:id/assignments/:assignment", async (c) => {
      const { course, assignment, change } = findForChange(db, c);
      const form = await readForm(c);
      const values = readValues(form);
      const facts = selectExamFacts(db, assignment);
      const parsed = parseValues(values, course.timeZone, {
        examDays: facts.examDays,
        runsSinceMs: findExamStart(db, assignment),
        extendedToMs: selectLatestExtensionMs(db, assignment.id),
      });
      const revision = parseCount(readText(form, "revision")) ?? 0;
      // Someone who has to correct a field sees the other person's changes at the same time.
      const conflict =
        revision === assignment.revision
          ? {}
          : { conflict: { by: selectLastChange(db, assignment.id) } };
      const page = { c, course, assignment, values, ...facts };
      if (!parsed.ok)
        return c.html(<EditAssignmentPage {...page} errors={parsed.errors} {...conflict} />, 422);
      if (isUnlisted(form, parsed.settings.isExam, facts.affected))
        return c.html(<EditAssignmentPage {...page} isAffectedNew {...conflict} />, 409);
      const result = changeAssignment(db, change, assignment.id, revision, parsed.settings);
      if (result.kind === "conflict")
        return c.html(
          <EditAssignmentPage
            {...page}
            assignment={result.stored}
            conflict={{ by: selectLastChange(db, assignment.id) }}
          />,
          409,
        );
      return c.redirect(
        `/courses/${course.id}/assignments/${assignment.id}?saved=${result.scores}`,
        303,
      );
    });
}

/** What the form of an exam says: the longest it may be, and which courses it affects. */
function selectExamFacts(db: Db, assignment: Assignment) {
  return {
    examDays: selectExamDays(db),
    affected: selectAffectedCourses(db, assignment.courseId, [assignment]),
  };
}

function selectLastChange(db: Db, assignmentId: string): Conflict["by"] {
  return db
    .select({ name: users.name, at: auditEvents.at })
    .from(auditEvents)
    .innerJoin(users, eq(users.id, auditEvents.actorId))
    .where(
      and(eq(auditEvents.assignmentId, assignmentId), eq(auditEvents.action, "assignment.change")),
    )
    .orderBy(desc(auditEvents.id))
    .limit(1)
    .get();
}
