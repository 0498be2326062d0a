// Applies a previewed import: the changes become scores set by hand, all of them or none.

import { z } from "zod";
import { RefusedError } from "../http/errors.ts";
import type { Db } from "../db/open.ts";
import type { GradebookData } from "./gradebook-data.ts";
import { addOverride, limitPoints } from "./override-score.ts";
import type { ScoreChange } from "./read-import.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";
import { selectGradebook } from "./select-gradebook.ts";

/**
 * The changes as the form carries them from the preview to its confirmation: rows of assignment,
 * student, old points, new points.
 */
const sentChanges = z
  .array(
    z.tuple([z.string().max(64), z.string().max(64), z.number().nullable(), z.number().min(0)]),
  )
  .max(1_000_000);

export function writeChanges(changes: ScoreChange[]): string {
  return JSON.stringify(
    changes.map(({ assignmentId, userId, from, to }) => [assignmentId, userId, from, to]),
  );
}

/** undefined if the text is not what `writeChanges` writes. */
export function readChanges(text: string): ScoreChange[] | undefined {
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = sentChanges.safeParse(sent);
  return parsed.data?.map(([assignmentId, userId, from, to]) => ({
    assignmentId,
    userId,
    from,
    to,
  }));
}

/**
 * Throws `RefusedError`, and changes nothing, if a score is no longer what the preview showed.
 * Returns how many were set.
 */
export function applyImport(
  db: Db,
  courseId: string,
  changes: ScoreChange[],
  { reason, actorId }: { reason: string; actorId: string },
  now = new Date(),
): number {
  return db.transaction(
    () => {
      const known = scoreFinder(selectGradebook(db, courseId, "en", now.getTime()));
      for (const { assignmentId, userId, from, to } of changes) {
        const found = known(assignmentId, userId);
        if (found === undefined || found.points !== from || to > limitPoints(found.maxPoints))
          throw new RefusedError("scores-changed", { key: "gradebook.import.hasChanged" });
        addOverride(db, { courseId, assignmentId, userId }, { points: to, reason, actorId }, now);
      }
      for (const [assignmentId, ofOne] of Map.groupBy(changes, (change) => change.assignmentId))
        recomputeScores(
          db,
          assignmentId,
          ofOne.map(({ userId }) => userId),
          { cause: "import", now },
        );
      return changes.length;
    },
    { behavior: "immediate" },
  );
}

/** For students of the course, and assignments that are not removed. */
function scoreFinder({
  students,
  assignments,
  points,
}: GradebookData): (
  assignmentId: string,
  userId: string,
) => { points: number | null; maxPoints: number } | undefined {
  const places = new Map(students.ids.map((id, place) => [id, place]));
  const columns = new Map(assignments.map(({ id }, i) => [id, i]));
  return (assignmentId, userId) => {
    const [place, column] = [places.get(userId), columns.get(assignmentId)];
    if (
      place === undefined ||
      column === undefined ||
      students.left[place] === 1 ||
      assignments[column]!.isRemoved
    )
      return undefined;
    return { points: points[column]![place]!, maxPoints: assignments[column]!.points };
  };
}
