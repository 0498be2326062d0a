// Gives, changes and removes extensions, with their audit entry and the scores that they change, in
// one transaction.

import { and, eq } from "drizzle-orm";
import { recordAudit } from "../../db/record-audit.ts";
import type { Db } from "../../db/open.ts";
import { extensions } from "../../db/teaching-schema.ts";
import { noteExtension } from "../../notices/note-events.ts";
import { recomputeScores } from "../../scoring/recompute-scores.ts";
import type { Extension } from "../../rules/assignment-rules.ts";

interface For {
  courseId: string;
  assignmentId: string;
  actorId: string;
}

/** Replaces any extension these students have. Returns the ids of students whose points changed. */
export function setExtensions(
  db: Db,
  { courseId, assignmentId, actorId }: For,
  userIds: readonly string[],
  { dueAtMs, extraAttempts }: Extension,
  reason: string,
  now = new Date(),
): string[] {
  return db.transaction(
    () => {
      const row = {
        dueAt: dueAtMs === null ? null : new Date(dueAtMs),
        extraAttempts,
        reason,
        createdAt: now,
        createdBy: actorId,
      };
      for (const userId of userIds) {
        const before = selectFacts(db, assignmentId, userId);
        db.insert(extensions)
          .values({ assignmentId, userId, ...row })
          .onConflictDoUpdate({ target: [extensions.assignmentId, extensions.userId], set: row })
          .run();
        recordAudit(
          db,
          {
            action: "extension.set",
            actorId,
            courseId,
            assignmentId,
            userId,
            before,
            after: { dueAtMs, extraAttempts },
          },
          now,
        );
        noteExtension(
          db,
          { courseId, assignmentId, userId, before, after: { dueAtMs, extraAttempts } },
          now,
        );
      }
      return recomputeScores(db, assignmentId, userIds, { cause: "extension", now });
    },
    { behavior: "immediate" },
  );
}

/**
 * Returns the ids of students whose points changed; undefined if there is no extension to remove.
 */
export function removeExtension(
  db: Db,
  { courseId, assignmentId, actorId }: For,
  userId: string,
  now = new Date(),
): string[] | undefined {
  return db.transaction(
    () => {
      const before = selectFacts(db, assignmentId, userId);
      if (before === undefined) return undefined;
      db.delete(extensions)
        .where(and(eq(extensions.assignmentId, assignmentId), eq(extensions.userId, userId)))
        .run();
      recordAudit(
        db,
        { action: "extension.remove", actorId, courseId, assignmentId, userId, before },
        now,
      );
      noteExtension(db, { courseId, assignmentId, userId, before, after: undefined }, now);
      return recomputeScores(db, assignmentId, [userId], { cause: "extension", now });
    },
    { behavior: "immediate" },
  );
}

/** For the audit log. The reason is left out: it may be private. */
function selectFacts(db: Db, assignmentId: string, userId: string): Extension | undefined {
  const row = db
    .select()
    .from(extensions)
    .where(and(eq(extensions.assignmentId, assignmentId), eq(extensions.userId, userId)))
    .get();
  return row && { dueAtMs: row.dueAt?.getTime() ?? null, extraAttempts: row.extraAttempts };
}
