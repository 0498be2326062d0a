// A score set by hand, with a reason, in place of the attempts' result; and its undoing. Rows are
// never deleted: undoing the newest restores the one before. Both write the score and the audit log
// in the same transaction.

import { narrow } from "../http/read-field.ts";
import { and, eq, isNull, max } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { overrides, scores } from "../db/teaching-schema.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";
import { selectOverrides } from "./select-cell.ts";
import type { CellName } from "./cell-name.ts";

export const MAX_REASON_LENGTH = 500;

/** Leaves room above the maximum for extra work, but not for a typing mistake. */
export function limitPoints(maxPoints: number): number {
  return 2 * maxPoints;
}

/**
 * A number from 0 to `most`, rounded to two decimals as scores are; undefined for anything else.
 */
export function readPoints(text: string, most: number): number | undefined {
  const trimmed = narrow(text);
  if (!/^\d{1,9}(?:\.\d{1,6})?$/.test(trimmed)) return undefined;
  const points = Math.round(Number(trimmed) * 100) / 100;
  return points <= most ? points : undefined;
}

/** Call it in a transaction. The caller recomputes the scores. */
export function addOverride(
  db: Db,
  { courseId, assignmentId, userId }: CellName,
  { points, reason, actorId }: { points: number; reason: string; actorId: string },
  now = new Date(),
): void {
  const before = selectPoints(db, assignmentId, userId);
  const { newest } = db
    .select({ newest: max(overrides.createdAt) })
    .from(overrides)
    .where(and(eq(overrides.assignmentId, assignmentId), eq(overrides.userId, userId)))
    .get()!;
  // The newest counts, even if the clock was set back or two come in the same millisecond.
  const createdAt = new Date(Math.max(now.getTime(), (newest?.getTime() ?? -1) + 1));
  const id = newId();
  db.insert(overrides)
    .values({ id, assignmentId, userId, points, reason, createdAt, createdBy: actorId })
    .run();
  recordAudit(
    db,
    {
      action: "override.set",
      actorId,
      courseId,
      assignmentId,
      userId,
      before: { points: before },
      after: { points, override: id },
    },
    now,
  );
}

export function setOverride(
  db: Db,
  cell: CellName,
  override: { points: number; reason: string; actorId: string },
  now = new Date(),
): void {
  db.transaction(
    () => {
      addOverride(db, cell, override, now);
      recomputeScores(db, cell.assignmentId, [cell.userId], { cause: "override", now });
    },
    { behavior: "immediate" },
  );
}

/**
 * Undoes the named one if it is the one that counts; a form sent twice undoes only one. Returns
 * whether it did.
 */
export function undoOverride(
  db: Db,
  { courseId, assignmentId, userId }: CellName,
  overrideId: string,
  actorId: string,
  now = new Date(),
): boolean {
  return db.transaction(
    () => {
      const current = selectOverrides(db, assignmentId, userId).find(
        ({ undoneAt }) => undoneAt === null,
      );
      if (current?.id !== overrideId) return false;
      const before = selectPoints(db, assignmentId, userId);
      db.update(overrides)
        .set({ undoneAt: now })
        .where(and(eq(overrides.id, overrideId), isNull(overrides.undoneAt)))
        .run();
      recomputeScores(db, assignmentId, [userId], { cause: "overrideUndone", now });
      recordAudit(
        db,
        {
          action: "override.undo",
          actorId,
          courseId,
          assignmentId,
          userId,
          before: { points: before, override: overrideId },
          after: { points: selectPoints(db, assignmentId, userId) },
        },
        now,
      );
      return true;
    },
    { behavior: "immediate" },
  );
}

function selectPoints(db: Pick<Db, "select">, assignmentId: string, userId: string): number | null {
  return (
    db
      .select({ points: scores.points })
      .from(scores)
      .where(and(eq(scores.assignmentId, assignmentId), eq(scores.userId, userId)))
      .get()?.points ?? null
  );
}
