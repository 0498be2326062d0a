// Writes and reads the audit entries for applying and undoing a regrade: whose points changed, with
// the old and new points.

import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../db/open.ts";
import { scores } from "../db/teaching-schema.ts";
import { auditEvents } from "../db/audit-schema.ts";
import { type Counts, nameDirection, MODES, measureChange } from "./preview.ts";

const pointsChange = z.object({
  userId: z.string(),
  before: z.number().nullable(),
  after: z.number().nullable(),
});
/** Of one student whose points changed. */
export type PointsChange = z.infer<typeof pointsChange>;

/** The `after` of an entry. */
const applied = z.object({
  regradeId: z.string(),
  mode: z.enum(MODES),
  up: z.number(),
  down: z.number(),
  same: z.number(),
  changes: z.array(pointsChange),
});
export type Applied = z.infer<typeof applied>;

/** By student, as in `scores` now. */
export function selectPoints(db: Db, assignmentId: string): Map<string, number | null> {
  return new Map(
    db
      .select({ userId: scores.userId, points: scores.points })
      .from(scores)
      .where(eq(scores.assignmentId, assignmentId))
      .all()
      .map(({ userId, points }) => [userId, points]),
  );
}

export function comparePoints(
  before: ReadonlyMap<string, number | null>,
  after: ReadonlyMap<string, number | null>,
): Counts & { changes: PointsChange[] } {
  const counts: Counts = { up: 0, down: 0, same: 0 };
  const changes: PointsChange[] = [];
  for (const userId of new Set([...before.keys(), ...after.keys()])) {
    const change: PointsChange = {
      userId,
      before: before.get(userId) ?? null,
      after: after.get(userId) ?? null,
    };
    const size = measureChange(change.before, change.after);
    counts[nameDirection(size)] += 1;
    if (size !== 0) changes.push(change);
  }
  changes.sort(
    (a, b) =>
      Math.abs(measureChange(b.before, b.after)) - Math.abs(measureChange(a.before, a.after)) ||
      (a.userId < b.userId ? -1 : 1),
  );
  return { ...counts, changes };
}

/** The recorded result of applying it; undefined if it was not applied. */
export function selectOptionalApplied(
  db: Db,
  { id, assignment }: { id: string; assignment: { id: string; courseId: string } },
): Applied | undefined {
  const entry = db
    .select({ after: auditEvents.after })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.courseId, assignment.courseId),
        eq(auditEvents.assignmentId, assignment.id),
        eq(auditEvents.action, "regrade.apply"),
        sql`json_extract(${auditEvents.after}, '$.regradeId') = ${id}`,
      ),
    )
    .orderBy(desc(auditEvents.id))
    .get();
  return entry && applied.parse(entry.after);
}
