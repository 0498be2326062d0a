// Discards a regrade, with all its gradings.

import { and, eq, ne } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { gradings } from "../db/submission-schema.ts";
import { regrades } from "../db/teaching-schema.ts";
import { RefusedError } from "../http/errors.ts";
import { requireRegrade } from "./require-regrade.ts";

/** Throws `RefusedError` if it has ended. */
export function discardRegrade(db: Db, id: string, actorId: string, now = new Date()): void {
  db.transaction(
    () => {
      const { regrade, assignment } = requireRegrade(db, id);
      if (regrade.appliedAt !== null || regrade.discardedAt !== null)
        throw new RefusedError("regrade-ended", { key: "regrade.refused.ended" });
      // The same condition as the index has: otherwise SQLite would not use it.
      const { changes: judged } = db
        .delete(gradings)
        .where(and(eq(gradings.runId, id), ne(gradings.runId, "")))
        .run();
      db.update(regrades).set({ discardedAt: now }).where(eq(regrades.id, id)).run();
      recordAudit(
        db,
        {
          action: "regrade.discard",
          actorId,
          courseId: assignment.courseId,
          assignmentId: assignment.id,
          before: { regradeId: id, judged },
        },
        now,
      );
    },
    { behavior: "immediate" },
  );
}
