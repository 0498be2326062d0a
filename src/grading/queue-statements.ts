// The queue's SQL, prepared once.

import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { makePlaceholders } from "../db/placeholders.ts";
import { assignments } from "../db/schema.ts";
import { jobs, submissions } from "../db/submission-schema.ts";
import { currentVersion, ofAssignment } from "../scoring/current-grading.ts";

const { placeholder } = sql;

interface CurrentJob {
  userId: string;
  assignmentId: string | null;
  versionHash: string;
  visibleGradedAtMs: number | null;
  visibleHash: string | null;
  claim: number;
  isClaimed: 0 | 1;
}

/**
 * A condition on a row of `jobs`: its visible groups were graded by another version than the one that
 * counts now.
 */
export const IS_STALE = `jobs.visible_report is not null
  and json_extract(jobs.visible_report, '$.receipt.exercise') <> (
    select coalesce(a.version_hash, s.version_hash)
    from submissions as s
    left join assignments as a on a.id = s.assignment_id
    where s.id = jobs.submission_id)`;

export function prepareStatements(db: Db) {
  return { ...prepareSending(db), ...prepareClaiming(db) };
}

/** For recording a submission, or putting it in line again. */
function prepareSending(db: Db) {
  const { $client } = db;
  const { id, userId, source } = submissions;
  return {
    withFormKey: db
      .select({ id, source })
      .from(submissions)
      .where(
        and(eq(userId, placeholder("userId")), eq(submissions.formKey, placeholder("formKey"))),
      )
      .prepare(),
    waitingOf: $client
      .prepare<[{ userId: string; isPractice: 0 | 1; assignmentId: string | null }], number>(`
      select count(*)
      from jobs as j
      join submissions as s on s.id = j.submission_id
      where j.user_id = :userId
        and j.claimed_at is null
        and j.visible_report is null
        and s.is_practice = :isPractice
        and (s.is_practice = 1 or s.assignment_id is :assignmentId)`)
      .pluck(),
    lastNear: $client
      .prepare<
        [{ userId: string; packId: string; exerciseId: string; after: number; before: number }],
        number | null
      >(`
      select max(submitted_at)
      from submissions
      where user_id = :userId
        and pack_id = :packId
        and exercise_id = :exerciseId
        and submitted_at > :after
        and submitted_at < :before`)
      .pluck(),
    nextAttempt: $client
      .prepare<[string, string, string, string | null], number>(
        `select coalesce(max(attempt), 0) + 1
         from submissions
         where user_id = ? and pack_id = ? and exercise_id = ? and assignment_id is ?`,
      )
      .pluck(),
    nextTicket: $client
      .prepare<[], number>("select coalesce(max(ticket), 0) + 1 from jobs")
      .pluck(),
    addSubmission: db
      .insert(submissions)
      .values(
        makePlaceholders(
          "id",
          "userId",
          "packId",
          "exerciseId",
          "assignmentId",
          "isPractice",
          "saidToCount",
          "versionHash",
          "attempt",
          "fileName",
          "source",
          "submittedAt",
          "formKey",
          "via",
        ),
      )
      .prepare(),
    addJob: db
      .insert(jobs)
      .values(makePlaceholders("submissionId", "userId", "ticket"))
      .prepare(),
    repeated: $client.prepare<[], number>("select count(*) from jobs where losses > 0").pluck(),
    requeueJob: $client.prepare<[number, string]>(`
      insert into jobs (submission_id, user_id, ticket)
      select id, user_id, ? from submissions where id = ?
      on conflict (submission_id) do update
      set ticket = excluded.ticket, visible_report = null, claimed_at = null, losses = 0
      where ${IS_STALE}`),
  };
}

/** For claiming a job, and for what happens to it afterwards. */
function prepareClaiming(db: Db) {
  const { $client } = db;
  const { id, userId, packId, exerciseId, assignmentId, fileName, source, submittedAt } =
    submissions;
  return {
    /** undefined if it is not an assignment's id. */
    assignmentOf: $client.prepare<[string], { isExam: 0 | 1; versionHash: string }>(
      "select is_exam as isExam, version_hash as versionHash from assignments where id = ?",
    ),
    claimJob: $client.prepare<[number, string]>(
      "update jobs set claimed_at = ?, tries = tries + 1 where submission_id = ?",
    ),
    jobOf: db
      .select({
        submissionId: id,
        userId,
        packId,
        exerciseId,
        assignmentId,
        versionHash: currentVersion,
        fileName,
        source,
        submittedAt,
        visibleReport: jobs.visibleReport,
        claim: jobs.tries,
        losses: jobs.losses,
      })
      .from(submissions)
      .innerJoin(jobs, eq(jobs.submissionId, id))
      .leftJoin(assignments, ofAssignment)
      .where(eq(id, placeholder("id")))
      .prepare(),
    removeJob: $client.prepare<[string]>("delete from jobs where submission_id = ?"),
    releaseJob: $client.prepare<[string]>(
      "update jobs set claimed_at = null where submission_id = ?",
    ),
    /** undefined if the job is finished. */
    currentOf: $client.prepare<[string], CurrentJob>(
      `select
         s.user_id as userId,
         s.assignment_id as assignmentId,
         visible_graded_at as visibleGradedAtMs,
         tries as claim,
         claimed_at is not null as isClaimed,
         json_extract(visible_report, '$.receipt.exercise') as visibleHash,
         coalesce(a.version_hash, s.version_hash) as versionHash
       from jobs
       join submissions as s on s.id = submission_id
       left join assignments as a on a.id = s.assignment_id
       where submission_id = ?`,
    ),
  };
}
