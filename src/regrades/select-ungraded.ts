// Selects the submissions that running regrades still have to grade: those without a grading of the
// regrade. The progress is not stored elsewhere, so the work continues after any kind of restart.

import { sql } from "drizzle-orm";
import type { Report } from "../../grader/doors/reports.ts";
import { type Db, writeLazily } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { addGrading } from "../scoring/add-grading.ts";
import type { ExerciseKey } from "../assignments/uses-exercise.ts";
import { IS_OPEN } from "./queries.ts";
import { CURRENT_BY_PIN } from "../scoring/current-grading.ts";

export interface ShadowWork {
  regradeId: string;
  submissionId: string;
}

export interface ShadowJob extends ShadowWork, ExerciseKey {
  /** Of the grading that counts; null if there is none yet. */
  seed: number | null;
  hiddenSeed: number | null;
  fileName: string;
  source: string;
}

/**
 * The regrade is open, and its assignment's tests are still those it started from. A submission is
 * left out while its hidden groups wait for their first grading, whose hidden seed is used.
 */
const IS_WANTED = `${IS_OPEN}
  and a.version_hash = regrades.from_hash and a.regrade_id is regrades.from_regrade_id
  and not exists (
    select 1 from jobs as apart
    where apart.submission_id = s.id and apart.visible_report is not null)`;

const queries = prepareOnce(({ $client }) => ({
  // Oldest regrade first. Submissions waiting for their first grading come last: the queue will
  // grade them soon, with the seed that counts.
  missing: $client.prepare<[number], ShadowWork>(`
    select regrades.id as regradeId, s.id as submissionId
    from regrades
      join assignments as a on a.id = regrades.assignment_id
      join submissions as s on s.assignment_id = a.id
      left join jobs on jobs.submission_id = s.id
    where ${IS_WANTED} and not exists (
      select 1 from gradings
      where submission_id = s.id and version_hash = regrades.to_hash and run_id = regrades.id)
    order by regrades.created_at, regrades.id, jobs.ticket is not null, s.submitted_at, s.id
    limit ?`),
  job: $client.prepare<[ShadowWork], ShadowJob>(`
    select regrades.id as regradeId, s.id as submissionId, regrades.to_hash as versionHash,
      s.file_name as fileName, s.source, s.pack_id as packId, s.exercise_id as exerciseId,
      counting.seed, coalesce(counting.hidden_seed, counting.seed) as hiddenSeed
    from regrades
      join assignments as a on a.id = regrades.assignment_id
      join submissions as s on s.assignment_id = a.id
      left join gradings as counting on counting.id = ${CURRENT_BY_PIN}
    where regrades.id = :regradeId and s.id = :submissionId and ${IS_WANTED}`),
}));

export function selectMissing(db: Db, limit: number): ShadowWork[] {
  return queries(db).missing.all(limit);
}

/** undefined if it is no longer needed. */
export function selectOptionalShadowJob(db: Db, work: ShadowWork): ShadowJob | undefined {
  return queries(db).job.get(work);
}

/** Stores the grading, unless the regrade has ended meanwhile. */
export function storeShadowGrading(db: Db, work: ShadowWork, report: Report, now: Date): void {
  writeLazily(db, () =>
    db.transaction(
      () => {
        if (queries(db).job.get(work) !== undefined)
          addGrading(db, work.submissionId, report, work.regradeId, now);
      },
      { behavior: "immediate" },
    ),
  );
}

/** The number of submissions of the assignment that the regrade has not graded yet. */
export function countMissing(
  db: Db,
  { id, assignmentId, toHash }: { id: string; assignmentId: string; toHash: string },
): number {
  return db.get<{ count: number }>(sql`
    select count(*) as count from submissions as s
    where s.assignment_id = ${assignmentId} and not exists (
      select 1 from gradings
      where submission_id = s.id and version_hash = ${toHash} and run_id = ${id})`).count;
}

/** The number of submissions whose regrading ended in a judge error. */
export function countJudgeErrors(db: Db, { id }: { id: string }): number {
  return db.get<{ count: number }>(
    sql`select count(*) as count from gradings where run_id = ${id} and run_id <> '' and verdict = 'judge-error'`,
  ).count;
}
