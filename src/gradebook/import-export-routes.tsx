//   GET   /courses/:id/gradebook/export?format=csv|xlsx|canvas|moodle
//               a file
//   GET   /courses/:id/gradebook/import        the upload of a changed file
//   POST  /courses/:id/gradebook/import        what it would change, and its problems; changes
//                                              nothing
//   POST  /courses/:id/gradebook/import/apply  applies it

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { readLine, readText } from "../http/read-field.ts";
import { selectCourseAssignments } from "../assignments/assignments.ts";
import { requireInstructor, requireStaff } from "../membership/gate.ts";
import { requireOpen } from "../membership/require-open.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { Db } from "../db/open.ts";
import { selectBesideExams } from "../submissions/beside-exam.tsx";
import { readChoice } from "../tables/read-choice.ts";
import { takeTurns } from "../tables/take-turns.ts";
import { applyImport, readChanges } from "./apply-import.ts";
import { EXPORT_FORMATS, buildSheet } from "./export-sheet.ts";
import { fixExportTitles } from "./export-titles.ts";
import { ImportPage } from "./import-page.tsx";
import { MAX_REASON_LENGTH } from "./override-score.ts";
import { readImport } from "./read-import.ts";
import { selectGradebook } from "./select-gradebook.ts";
import { selectPlatform } from "./select-platform.ts";
import { writeCsv, writeExcel } from "./write-export.ts";
import { requireActor } from "../http/require-actor.ts";
import { nameDownload } from "../http/name-download.ts";

const EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function importExportRoutes({ db }: { db: Db }): Hono<AppEnv> {
  const selectBeside = (c: AppContext, courseId: string) =>
    selectBesideExams(db, c, courseId, selectCourseAssignments(db, courseId));
  return new Hono<AppEnv>()
    .get("/courses/:id/gradebook/export", async (c) => {
      const course = requireStaff(db, c);
      const format = EXPORT_FORMATS.find((name) => name === (c.req.query("format") ?? "csv"));
      if (format === undefined) throw new HTTPException(404);
      const actorId = requireActor(c);
      const isPlatform = format === "canvas" || format === "moodle";
      const titles = isPlatform
        ? fixExportTitles(db, course.id, course.language, actorId)
        : new Map<string, string>();
      const sheet = buildSheet(
        selectGradebook(db, course.id, c.get("language")),
        format,
        c.get("t"),
        selectPlatform(db, course.id, titles),
      );
      nameFile(c, course.title, format);
      c.header("content-type", format === "xlsx" ? EXCEL : "text/csv; charset=utf-8");
      return c.body(
        format === "xlsx" ? new Uint8Array(await writeExcel(sheet, course.title)) : writeCsv(sheet),
      );
    })
    .get("/courses/:id/gradebook/import", (c) => {
      const course = requireInstructor(db, c);
      const done = /^\d{1,7}$/.exec(c.req.query("done") ?? "")?.[0];
      return c.html(
        <ImportPage
          c={c}
          course={course}
          beside={selectBeside(c, course.id)}
          {...(done === undefined ? {} : { done: Number(done) })}
        />,
      );
    })
    .post("/courses/:id/gradebook/import", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const form = await readForm(c);
      const { file } = form;
      const bytes = file instanceof File ? await file.bytes() : new Uint8Array();
      const data = selectGradebook(db, course.id, c.get("language"));
      const plan = await readImport(
        bytes,
        data,
        takeTurns(),
        readChoice((name) => readText(form, name)),
      );
      if (plan.problems.length > 0) c.status(422);
      return c.html(
        <ImportPage
          c={c}
          course={course}
          beside={selectBeside(c, course.id)}
          preview={{ plan, data }}
        />,
      );
    })
    .post("/courses/:id/gradebook/import/apply", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const actorId = requireActor(c);
      const form = await readForm(c);
      const changes = readChanges(readText(form, "changes"));
      const reason = readLine(form, "reason").slice(0, MAX_REASON_LENGTH);
      if (changes === undefined) throw new HTTPException(400);
      const count = applyImport(db, course.id, changes, {
        reason: reason === "" ? c.get("t")("gradebook.import.reason") : reason,
        actorId,
      });
      return c.redirect(`/courses/${course.id}/gradebook/import?done=${count}`, 303);
    });
}

function nameFile(c: AppContext, title: string, format: (typeof EXPORT_FORMATS)[number]): void {
  const extension = format === "xlsx" ? "xlsx" : "csv";
  const platform = format === "canvas" || format === "moodle" ? ` ${format}` : "";
  const fullName = `${title} ${new Date().toISOString().slice(0, 10)}${platform}.${extension}`;
  nameDownload(c, `gradebook.${extension}`, fullName);
}
