// Hands out the first links of an import's new accounts and seats: as a CSV file, once, or by mail.

import { HTTPException } from "hono/http-exception";
import { recordAudit } from "../../db/record-audit.ts";
import type { AppContext } from "../../http/environment.ts";
import { RefusedError } from "../../http/errors.ts";
import { selectOptionalOpenSeat } from "../../identity/seats.ts";
import { takeTurns } from "../../tables/take-turns.ts";
import { makeLinksFile, selectUnused } from "../first-links/links-file.ts";
import { queueMails } from "../first-links/mail-queue.ts";
import {
  findNote,
  findOpenCourse,
  type ImportParts,
  readImportId,
  runAlone,
} from "./find-import.ts";
import { requireActor } from "../../http/require-actor.ts";
import { nameDownload } from "../../http/name-download.ts";

export async function downloadFirstLinks(parts: ImportParts, c: AppContext) {
  const { db, rosters } = parts;
  const course = findOpenCourse(parts, c);
  const file = readImportId(c);
  await findNote(parts, c, course);
  return runAlone(parts, file, async () => {
    const note = await findNote(parts, c, course);
    if (note.pending.length + note.seats.length === 0)
      throw new RefusedError("roster-links-gone", { key: "roster.links.none" });
    const pause = takeTurns();
    const rows = await selectUnused(db, course, note.pending, pause);
    recordAudit(db, {
      action: "first-link.make",
      actorId: requireActor(c),
      courseId: course.id,
      after: { count: rows.length },
    });
    const seats = note.seats.flatMap((id) => selectOptionalOpenSeat(db, course.id, id) ?? []);
    const text = await makeLinksFile(db, c.get("site"), { rows, seats }, c.get("t"), pause);
    await rosters.writeNote(course.id, file, { ...note, pending: [], seats: [] });
    c.header("content-type", "text/csv; charset=utf-8");
    nameDownload(c, `first-links-${file.slice(0, 6)}.csv`);
    return c.body(text);
  });
}

export async function mailFirstLinks(parts: ImportParts, c: AppContext) {
  const { db, rosters, firstMailer } = parts;
  const course = findOpenCourse(parts, c);
  const file = readImportId(c);
  await findNote(parts, c, course);
  if (firstMailer === undefined) throw new HTTPException(404);
  await runAlone(parts, file, async () => {
    const note = await findNote(parts, c, course);
    const rows = await selectUnused(db, course, note.pending, takeTurns());
    const mailing = rows.flatMap(({ userId, email }) => (email === null ? [] : [userId]));
    const actorId = requireActor(c);
    queueMails(db, { courseId: course.id, actorId, language: c.get("language") }, mailing);
    const queued = new Set(mailing);
    await rosters.writeNote(course.id, file, {
      ...note,
      pending: note.pending.filter((id) => !queued.has(id)),
      mailing: [...note.mailing, ...mailing],
    });
  });
  firstMailer.wake();
  return c.redirect(`/courses/${course.id}/people/import/${file}`, 303);
}
