//   GET        /courses/:id/assignments/new                    the form
//   POST       /courses/:id/assignments                        creates an assignment for each
//                                                              exercise selected
//   GET, POST  /courses/:id/assignments/:assignment            its form; 409 with both versions if
//                                                              someone else saved first
//   POST       /courses/:id/assignments/:assignment/move, /remove, /restore
//   GET        /courses/:id/assignments/:assignment/solutions  reference and accepted examples, for
//                                                              those who may read them now

import { and, desc, eq } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { type Form, readText } from "../../http/form-fields.ts";
import type { Db } from "../../db/open.ts";
import { users } from "../../db/schema.ts";
import { auditEvents } from "../../db/teaching-schema.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readForm } from "../../http/read-form.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Logger } from "pino";
import {
  type Assignment,
  latestExtensionMs,
  runsSince,
  selectAssignmentsOf,
} from "../../assignments/assignments.ts";
import { isUnderExam } from "../../assignments/exams.ts";
import { requireCourse, requireInstructor } from "../../membership/gate.ts";
import { selectOptionalRole } from "../../membership/join-links.ts";
import { requireOpen } from "../../membership/require-open.ts";
import { type AffectedCourse, keyOfAffected, selectAffectedCourses } from "./affected-courses.ts";
import { countOf } from "./count-of.ts";
import { selectExamDays } from "../../assignments/exam-length.ts";
import { extensionRoutes } from "./extension-routes.tsx";
import { EditAssignmentPage } from "./edit-assignment-page.tsx";
import { NewAssignmentPage } from "./new-assignment-page.tsx";
import type { Conflict } from "./conflict-notice.tsx";
import { type FormFaults, NEW_VALUES, readValues, valuesOf } from "./form-values.ts";
import { mayReadSolutions } from "../../assignments/may-read-solutions.ts";
import { parseValues } from "./parse-form.ts";
import { actorOf, requireAssignment } from "../../assignments/require-assignment.ts";
import {
  changeAssignment,
  createAssignments,
  moveAssignment,
  type Pick,
  setRemoved,
} from "./save-assignment.ts";
import { recordSolutionView } from "../../assignments/solution-views.ts";
import { loadSolutions, SolutionsPage } from "./solutions-page.tsx";

const PICK = "pick:";

