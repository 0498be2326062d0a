// The stored result of an assignment's last comparison, by submissions and students, so that it
// stays readable when there are newer submissions.

import { eq } from "drizzle-orm";
import { z } from "zod";
import { similarityResult } from "../../grader/doors/similarity.ts";
import type { Db } from "../db/open.ts";
import { similarityRuns } from "../db/similarity-schema.ts";

const storedResult = z.strictObject({
  /** The submissions that the indices of `result` refer to. */
  compared: z.array(z.strictObject({ userId: z.string(), submissionId: z.string() })),
  result: similarityResult,
});
export type StoredResult = z.infer<typeof storedResult>;

export interface StoredRun extends StoredResult {
  inputHash: string;
  computedAt: Date;
}

/** undefined if there is no readable result: then the comparison runs again. */
export function selectOptionalRun(db: Db, assignmentId: string): StoredRun | undefined {
  const row = db
    .select()
    .from(similarityRuns)
    .where(eq(similarityRuns.assignmentId, assignmentId))
    .get();
  const stored = storedResult.safeParse(row?.result);
  return row === undefined || !stored.success
    ? undefined
    : { ...stored.data, inputHash: row.inputHash, computedAt: row.computedAt };
}

export function writeRun(
  db: Db,
  assignmentId: string,
  inputHash: string,
  result: StoredResult,
  computedAt = new Date(),
): void {
  const row = { inputHash, result, computedAt };
  db.insert(similarityRuns)
    .values({ assignmentId, ...row })
    .onConflictDoUpdate({ target: similarityRuns.assignmentId, set: row })
    .run();
}
