// Who has opened an assignment's solutions, and when. Staff see this when they give more time or
// let an attempt count.

import { and, eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { solutionViews } from "../db/teaching-schema.ts";

export interface SolutionView {
  firstAt: Date;
  lastAt: Date;
}

export function recordSolutionView(
  db: Db,
  assignmentId: string,
  userId: string,
  now = new Date(),
): void {
  db.insert(solutionViews)
    .values({ assignmentId, userId, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: [solutionViews.assignmentId, solutionViews.userId],
      set: { lastAt: now },
    })
    .run();
}

/** By student. */
export function selectSolutionViews(db: Db, assignmentId: string): Map<string, SolutionView> {
  return new Map(
    db
      .select()
      .from(solutionViews)
      .where(eq(solutionViews.assignmentId, assignmentId))
      .all()
      .map(({ userId, firstAt, lastAt }) => [userId, { firstAt, lastAt }]),
  );
}

export function selectOptionalSolutionView(
  db: Db,
  assignmentId: string,
  userId: string,
): SolutionView | undefined {
  return db
    .select({ firstAt: solutionViews.firstAt, lastAt: solutionViews.lastAt })
    .from(solutionViews)
    .where(and(eq(solutionViews.assignmentId, assignmentId), eq(solutionViews.userId, userId)))
    .get();
}
