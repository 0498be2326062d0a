// Two students whose submissions to an assignment were compared, inserted into the database: one
// the copy of the other.

import { eq } from "drizzle-orm";
import { newId } from "../../src/db/id.ts";
import type { Db } from "../../src/db/open.ts";
import { assignments } from "../../src/db/schema.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { writeRun } from "../../src/similarity/stored-runs.ts";

const SOURCE =
  "export function total(values: number[]): number {\n" +
  "  let sum = 0;\n" +
  "  for (const value of values) sum += value;\n" +
  "  return sum;\n" +
  "}\n";

/** Creates their submissions if there are none. Returns the path of the pair's page. */
export function makeSimilarPair(
  db: Db,
  {
    courseId,
    assignmentId,
    userIds,
  }: { courseId: string; assignmentId: string; userIds: [string, string] },
): string {
  const { packId, exerciseId, versionHash } = db
    .select()
    .from(assignments)
    .where(eq(assignments.id, assignmentId))
    .get()!;
  const sent = new Map(
    db
      .select({ id: submissions.id, userId: submissions.userId })
      .from(submissions)
      .where(eq(submissions.assignmentId, assignmentId))
      .all()
      .map(({ id, userId }) => [userId, id]),
  );
  const compared = [...userIds].sort().map((userId) => {
    const submissionId = sent.get(userId) ?? newId();
    if (!sent.has(userId))
      db.insert(submissions)
        .values({
          id: submissionId,
          userId,
          packId,
          exerciseId,
          versionHash,
          assignmentId,
          attempt: 1,
          fileName: "submission.ts",
          source: SOURCE,
          submittedAt: new Date(),
          via: "web",
        })
        .run();
    return { userId, submissionId };
  });
  writeRun(db, assignmentId, "", {
    compared,
    result: {
      pairs: [
        {
          a: 0,
          b: 1,
          similarity: 1,
          longestLines: 5,
          sharedLines: 5,
          parts: [{ a: [0, 10], b: [0, 10], lines: 1 }],
        },
      ],
      tooShort: [],
      isComplete: true,
    },
  });
  return `/courses/${courseId}/assignments/${assignmentId}/similarity/${userIds.join("/")}`;
}
