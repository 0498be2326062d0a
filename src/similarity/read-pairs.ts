// Reads a stored comparison for its pages: the students' names, the times of both submissions, and
// the dismissals.

import { eq, inArray } from "drizzle-orm";
import type { MatchingPart } from "../../grader/doors/similarity.ts";
import { selectFullNames } from "../membership/shown-name.ts";
import type { Db } from "../db/open.ts";
import { assignments } from "../db/schema.ts";
import { submissions } from "../db/submission-schema.ts";
import { type Dismissal, selectDismissals } from "./dismissals.ts";
import type { StoredRun } from "./stored-runs.ts";

interface Side {
  userId: string;
  name: string;
  submissionId: string;
  attempt: number;
  submittedAt: Date;
}

export interface PairView {
  /** In the order of submission. */
  earlier: Side;
  later: Side;
  similarity: number;
  longestLines: number;
  sharedLines: number;
  /** Offsets on the earlier side and on the later one, in the order of the earlier side. */
  parts: { earlier: [number, number]; later: [number, number]; lines: number }[];
  /**
   * Dismissed when both submissions existed: a dismissal from before a newer submission does not
   * apply to it.
   */
  dismissal: Dismissal | null;
}

/** By the ids of its students, in either order. */
export const pairKey = (one: string, other: string): string =>
  one < other ? `${one} ${other}` : `${other} ${one}`;

export interface RunView {
  computedAt: Date;
  compared: number;
  /** The most similar first. */
  pairs: PairView[];
  tooShort: Side[];
  isComplete: boolean;
}

export function readRun(
  db: Db,
  assignmentId: string,
  { compared, result, computedAt }: StoredRun,
): RunView {
  const sides = readSides(db, assignmentId, compared);
  const dismissals = new Map(
    selectDismissals(db, assignmentId).map((one) => [pairKey(one.userA, one.userB), one]),
  );
  const pairs = result.pairs.flatMap(
    ({ a, b, parts, similarity, longestLines, sharedLines }): PairView[] => {
      const [left, right] = [sides[a], sides[b]];
      if (left === undefined || right === undefined) return [];
      const isTurned = right.submittedAt < left.submittedAt;
      const [earlier, later] = isTurned ? [right, left] : [left, right];
      const dismissal = dismissals.get(pairKey(left.userId, right.userId));
      return [
        {
          earlier,
          later,
          similarity,
          longestLines,
          sharedLines,
          parts: parts
            .map((part) => turn(part, isTurned))
            .sort((one, other) => one.earlier[0] - other.earlier[0]),
          dismissal:
            dismissal !== undefined && dismissal.createdAt >= later.submittedAt ? dismissal : null,
        },
      ];
    },
  );
  return {
    computedAt,
    compared: compared.length,
    pairs,
    tooShort: result.tooShort.flatMap((i) => sides[i] ?? []),
    isComplete: result.isComplete,
  };
}

function turn({ a, b, lines }: MatchingPart, isTurned: boolean): PairView["parts"][number] {
  return isTurned ? { earlier: b, later: a, lines } : { earlier: a, later: b, lines };
}

function readSides(
  db: Db,
  assignmentId: string,
  compared: StoredRun["compared"],
): (Side | undefined)[] {
  const ids = compared.map(({ submissionId }) => submissionId);
  const sent = new Map(
    db
      .select({
        id: submissions.id,
        attempt: submissions.attempt,
        submittedAt: submissions.submittedAt,
      })
      .from(submissions)
      .where(inArray(submissions.id, ids))
      .all()
      .map((row) => [row.id, row]),
  );
  const { courseId } = db
    .select({ courseId: assignments.courseId })
    .from(assignments)
    .where(eq(assignments.id, assignmentId))
    .get()!;
  const names = selectFullNames(
    db,
    compared.map(({ userId }) => userId),
    courseId,
  );
  return compared.map(({ userId, submissionId }) => {
    const [row, name] = [sent.get(submissionId), names.get(userId)];
    return row === undefined || name === undefined
      ? undefined
      : { userId, name, submissionId, attempt: row.attempt, submittedAt: row.submittedAt };
  });
}
