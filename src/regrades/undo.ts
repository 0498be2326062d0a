// Undoes an applied regrade: the pin, the floors and every score are as they were before.
// Submissions sent since then have no grading by the previous version, so they are queued for it.

import { eq } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { assignments } from "../db/schema.ts";
import { regrades, scoreFloors } from "../db/teaching-schema.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";
import { RefusedError } from "../http/errors.ts";
import type { Queue } from "../grading/queue.ts";
import { comparePoints, selectPoints } from "./record.ts";
import { requireRegrade } from "./require-regrade.ts";
import { selectCurrentId } from "../scoring/current-grading.ts";
import { prepareOnce } from "../db/prepared.ts";

/**
 * Returns how many submissions were queued again. Throws `RefusedError` if it is not the regrade
 * that counts now.
 */
export function undoRegrade(
  db: Db,
  queue: Queue,
  id: string,
  actorId: string,
  now = new Date(),
): number {
  return db.transaction(
    () => {
      const { regrade, assignment } = requireRegrade(db, id);
      if (regrade.appliedAt === null)
        throw new RefusedError("regrade-not-applied", { key: "regrade.refused.notApplied" });
      if (regrade.undoneAt !== null)
        throw new RefusedError("regrade-ended", { key: "regrade.refused.ended" });
      if (assignment.regradeId !== id)
        throw new RefusedError("regrade-not-newest", { key: "regrade.refused.notNewest" });
      const { fromHash, fromRegradeId, toHash } = regrade;

      const before = selectPoints(db, assignment.id);
      db.update(assignments)
        .set({ versionHash: fromHash, regradeId: fromRegradeId })
        .where(eq(assignments.id, assignment.id))
        .run();
      db.delete(scoreFloors).where(eq(scoreFloors.regradeId, id)).run();
      db.update(regrades).set({ undoneAt: now }).where(eq(regrades.id, id)).run();
      const ungraded = selectUngraded(db, assignment.id, fromHash, fromRegradeId);
      queue.requeue(ungraded);
      recomputeScores(db, assignment.id, undefined, { cause: "regrade", now });
      recordAudit(
        db,
        {
          action: "regrade.undo",
          actorId,
          courseId: assignment.courseId,
          assignmentId: assignment.id,
          before: { versionHash: toHash, regradeId: id },
          after: {
            versionHash: fromHash,
            regradeId: fromRegradeId,
            undone: id,
            requeued: ungraded.length,
            ...comparePoints(before, selectPoints(db, assignment.id)),
          },
        },
        now,
      );
      return ungraded.length;
    },
    { behavior: "immediate" },
  );
}

/** Submissions that have no grading by this version, oldest first. */
export function selectUngraded(
  db: Db,
  assignmentId: string,
  versionHash: string,
  regradeId: string | null,
): string[] {
  return ungraded(db)
    .all({ assignmentId, versionHash, regradeId })
    .map(({ id }) => id);
}

const ungraded = prepareOnce(({ $client }) =>
  $client.prepare<
    [{ assignmentId: string; versionHash: string; regradeId: string | null }],
    { id: string }
  >(`
    select s.id from submissions as s where s.assignment_id = :assignmentId
      and ${selectCurrentId({ submission: "s.id", version: ":versionHash", regrade: ":regradeId" })} is null
    order by s.submitted_at, s.id`),
);
