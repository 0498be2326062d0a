// Finds what a request about an import names: the course, the stored roster, and the note of an
// import that is done.

import { eq } from "drizzle-orm";
import { HTTPException } from "hono/http-exception";
import type { Db } from "../../db/open.ts";
import { users } from "../../db/schema.ts";
import type { AppContext } from "../../http/environment.ts";
import { RefusedError } from "../../http/errors.ts";
import { requireInstructor } from "../../membership/gate.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { requireOpen } from "../../membership/require-open.ts";
import type { FirstMailer } from "../first-links/first-mailer.ts";
import type { ImportNote, StoredRosters } from "./stored-rosters.ts";

export interface ImportParts {
  db: Db;
  /** undefined: the site has no mail server. */
  firstMailer: Pick<FirstMailer, "wake"> | undefined;
  rosters: StoredRosters;
  /** Ids of imports that are running, or whose links are being created. */
  busy: Set<string>;
}

/** The request's course, for an instructor, while it is open. */
export function findOpenCourse({ db }: ImportParts, c: AppContext): CourseView {
  const course = requireInstructor(db, c);
  requireOpen(course);
  return course;
}

export function readImportId(c: AppContext): string {
  return c.req.param("file") ?? "";
}

/** Throws 404 if there is no such roster, or it is imported already. */
export async function findRoster(
  { rosters }: ImportParts,
  c: AppContext,
  course: CourseView,
): Promise<Uint8Array> {
  const bytes = await rosters.bytes(course.id, readImportId(c));
  if (bytes === undefined) throw new HTTPException(404);
  return bytes;
}

/** Throws 404 if it is not imported. */
export async function findNote(
  { rosters }: ImportParts,
  c: AppContext,
  course: CourseView,
): Promise<ImportNote> {
  const note = await rosters.note(course.id, readImportId(c));
  if (note === undefined) throw new HTTPException(404);
  return note;
}

/**
 * The note of an import that is done. A server killed during an import leaves both files: whether
 * the accounts exist shows whether it was imported.
 */
export async function settleNote(
  { db, rosters }: ImportParts,
  course: CourseView,
  file: string,
): Promise<ImportNote | undefined> {
  const note = await rosters.note(course.id, file);
  if (note === undefined || (await rosters.bytes(course.id, file)) === undefined) return note;
  const [first] = note.pending;
  const isDone =
    first !== undefined &&
    db.select({ id: users.id }).from(users).where(eq(users.id, first)).get() !== undefined;
  await rosters.forget(course.id, file, isDone ? ".csv" : ".json");
  return isDone ? note : undefined;
}

/** One at a time per import: a link created twice would be missing from the first list. */
export async function runAlone<T>(
  { busy }: ImportParts,
  file: string,
  work: () => Promise<T>,
): Promise<T> {
  if (busy.has(file)) throw new RefusedError("roster-busy", { key: "roster.busy" });
  busy.add(file);
  try {
    return await work();
  } finally {
    busy.delete(file);
  }
}
