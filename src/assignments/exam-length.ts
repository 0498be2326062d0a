// How long an exam may be, from opening to due time. While one runs, nobody on the site sees the
// results of the exercise's hidden tests, so a course may not hold them back for long. The site
// owner may allow more.

import { eq } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { settings } from "../db/schema.ts";
import { HOUR_MS, DAY_MS } from "../durations.ts";

export const EXAM_DAYS = 7;
export const MOST_EXAM_DAYS = 366;
const KEY = "exam-days";

/** From Monday 9:00 to Monday 9:00 is one hour longer if clocks go back in between. */
const CLOCK_SHIFT_MS = HOUR_MS;

/**
 * No work in an exam may count after this instant, with any extension: until then results are
 * hidden from everyone.
 */
export function computeLatestExamEnd(opensAtMs: number, examDays: number): number {
  return opensAtMs + examDays * DAY_MS + CLOCK_SHIFT_MS;
}

export function selectExamDays(db: Pick<Db, "select">): number {
  const stored = db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY))
    .get();
  return stored === undefined ? EXAM_DAYS : Number(stored.value);
}

/** `days`: a whole number from 1 to MOST_EXAM_DAYS. Existing exams stay as they are. */
export function setExamDays(db: Db, actorId: string, days: number, now = new Date()): void {
  db.transaction(
    () => {
      const before = selectExamDays(db);
      if (before === days) return;
      const value = String(days);
      db.insert(settings)
        .values({ key: KEY, value })
        .onConflictDoUpdate({ target: settings.key, set: { value } })
        .run();
      recordAudit(
        db,
        { action: "site.change", actorId, before: { examDays: before }, after: { examDays: days } },
        now,
      );
    },
    { behavior: "immediate" },
  );
}
