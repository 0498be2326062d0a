// Forgets what was sent to a column of a platform's gradebook: it is gone, or another one.

import { and, eq } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { ltiScores } from "../../db/lti-schema.ts";

/** The time of the last score stays: no later one may be older. */
export function forgetSent(db: Pick<Db, "update">, contextId: string, assignmentId: string): void {
  db.update(ltiScores)
    .set({ sent: null })
    .where(and(eq(ltiScores.contextId, contextId), eq(ltiScores.assignmentId, assignmentId)))
    .run();
}