export function assignmentRoutes({
  catalogue,
  db,
  log,
}: {
  catalogue: Catalogue;
  db: Db;
  log: Logger;
}): Hono<AppEnv> {
  const present = (courseId: string) =>
    new Set(
      selectAssignmentsOf(db, courseId)
        .filter(({ removedAt }) => removedAt === null)
        .map(({ packId, exerciseId }) => `${packId}/${exerciseId}`),
    );
  /** Whether an exam would affect courses that the form did not list. */
  const isUnlisted = (form: Form, isExam: boolean, affected: readonly AffectedCourse[]) =>
    isExam && affected.length > 0 && readText(form, "affects") !== keyOfAffected(affected);
  const by = (c: AppContext) => ({ courseId: c.req.param("id")!, actorId: actorOf(c) });
  const examFacts = (assignment: Assignment) => ({
    examDays: selectExamDays(db),
    affected: selectAffectedCourses(db, assignment.courseId, [assignment]),
  });
  /** The course and the assignment, for a change. */
  const forChange = (c: AppContext) => {
    const course = requireInstructor(db, c);
    const assignment = requireAssignment(db, c);
    requireOpen(course);
    return { course, assignment };
  };

  return new Hono<AppEnv>()
    .get("/courses/:id/assignments/new", (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      return c.html(
        <NewAssignmentPage
          c={c}
          course={course}
          values={NEW_VALUES}
          examDays={selectExamDays(db)}
          affected={[]}
          packs={catalogue.packs}
          chosen={new Set()}
          present={present(course.id)}
        />,
      );
    })
    .post("/courses/:id/assignments", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const form = await readForm(c);
      const values = readValues(form);
      const chosen = Object.keys(form)
        .filter((name) => name.startsWith(PICK))
        .map((name) => name.slice(PICK.length));
      const picks: Pick[] = [];
      const faults: FormFaults = {};
      if (chosen.length === 0) faults.exercises = { key: "assignment.fault.exercises" };
      for (const name of chosen) {
        const offer = catalogue.find(name.split("/")[0] ?? "", name.split("/").slice(1).join("/"));
        if (offer === undefined)
          faults.exercises = {
            key: "assignment.fault.exerciseGone",
            params: { name: name.slice(0, 130) },
          };
        else picks.push({ packId: offer.pack, exerciseId: offer.id, versionHash: offer.hash });
      }
      const examDays = selectExamDays(db);
      const affected = selectAffectedCourses(db, course.id, picks);
      const parsed = parseValues(values, course.timeZone, { examDays });
      const page = {
        c,
        course,
        values,
        examDays,
        affected,
        packs: catalogue.packs,
        chosen: new Set(chosen),
        present: present(course.id),
      };
      if (!parsed.ok || faults.exercises !== undefined)
        return c.html(
          <NewAssignmentPage
            {...page}
            faults={parsed.ok ? faults : { ...faults, ...parsed.faults }}
          />,
          422,
        );
      if (isUnlisted(form, parsed.settings.isExam, affected))
        return c.html(<NewAssignmentPage {...page} isAffectedNew />, 409);
      const made = createAssignments(db, by(c), picks, parsed.settings);
      return c.redirect(`/courses/${course.id}?made=${made.length}`, 303);
    })
    .get("/courses/:id/assignments/:assignment", (c) => {
      const course = requireInstructor(db, c);
      const assignment = requireAssignment(db, c);
      return c.html(
        <EditAssignmentPage
          c={c}
          course={course}
          assignment={assignment}
          values={valuesOf(assignment, course.timeZone)}
          {...examFacts(assignment)}
          savedScores={countOf(c.req.query("saved"))}
        />,
      );
    })
    .post("/courses/:id/assignments/:assignment", async (c) => {
      const { course, assignment } = forChange(c);
      const form = await readForm(c);
      const values = readValues(form);
      const facts = examFacts(assignment);
      const parsed = parseValues(values, course.timeZone, {
        examDays: facts.examDays,
        runsSinceMs: runsSince(db, assignment),
        extendedToMs: latestExtensionMs(db, assignment.id),
      });
      const revision = countOf(readText(form, "revision")) ?? 0;
      // Someone who has to correct a field sees the other person's changes at the same time.
      const conflict =
        revision === assignment.revision
          ? {}
          : { conflict: { by: lastChangeOf(db, assignment.id) } };
      const page = { c, course, assignment, values, ...facts };
      if (!parsed.ok)
        return c.html(<EditAssignmentPage {...page} faults={parsed.faults} {...conflict} />, 422);
      if (isUnlisted(form, parsed.settings.isExam, facts.affected))
        return c.html(<EditAssignmentPage {...page} isAffectedNew {...conflict} />, 409);
      const result = changeAssignment(db, by(c), assignment.id, revision, parsed.settings);
      if (result.kind === "conflict")
        return c.html(
          <EditAssignmentPage
            {...page}
            assignment={result.stored}
            conflict={{ by: lastChangeOf(db, assignment.id) }}
          />,
          409,
        );
      return c.redirect(
        `/courses/${course.id}/assignments/${assignment.id}?saved=${result.scores}`,
        303,
      );
    })
    .post("/courses/:id/assignments/:assignment/move", async (c) => {
      const { course, assignment } = forChange(c);
      const direction = readText(await readForm(c), "direction");
      if (direction !== "up" && direction !== "down") throw new HTTPException(400);
      moveAssignment(db, by(c), assignment.id, direction);
      return c.redirect(`/courses/${course.id}`, 303);
    })
    .post("/courses/:id/assignments/:assignment/remove", (c) => {
      const { course, assignment } = forChange(c);
      setRemoved(db, by(c), assignment.id, true);
      return c.redirect(`/courses/${course.id}?removed=${assignment.id}`, 303);
    })
    .post("/courses/:id/assignments/:assignment/restore", (c) => {
      const { course, assignment } = forChange(c);
      setRemoved(db, by(c), assignment.id, false);
      return c.redirect(`/courses/${course.id}`, 303);
    })
    .get("/courses/:id/assignments/:assignment/solutions", async (c) => {
      const course = requireCourse(db, c);
      const assignment = requireAssignment(db, c);
      if (!mayReadSolutions(db, course, actorOf(c), assignment)) throw new HTTPException(404);
      // A prefetched page may be shown later without another request, or never be looked at: the
      // browser has to ask again when the page is opened.
      if ((c.req.header("sec-purpose") ?? c.req.header("purpose") ?? "").includes("prefetch"))
        return c.body(null, 503);
      if (c.req.method === "GET" && selectOptionalRole(db, course.id, actorOf(c)) === "student")
        recordSolutionView(db, assignment.id, actorOf(c));
      return c.html(
        <SolutionsPage
          c={c}
          course={course}
          assignment={assignment}
          solutions={await loadSolutions({ catalogue, log }, assignment)}
          isUnderExam={course.isStaff && isUnderExam(db, assignment)}
        />,
      );
    })
    .route("/", extensionRoutes({ db }));
}

function lastChangeOf(db: Db, assignmentId: string): Conflict["by"] {
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
