// Pairs that staff have reviewed and dismissed, with a note that gives the reason.

import { and, eq } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import { similarityDismissals } from "../db/similarity-schema.ts";

export const MAX_NOTE_LENGTH = 500;

export interface Dismissal {
  userA: string;
  userB: string;
  note: string;
  createdAt: Date;
  /** The name of the reviewer; null if the account was deleted. */
  by: string | null;
}

interface PairOf {
  courseId: string;
  assignmentId: string;
  userA: string;
  userB: string;
}

export function selectDismissals(db: Db, assignmentId: string): Dismissal[] {
  return db
    .select({
      userA: similarityDismissals.userA,
      userB: similarityDismissals.userB,
      note: similarityDismissals.note,
      createdAt: similarityDismissals.createdAt,
      by: users.name,
    })
    .from(similarityDismissals)
    .leftJoin(users, eq(users.id, similarityDismissals.createdBy))
    .where(eq(similarityDismissals.assignmentId, assignmentId))
    .all();
}

/** The last note counts. */
export function dismissPair(
  db: Db,
  { courseId, assignmentId, userA, userB }: PairOf,
  note: string,
  actorId: string,
  now = new Date(),
): void {
  db.transaction(
    (tx) => {
      const row = { note, createdAt: now, createdBy: actorId };
      tx.insert(similarityDismissals)
        .values({ assignmentId, userA, userB, ...row })
        .onConflictDoUpdate({
          target: [
            similarityDismissals.assignmentId,
            similarityDismissals.userA,
            similarityDismissals.userB,
          ],
          set: row,
        })
        .run();
      recordAudit(
        tx,
        {
          action: "similarity.dismiss",
          actorId,
          courseId,
          assignmentId,
          after: { users: [userA, userB] },
        },
        now,
      );
    },
    { behavior: "immediate" },
  );
}

/** False if the pair was not dismissed. */
export function restorePair(
  db: Db,
  { courseId, assignmentId, userA, userB }: PairOf,
  actorId: string,
  now = new Date(),
): boolean {
  return db.transaction(
    (tx) => {
      const { changes } = tx
        .delete(similarityDismissals)
        .where(
          and(
            eq(similarityDismissals.assignmentId, assignmentId),
            eq(similarityDismissals.userA, userA),
            eq(similarityDismissals.userB, userB),
          ),
        )
        .run();
      if (changes > 0)
        recordAudit(
          tx,
          {
            action: "similarity.restore",
            actorId,
            courseId,
            assignmentId,
            before: { users: [userA, userB] },
          },
          now,
        );
      return changes > 0;
    },
    { behavior: "immediate" },
  );
}
