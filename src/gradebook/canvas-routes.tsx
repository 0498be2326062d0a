//   GET   /courses/:id/gradebook/canvas        how exports name assignments; the upload of a Canvas
//                                              gradebook
//   POST  /courses/:id/gradebook/canvas        the matches; stores nothing
//   POST  /courses/:id/gradebook/canvas/apply  stores them
//   POST  /courses/:id/gradebook/titles        changes the titles that exports use

import { count, eq, and, isNotNull } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { readLine, readText } from "../http/read-field.ts";
import { selectCourseAssignments } from "../assignments/assignments.ts";
import { requireInstructor } from "../membership/gate.ts";
import type { CourseView } from "../membership/course-view.ts";
import { requireOpen } from "../membership/require-open.ts";
import { enrolments } from "../db/schema.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { Db } from "../db/open.ts";
import { selectBesideExams } from "../submissions/beside-exam.tsx";
import { takeTurns } from "../tables/take-turns.ts";
import type { FieldError } from "../ui/field.tsx";
import { matchCanvas } from "./canvas-match.ts";
import { CanvasPage } from "./canvas-page.tsx";
import { changeExportTitle, MAX_EXPORT_TITLE_LENGTH } from "./export-titles.ts";
import { selectGradebook } from "./select-gradebook.ts";
import { selectTitles } from "./select-platform.ts";
import { readMatch, storeCanvas } from "./store-canvas.ts";
import { requireActor } from "../http/require-actor.ts";

export function canvasRoutes({ db }: { db: Db }): Hono<AppEnv> {
  const selectAssignments = (course: CourseView) =>
    selectCourseAssignments(db, course.id).filter(({ removedAt }) => removedAt === null);
  const show = (
    c: AppContext,
    course: CourseView,
    extra: Partial<Parameters<typeof CanvasPage>[0]> = {},
  ) => {
    const { known } = db
      .select({ known: count() })
      .from(enrolments)
      .where(and(eq(enrolments.courseId, course.id), isNotNull(enrolments.canvas)))
      .get()!;
    return c.html(
      <CanvasPage
        c={c}
        course={course}
        assignments={selectAssignments(course)}
        beside={selectBesideExams(db, c, course.id, selectAssignments(course))}
        known={known}
        {...extra}
      />,
    );
  };
  const refuse = (c: AppContext, course: CourseView, error: FieldError) => {
    c.status(422);
    return show(c, course, { error });
  };

  return new Hono<AppEnv>()
    .get("/courses/:id/gradebook/canvas", (c) => {
      const course = requireInstructor(db, c);
      const t = c.get("t");
      const stored = /^(\d{1,6})-(\d{1,6})$/.exec(c.req.query("stored") ?? "");
      let notice: string | undefined;
      if (stored !== null)
        notice = t("gradebook.canvas.stored", {
          columns: Number(stored[1]),
          people: Number(stored[2]),
        });
      else if (c.req.query("done") === "titles") notice = t("gradebook.canvas.titlesSaved");
      return show(c, course, { notice });
    })
    .post("/courses/:id/gradebook/canvas", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const { file } = await readForm(c);
      const bytes = file instanceof File ? await file.bytes() : new Uint8Array();
      const data = selectGradebook(db, course.id, c.get("language"));
      const match = await matchCanvas(bytes, data, selectTitles(db, course.id), takeTurns());
      return "error" in match
        ? refuse(c, course, match.error)
        : show(c, course, { preview: { match, data } });
    })
    .post("/courses/:id/gradebook/canvas/apply", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const actorId = requireActor(c);
      const match = readMatch(readText(await readForm(c), "match"));
      if (match === undefined) throw new HTTPException(400);
      const { columns, people } = storeCanvas(db, course.id, match, actorId);
      return c.redirect(`/courses/${course.id}/gradebook/canvas?stored=${columns}-${people}`, 303);
    })
    .post("/courses/:id/gradebook/titles", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const actorId = requireActor(c);
      const form = await readForm(c);
      for (const { id } of selectAssignments(course)) {
        if (form[`title.${id}`] === undefined) continue;
        const title = readLine(form, `title.${id}`).slice(0, MAX_EXPORT_TITLE_LENGTH);
        if (!changeExportTitle(db, { courseId: course.id, assignmentId: id }, title, actorId))
          return refuse(c, course, { key: "gradebook.canvas.titleTaken", params: { title } });
      }
      return c.redirect(`/courses/${course.id}/gradebook/canvas?done=titles`, 303);
    });
}
