// Moves a guest's submissions, drafts, own tests, opened hints and notices to an account. Submissions come after the
// attempts that the account already has.

import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { hintViews } from "../db/hint-schema.ts";
import { notices } from "../db/notice-schema.ts";
import { drafts, jobs, ownTests, submissions } from "../db/submission-schema.ts";

/** Runs in one transaction. better-auth deletes the guest's row afterwards. */
export function adoptGuest(db: Db, guestId: string, userId: string): void {
  if (guestId === userId) return;
  db.transaction(
    (tx) => {
      const theirs = tx
        .select()
        .from(submissions)
        .where(eq(submissions.userId, guestId))
        .orderBy(asc(submissions.submittedAt), asc(submissions.attempt))
        .all();
      for (const { id, packId, exerciseId, assignmentId, formKey } of theirs) {
        const last = tx
          .select({ attempt: sql<number>`coalesce(max(${submissions.attempt}), 0)` })
          .from(submissions)
          .where(
            sql`${submissions.userId} = ${userId}
              and ${submissions.packId} = ${packId} and ${submissions.exerciseId} = ${exerciseId}
              and ${submissions.assignmentId} is ${assignmentId}`,
          )
          .get();
        // Only a guest can cause the same form key in both accounts. This must not prevent signing
        // in.
        const isTaken =
          formKey !== null &&
          tx
            .select({ id: submissions.id })
            .from(submissions)
            .where(and(eq(submissions.userId, userId), eq(submissions.formKey, formKey)))
            .get() !== undefined;
        tx.update(submissions)
          .set({ userId, attempt: (last?.attempt ?? 0) + 1, ...(isTaken ? { formKey: null } : {}) })
          .where(eq(submissions.id, id))
          .run();
      }
      tx.update(jobs).set({ userId }).where(eq(jobs.userId, guestId)).run();
      // A draft of the account takes precedence over a draft of the guest.
      tx.run(sql`update or ignore ${drafts} set user_id = ${userId} where user_id = ${guestId}`);
      tx.run(sql`update or ignore ${ownTests} set user_id = ${userId} where user_id = ${guestId}`);
      tx.run(sql`update or ignore ${notices} set user_id = ${userId} where user_id = ${guestId}`);
      tx.run(sql`update or ignore ${hintViews} set user_id = ${userId} where user_id = ${guestId}`);
    },
    { behavior: "immediate" },
  );
}
