//   GET   /courses/:id/assignments/new  the form
//   POST  /courses/:id/assignments      creates an assignment for each exercise selected

import { Hono } from "hono";
import { selectCourseAssignments } from "../../assignments/assignments.ts";
import { selectExamDays } from "../../assignments/exam-length.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Db } from "../../db/open.ts";
import type { AppEnv } from "../../http/environment.ts";
import type { Form } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import { requireInstructor } from "../../membership/gate.ts";
import { requireOpen } from "../../membership/require-open.ts";
import type { FieldError } from "../../ui/field.tsx";
import { selectAffectedCourses } from "./affected-courses.ts";
import { isUnlisted } from "./find-for-change.ts";
import { type FormErrors, NEW_VALUES, readValues } from "./form-values.ts";
import { NewAssignmentPage } from "./new-assignment-page.tsx";
import { parseValues } from "./parse-form.ts";
import { createAssignments, type Pick } from "./save-assignment.ts";
import { requireActor } from "../../http/require-actor.ts";

const PICK = "pick:";

export function createRoutes({ catalogue, db }: { catalogue: Catalogue; db: Db }): Hono<AppEnv> {
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
          present={selectPresent(db, course.id)}
        />,
      );
    })
    .post("/courses/:id/assignments", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const form = await readForm(c);
      const values = readValues(form);
      const { chosen, picks, error } = readPicks(form, catalogue);
      const errors: FormErrors = error === undefined ? {} : { exercises: error };
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
        present: selectPresent(db, course.id),
      };
      if (!parsed.ok || errors.exercises !== undefined)
        return c.html(
          <NewAssignmentPage
            {...page}
            errors={parsed.ok ? errors : { ...errors, ...parsed.errors }}
          />,
          422,
        );
      if (isUnlisted(form, parsed.settings.isExam, affected))
        return c.html(<NewAssignmentPage {...page} isAffectedNew />, 409);
      const made = createAssignments(
        db,
        { courseId: course.id, actorId: requireActor(c) },
        picks,
        parsed.settings,
      );
      return c.redirect(`/courses/${course.id}?made=${made.length}`, 303);
    });
}

/** The exercises selected, by name and as they are offered now. */
function readPicks(
  form: Form,
  catalogue: Catalogue,
): { chosen: string[]; picks: Pick[]; error: FieldError | undefined } {
  const chosen = Object.keys(form)
    .filter((name) => name.startsWith(PICK))
    .map((name) => name.slice(PICK.length));
  const picks: Pick[] = [];
  let error: FieldError | undefined =
    chosen.length === 0 ? { key: "assignment.error.exercises" } : undefined;
  for (const name of chosen) {
    const offer = catalogue.find(name.split("/")[0] ?? "", name.split("/").slice(1).join("/"));
    if (offer === undefined)
      error = { key: "assignment.error.exerciseGone", params: { name: name.slice(0, 130) } };
    else picks.push({ packId: offer.pack, exerciseId: offer.id, versionHash: offer.hash });
  }
  return { chosen, picks, error };
}

/** "pack/exercise" of those that the course has assignments on. */
function selectPresent(db: Db, courseId: string): Set<string> {
  return new Set(
    selectCourseAssignments(db, courseId)
      .filter(({ removedAt }) => removedAt === null)
      .map(({ packId, exerciseId }) => `${packId}/${exerciseId}`),
  );
}
