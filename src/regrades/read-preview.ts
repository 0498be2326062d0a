// Reads the result of a regrade for its page: the preview, and for each attempt the differences
// between both versions.

import { createHash } from "node:crypto";
import type { Verdict } from "../../grader/doors/reports.ts";
import type { Assignment } from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import type { GroupOutcome } from "../db/submission-schema.ts";
import { collectMaterial } from "../scoring/collect-material.ts";
import { previewRegrade, type ScoreChange } from "./preview.ts";
import type { RegradeRow } from "./queries.ts";
import { selectCurrentId } from "../scoring/current-grading.ts";

export function readPreview(
  db: Db,
  { id, toHash }: Pick<RegradeRow, "id" | "toHash">,
  assignment: Pick<Assignment, "id" | "rules" | "points">,
): ScoreChange[] {
  return previewRegrade({
    before: collectMaterial(db, assignment.id),
    after: collectMaterial(db, assignment.id, undefined, { versionHash: toHash, regradeId: id }),
    rules: assignment.rules,
    maxPoints: assignment.points,
  });
}

/**
 * A digest of what applying would change, in either mode: the user who applies it names the digest
 * that they saw.
 */
export function computeDigest(changes: readonly ScoreChange[]): string {
  const moved = changes
    .filter(({ before, after }) => before.points !== after.all.points)
    .map(({ userId, before, after }) => [
      userId,
      before.points,
      after.all.points,
      after["never-lower"].points,
    ]);
  return createHash("sha256").update(JSON.stringify(moved)).digest("hex").slice(0, 16);
}

interface Outcome {
  verdict: Verdict;
  score: number;
  maxScore: number;
  groups: GroupOutcome[];
}

/** An attempt with different results in the two versions. */
export interface AttemptChange {
  submissionId: string;
  userId: string;
  attempt: number;
  before: Outcome;
  after: Outcome;
}

type AttemptRow = Omit<AttemptChange, "before" | "after"> & {
  [
    K in `${"before" | "after"}${"Verdict" | "Score" | "MaxScore" | "Groups"}`
  ]: K extends `${string}Verdict` ? Verdict : K extends `${string}Groups` ? string : number;
};

type Pair = Pick<RegradeRow, "id" | "assignmentId" | "fromHash" | "fromRegradeId" | "toHash">;

/**
 * Two gradings of each submission of the assignment: by the previous version, and for the regrade.
 * Submissions of deleted accounts are left out: their code is deleted, and their scores are fixed.
 */
const BEFORE = selectCurrentId({
  submission: "s.id",
  version: ":fromHash",
  regrade: ":fromRegradeId",
});
const PAIRS = `from submissions as s
    join gradings as fresh on fresh.submission_id = s.id
      and fresh.version_hash = :toHash and fresh.run_id = :id
    join gradings as old on old.id = ${BEFORE}
  where s.assignment_id = :assignmentId and s.source <> ''`;
/** Times and memory differ from run to run, and a new engine version alone is no difference. */
const plainReport = (of: string) => `json_remove(${of}.report, '$.usage', '$.receipt.engine')`;

const queries = prepareOnce(({ $client }) => ({
  changed: $client.prepare<[Pair], AttemptRow>(`
    select s.id as submissionId, s.user_id as userId, s.attempt,
      old.verdict as beforeVerdict, old.score as beforeScore,
      old.max_score as beforeMaxScore, old.groups as beforeGroups,
      fresh.verdict as afterVerdict, fresh.score as afterScore,
      fresh.max_score as afterMaxScore, fresh.groups as afterGroups
    ${PAIRS}
      and (old.verdict <> fresh.verdict or old.score <> fresh.score
        or old.max_score <> fresh.max_score or old.groups <> fresh.groups)
    order by s.attempt`),
  same: $client.prepare<[Pair], { differing: number; total: number }>(
    `select count(*) filter (where ${plainReport("old")} <> ${plainReport("fresh")}) as differing,
      count(*) as total
    ${PAIRS}`,
  ),
  numbers: $client
    .prepare<[string], [string, number]>(
      "select id, attempt from submissions where assignment_id = ?",
    )
    .raw(),
}));

export function selectAttemptChanges(db: Db, regrade: RegradeRow): AttemptChange[] {
  return queries(db)
    .changed.all(readPair(regrade))
    .map(({ submissionId, userId, attempt, ...row }) => ({
      submissionId,
      userId,
      attempt,
      before: {
        verdict: row.beforeVerdict,
        score: row.beforeScore,
        maxScore: row.beforeMaxScore,
        groups: JSON.parse(row.beforeGroups) as GroupOutcome[],
      },
      after: {
        verdict: row.afterVerdict,
        score: row.afterScore,
        maxScore: row.afterMaxScore,
        groups: JSON.parse(row.afterGroups) as GroupOutcome[],
      },
    }));
}

/**
 * For reports by the same version: how many differ in anything but time and memory, which should be
 * none; and how many there are.
 */
export function countSameReports(
  db: Db,
  regrade: RegradeRow,
): { differing: number; total: number } {
  return queries(db).same.get(readPair(regrade))!;
}

/** The attempt's number of every submission to the assignment. */
export function selectAttemptNumbers(db: Db, assignmentId: string): Map<string, number> {
  return new Map(queries(db).numbers.all(assignmentId));
}

function readPair({ id, assignmentId, fromHash, fromRegradeId, toHash }: RegradeRow): Pair {
  return { id, assignmentId, fromHash, fromRegradeId, toHash };
}
