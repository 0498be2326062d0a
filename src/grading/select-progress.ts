// The progress of one student in every exercise, or in one.

import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { selectCurrentId } from "../scoring/current-grading.ts";
import { makeSealLookup } from "../assignments/exams.ts";
import type { ExerciseKey } from "../assignments/uses-exercise.ts";

export const CURRENT_OF_MINE = selectCurrentId({
  submission: "mine.id",
  version: "coalesce(a.version_hash, mine.version_hash)",
  regrade: "a.regrade_id",
});

/** The progress of one user in one exercise. */
export interface ExerciseProgress {
  /** The points of the best attempt, and its maximum; null if none is graded. */
  score: number | null;
  maxScore: number | null;
  isSolved: boolean;
  /** When the first accepted submission was sent; null if there is none. */
  solvedAtMs: number | null;
  attempts: number;
  waiting: number;
  hasDraft: boolean;
}

const NOTHING_DONE: ExerciseProgress = {
  score: null,
  maxScore: null,
  isSolved: false,
  solvedAtMs: null,
  attempts: 0,
  waiting: 0,
  hasDraft: false,
};

/** Results of one version of an exercise. */
interface ProgressRow extends ExerciseKey {
  score: number | null;
  maxScore: number | null;
  solvedAtMs: number | null;
  attempts: number;
  waiting: number;
}

function addRow(sum: ExerciseProgress, row: ProgressRow, isSealed: boolean): ExerciseProgress {
  const counted = {
    ...sum,
    attempts: sum.attempts + row.attempts,
    waiting: sum.waiting + row.waiting,
  };
  if (isSealed) return counted;
  const isBetter = row.score !== null && (sum.score === null || row.score > sum.score);
  const best = isBetter ? { score: row.score, maxScore: row.maxScore } : {};
  const solvedAtMs = findEarlier(sum.solvedAtMs, row.solvedAtMs);
  return { ...counted, ...best, isSolved: solvedAtMs !== null, solvedAtMs };
}

function findEarlier(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

interface ProgressQuery {
  userId: string;
  packId?: string | undefined;
  exerciseId?: string | undefined;
}

/** `one`: of one exercise. */
const queries = prepareOnce(({ $client }) => {
  const prepare = (only: string) => ({
    // Gradings of one version have the same maximum.
    results: $client.prepare<[ProgressQuery], ProgressRow>(
      `select mine.pack_id as packId, mine.exercise_id as exerciseId,
         coalesce(a.version_hash, mine.version_hash) as versionHash,
         max(g.score) as score, max(g.max_score) as maxScore,
         min(mine.submitted_at) filter (where g.verdict = 'accepted') as solvedAtMs,
         count(*) as attempts, count(j.submission_id) as waiting
       from submissions as mine
         left join assignments as a on a.id = mine.assignment_id
         left join gradings as g on g.id = ${CURRENT_OF_MINE}
         left join jobs as j on j.submission_id = mine.id and j.visible_report is null
       where mine.user_id = :userId ${only} group by 1, 2, 3`,
    ),
    drafts: $client
      .prepare<[ProgressQuery], string>(
        `select pack_id || '/' || exercise_id from drafts as mine where user_id = :userId ${only}`,
      )
      .pluck(),
  });
  return {
    all: prepare(""),
    one: prepare("and mine.pack_id = :packId and mine.exercise_id = :exerciseId"),
  };
});

/** By "pack/exercise", for all exercises that the user has tried or begun, or for one exercise. */
export function selectProgress(
  db: Db,
  userId: string,
  one?: { packId: string; exerciseId: string },
): Map<string, ExerciseProgress> {
  const query = queries(db)[one === undefined ? "all" : "one"];
  const key = { userId, packId: one?.packId, exerciseId: one?.exerciseId };
  const isSealed = makeSealLookup(db);
  const progress = new Map<string, ExerciseProgress>();
  for (const row of query.results.all(key)) {
    const name = `${row.packId}/${row.exerciseId}`;
    progress.set(name, addRow(progress.get(name) ?? NOTHING_DONE, row, isSealed(row)));
  }
  for (const name of query.drafts.all(key))
    progress.set(name, { ...(progress.get(name) ?? NOTHING_DONE), hasDraft: true });
  return progress;
}
