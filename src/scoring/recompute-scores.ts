// Writes the rows of `scores`, one for each student and assignment. Only this file writes them, in
// the transaction of the change that affects them. Their inputs are read in collect-material.ts. A
// test checks that the rows equal a full recomputation. Learning platforms that have these scores
// are to get the new ones, and students hear of changes by staff: the same transaction does both.

import { and, eq, sql } from "drizzle-orm";
import { markScoresDue } from "../db/mark-scores-due.ts";
import type { Db } from "../db/open.ts";
import { makePlaceholders } from "../db/placeholders.ts";
import { prepareOnce } from "../db/prepared.ts";
import { assignments } from "../db/schema.ts";
import { scores } from "../db/teaching-schema.ts";
import type { ScoreCause } from "../notices/kinds.ts";
import { noteScore } from "../notices/note-events.ts";
import { type Score, scoreAttempts } from "../rules/policy.ts";
import { type Material, selectRowsOfKind, collectMaterial } from "./collect-material.ts";

const assignmentById = prepareOnce((db) =>
  db
    .select({
      courseId: assignments.courseId,
      rules: assignments.rules,
      points: assignments.points,
    })
    .from(assignments)
    .where(eq(assignments.id, sql.placeholder("id")))
    .prepare(),
);

const upsert = prepareOnce((db) => {
  const row = makePlaceholders(
    "assignmentId",
    "userId",
    "points",
    "submissionId",
    "attempts",
    "waiting",
    "isLate",
    "isOverridden",
    "isExtended",
    "isKept",
    "detail",
  );
  const { assignmentId: _assignment, userId: _user, ...others } = row;
  const excluded = Object.fromEntries(
    Object.keys(others).map((name) => [
      name,
      sql.raw(`excluded.${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`),
    ]),
  );
  return db
    .insert(scores)
    .values(row)
    .onConflictDoUpdate({ target: [scores.assignmentId, scores.userId], set: excluded })
    .prepare();
});

/**
 * Recomputes one assignment for all students, or for these. Call it in a transaction. `by`: what
 * staff did, of which the students get notices; undefined: nothing that needs one.
 * Returns the ids of students whose points changed.
 */
export function recomputeScores(
  db: Db,
  assignmentId: string,
  userIds?: readonly string[],
  by?: { cause: ScoreCause; now: Date },
): string[] {
  const assignment = assignmentById(db).get({ id: assignmentId });
  if (assignment === undefined) throw new Error(`no such assignment: ${assignmentId}`);
  const before = new Map(
    selectRowsOfKind(db, "scores", assignmentId, userIds).map(({ userId, points }) => [
      userId,
      points,
    ]),
  );
  const changed: string[] = [];
  const after = new Map<string, number | null>();
  const found = collectMaterial(db, assignmentId, userIds);
  for (const [userId, material] of found) {
    const score = scoreAttempts({
      ...material,
      rules: assignment.rules,
      maxPoints: assignment.points,
    });
    writeScore(db, assignmentId, userId, score, material);
    after.set(userId, score.points);
    if ((before.get(userId) ?? null) !== score.points) changed.push(userId);
  }
  // There is nothing left to compute a score from, for example after an extension or an override
  // was removed.
  const gone = [...before.keys()].filter((userId) => !found.has(userId));
  for (const userId of gone)
    db.delete(scores)
      .where(and(eq(scores.assignmentId, assignmentId), eq(scores.userId, userId)))
      .run();
  markScoresDue(db, assignmentId, userIds);
  const { courseId } = assignment;
  if (by !== undefined) {
    const note = (userId: string, to: number | null) =>
      noteScore(
        db,
        { userId, courseId, assignmentId, from: before.get(userId) ?? null, to, cause: by.cause },
        by.now,
      );
    for (const userId of changed) note(userId, after.get(userId) ?? null);
    for (const userId of gone) note(userId, null);
  }
  return [...changed, ...gone];
}

function writeScore(
  db: Db,
  assignmentId: string,
  userId: string,
  score: Score,
  { extension }: Material,
): void {
  const { points, from, counted, waiting, isKept, override } = score;
  upsert(db).run({
    assignmentId,
    userId,
    points,
    submissionId: from?.id ?? null,
    attempts: counted,
    waiting,
    isLate: from !== undefined && from.lateUnits !== null,
    isOverridden: override !== null,
    isExtended: extension !== null,
    isKept,
    detail: score,
  });
}
