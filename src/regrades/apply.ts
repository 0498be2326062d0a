// Applies a regrade: moves the pin to the newer version and recomputes the scores in one
// transaction.

import { eq } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { assignments } from "../db/schema.ts";
import { regrades, scoreFloors } from "../db/teaching-schema.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";
import { RefusedError } from "../http/errors.ts";
import { isUnderExam } from "../assignments/exams.ts";
import type { Mode } from "./preview.ts";
import { computeDigest, readPreview } from "./read-preview.ts";
import { comparePoints, selectPoints } from "./record.ts";
import { requireRegrade } from "./require-regrade.ts";
import { countJudgeErrors, countMissing } from "./select-ungraded.ts";

export interface ApplyOptions {
  mode: Mode;
  /** `computeDigest` the preview that the user saw. */
  seen: string;
  actorId: string;
  now?: Date;
}

/** Throws `RefusedError` if it has ended, is not complete, or differs from what was seen. */
export function applyRegrade(
  db: Db,
  id: string,
  { mode, seen, actorId, now = new Date() }: ApplyOptions,
): void {
  db.transaction(
    () => {
      const { regrade, assignment } = requireRegrade(db, id);
      if (regrade.appliedAt !== null || regrade.discardedAt !== null)
        throw new RefusedError("regrade-ended", { key: "regrade.refused.ended" });
      if (
        assignment.versionHash !== regrade.fromHash ||
        assignment.regradeId !== regrade.fromRegradeId
      )
        throw new RefusedError("regrade-stale", { key: "regrade.refused.stale" });
      const missing = countMissing(db, regrade);
      if (missing > 0)
        throw new RefusedError("regrade-incomplete", {
          key: "regrade.refused.incomplete",
          params: { count: missing },
        });
      // A system error in hidden tests uses no attempt, so the number of attempts left would reveal
      // it.
      const failed = isUnderExam(db, assignment, now.getTime()) ? countJudgeErrors(db, regrade) : 0;
      if (failed > 0)
        throw new RefusedError("regrade-exam-errors", {
          key: "regrade.refused.examErrors",
          params: { count: failed },
        });
      const changes = readPreview(db, regrade, assignment);
      if (computeDigest(changes) !== seen)
        throw new RefusedError("regrade-changed", { key: "regrade.refused.changed" });

      const before = selectPoints(db, assignment.id);
      if (mode === "never-lower") {
        for (const { userId, floor } of changes)
          if (floor !== null)
            db.insert(scoreFloors)
              .values({ regradeId: id, assignmentId: assignment.id, userId, points: floor })
              .run();
      }
      db.update(assignments)
        .set({ versionHash: regrade.toHash, regradeId: id })
        .where(eq(assignments.id, assignment.id))
        .run();
      db.update(regrades).set({ appliedAt: now, mode }).where(eq(regrades.id, id)).run();
      recomputeScores(db, assignment.id, undefined, { cause: "regrade", now });
      recordAudit(
        db,
        {
          action: "regrade.apply",
          actorId,
          courseId: assignment.courseId,
          assignmentId: assignment.id,
          before: { versionHash: regrade.fromHash, regradeId: regrade.fromRegradeId },
          after: {
            versionHash: regrade.toHash,
            regradeId: id,
            mode,
            ...comparePoints(before, selectPoints(db, assignment.id)),
          },
        },
        now,
      );
    },
    { behavior: "immediate" },
  );
}
