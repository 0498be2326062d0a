//   GET, POST  /courses/:id/assignments/:assignment/extensions
//               ?student=: the form, filled in with that student's extension
//   POST       /courses/:id/assignments/:assignment/extensions/:user/remove

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readForm } from "../../http/read-form.ts";
import type { Db } from "../../db/open.ts";
import type { Assignment } from "../../assignments/assignments.ts";
import { requireInstructor } from "../../membership/gate.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { requireOpen } from "../../membership/require-open.ts";
import { formatInBothZones } from "../../ui/two-zones.ts";
import { parseCount } from "./count-of.ts";
import { selectExamDays } from "../../assignments/exam-length.ts";
import { ExtensionsPage } from "./extensions-page.tsx";
import { formatLocalTime } from "./local-time.ts";
import {
  type ExtensionErrors,
  type ExtensionValues,
  NO_EXTENSION,
  parseExtension,
  readExtension,
} from "./parse-extension.ts";
import { requireAssignment } from "../../assignments/require-assignment.ts";
import { removeExtension, setExtensions } from "./save-extensions.ts";
import { selectExtensions, selectStudents } from "./select-extensions.ts";
import { selectSolutionViews } from "../../assignments/solution-views.ts";
import { requireActor } from "../../http/require-actor.ts";

export function extensionRoutes({ db }: { db: Db }): Hono<AppEnv> {
  const show = (
    c: AppContext,
    course: CourseView,
    assignment: Assignment,
    values: ExtensionValues,
    extra: { errors?: ExtensionErrors; notice?: string | undefined } = {},
  ) => (
    <ExtensionsPage
      c={c}
      course={course}
      assignment={assignment}
      rows={selectExtensions(db, course.id, assignment.id)}
      students={selectStudents(db, course.id)}
      views={selectSolutionViews(db, assignment.id)}
      values={values}
      {...extra}
    />
  );

  return new Hono<AppEnv>()
    .get("/courses/:id/assignments/:assignment/extensions", (c) => {
      const course = requireInstructor(db, c);
      const assignment = requireAssignment(db, c);
      return c.html(
        show(c, course, assignment, valuesFor(db, course, assignment, c.req.query("student")), {
          notice: chooseNotice(c),
        }),
      );
    })
    .post("/courses/:id/assignments/:assignment/extensions", async (c) => {
      const course = requireInstructor(db, c);
      const assignment = requireAssignment(db, c);
      requireOpen(course);
      const values = readExtension(await readForm(c));
      const parsed = parseExtension(values, assignment, {
        timeZone: course.timeZone,
        students: selectStudents(db, course.id),
        examDays: selectExamDays(db),
        describeDue: (ms) => formatInBothZones(c, ms, course.timeZone),
      });
      if (!parsed.ok)
        return c.html(show(c, course, assignment, values, { errors: parsed.errors }), 422);
      const scores = setExtensions(
        db,
        { courseId: course.id, assignmentId: assignment.id, actorId: requireActor(c) },
        parsed.userIds,
        parsed.extension,
        parsed.reason,
      );
      const page = `/courses/${course.id}/assignments/${assignment.id}/extensions`;
      return c.redirect(`${page}?given=${parsed.userIds.length}&scores=${scores.length}`, 303);
    })
    .post("/courses/:id/assignments/:assignment/extensions/:user/remove", (c) => {
      const course = requireInstructor(db, c);
      const assignment = requireAssignment(db, c);
      requireOpen(course);
      const scores = removeExtension(
        db,
        { courseId: course.id, assignmentId: assignment.id, actorId: requireActor(c) },
        c.req.param("user"),
      );
      if (scores === undefined) throw new HTTPException(404);
      return c.redirect(
        `/courses/${course.id}/assignments/${assignment.id}/extensions?taken=1&scores=${scores.length}`,
        303,
      );
    });
}

/** The form, filled in with the extension that this student has. */
function valuesFor(
  db: Db,
  { id, timeZone }: CourseView,
  assignment: Assignment,
  student: string | undefined,
): ExtensionValues {
  if (student === undefined) return NO_EXTENSION;
  const row = selectExtensions(db, id, assignment.id).find(({ userId }) => userId === student);
  const due = row?.dueAtMs == null ? undefined : formatLocalTime(row.dueAtMs, timeZone);
  return {
    ...NO_EXTENSION,
    ticked: new Set([student]),
    dueAt: due?.text ?? "",
    dueFold: due?.fold ?? "",
    extra: row === undefined || row.extraAttempts === 0 ? "" : String(row.extraAttempts),
    reason: row?.reason ?? "",
  };
}

function chooseNotice(c: AppContext): string | undefined {
  const t = c.get("t");
  const [given, taken, scores] = ["given", "taken", "scores"].map((name) =>
    parseCount(c.req.query(name)),
  );
  if (scores === undefined) return undefined;
  if (given !== undefined) return t("assignment.extension.saved", { count: given, scores });
  return taken === undefined ? undefined : t("assignment.extension.removed", { scores });
}
