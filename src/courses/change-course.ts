// Changes a course's title, time zone and language, archives and reopens it; each change with its
// entry in the audit log.

import { eq } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Language } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { courses } from "../db/schema.ts";

/** The names that `Intl` knows. UTC comes first: `Intl` leaves it out. */
export const TIME_ZONES: readonly string[] = [
  "UTC",
  ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC"),
];

/** The name as `Intl` spells it; undefined if `Intl` does not know it. */
export function readTimeZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The log records that the title changed, not the text: the log holds no free text. */
export function changeCourse(
  db: Db,
  actorId: string,
  courseId: string,
  { title, timeZone, language }: { title: string; timeZone: string; language: Language },
  now = new Date(),
): void {
  db.transaction(
    (tx) => {
      const before = tx
        .select({ title: courses.title, timeZone: courses.timeZone, language: courses.language })
        .from(courses)
        .where(eq(courses.id, courseId))
        .get()!;
      if (before.title === title && before.timeZone === timeZone && before.language === language)
        return;
      tx.update(courses).set({ title, timeZone, language }).where(eq(courses.id, courseId)).run();
      recordAudit(
        tx,
        {
          action: "course.change",
          actorId,
          courseId,
          before: { timeZone: before.timeZone, language: before.language },
          after: { timeZone, language, isRenamed: before.title !== title },
        },
        now,
      );
    },
    { behavior: "immediate" },
  );
}

/** Archives the course, or reopens it. */
export function archiveCourse(
  db: Db,
  actorId: string,
  courseId: string,
  isOver: boolean,
  now = new Date(),
): void {
  db.transaction(
    (tx) => {
      const before = tx
        .select({ archivedAt: courses.archivedAt })
        .from(courses)
        .where(eq(courses.id, courseId))
        .get()!;
      if ((before.archivedAt !== null) === isOver) return;
      const archivedAt = isOver ? now : null;
      tx.update(courses).set({ archivedAt }).where(eq(courses.id, courseId)).run();
      recordAudit(
        tx,
        {
          action: isOver ? "course.archive" : "course.unarchive",
          actorId,
          courseId,
          before,
          after: { archivedAt },
        },
        now,
      );
    },
    { behavior: "immediate" },
  );
}
