// Shows an import: the preview of a stored roster, the list of its problems as a file, and the
// result once it is imported.

import type { AppContext } from "../../http/environment.ts";
import { requireInstructor } from "../../membership/gate.ts";
import { requireOpen } from "../../membership/require-open.ts";
import { takeTurns } from "../../tables/take-turns.ts";
import { countMails } from "../first-links/mail-queue.ts";
import {
  findOpenCourse,
  findRoster,
  type ImportParts,
  readImportId,
  settleNote,
} from "./find-import.ts";
import { PreviewPage } from "./preview-page.tsx";
import { previewRoster } from "./preview-roster.ts";
import { makeProblemsFile } from "./problems-file.ts";
import type { RosterChoice } from "./read-roster.ts";
import { readRosterChoice } from "./roster-choice.ts";
import { ImportedPage } from "./roster-page.tsx";
import { nameDownload } from "../../http/name-download.ts";

export async function showImport(parts: ImportParts, c: AppContext) {
  const { db, firstMailer, rosters, busy } = parts;
  const course = requireInstructor(db, c);
  const file = readImportId(c);
  const note = busy.has(file)
    ? await rosters.note(course.id, file)
    : await settleNote(parts, course, file);
  if (note !== undefined)
    return c.html(
      <ImportedPage
        c={c}
        course={course}
        file={file}
        note={note}
        hasMail={firstMailer !== undefined}
        mails={countMails(db, course.id, note.mailing)}
      />,
    );
  const bytes = await findRoster(parts, c, course);
  requireOpen(course);
  const choice = readUrlChoice(c);
  return c.html(
    <PreviewPage
      c={c}
      course={course}
      file={file}
      preview={await previewRoster(db, course, bytes, choice, takeTurns())}
      choice={choice}
    />,
  );
}

export async function downloadProblems(parts: ImportParts, c: AppContext) {
  const course = findOpenCourse(parts, c);
  const bytes = await findRoster(parts, c, course);
  const preview = await previewRoster(parts.db, course, bytes, readUrlChoice(c), takeTurns());
  c.header("content-type", "text/csv; charset=utf-8");
  nameDownload(c, `roster-problems-${readImportId(c).slice(0, 6)}.csv`);
  return c.body(makeProblemsFile(preview, c.get("t")));
}

export async function discardImport(parts: ImportParts, c: AppContext) {
  const course = findOpenCourse(parts, c);
  await findRoster(parts, c, course);
  await parts.rosters.forget(course.id, readImportId(c), ".csv");
  return c.redirect(`/courses/${course.id}/people/import`, 303);
}

function readUrlChoice(c: AppContext): RosterChoice {
  return readRosterChoice((name) => c.req.query(name));
}
