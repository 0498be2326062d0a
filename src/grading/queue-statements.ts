// The queue's SQL, prepared once.

import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { makePlaceholders } from "../db/placeholders.ts";
import { assignments } from "../db/schema.ts";
import { jobs, submissions } from "../db/submission-schema.ts";
import { currentVersion, ofAssignment } from "../scoring/current-grading.ts";
import type { ExerciseKey } from "../assignments/exams.ts";

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
 * Waiting jobs in the order in which they are claimed: each person's first, in order of arrival, then
 * each person's second. Hidden groups are not in line.
 */
const ORDER = `
  select submission_id, row_number() over (order by running + turn, ticket) as place from (
    select submission_id, ticket, row_number() over (partition by user_id order by ticket) as turn,
      (select count(*) from jobs as taken where taken.user_id = waiting.user_id and taken.claimed_at is not null and taken.visible_report is null) as running
    from jobs as waiting where claimed_at is null and visible_report is null
  )`;

/**
 * A condition on a row of `jobs`: its visible groups were graded by another version than the one that
 * counts now.
 */
export const IS_STALE = `jobs.visible_report is not null and json_extract(jobs.visible_report, '$.receipt.exercise') <> (
  select coalesce(a.version_hash, s.version_hash) from submissions as s left join assignments as a on a.id = s.assignment_id where s.id = jobs.submission_id)`;

export function prepareStatements(db: Db) {
  return { ...prepareSending(db), ...prepareClaiming(db), ...prepareDepth(db) };
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
      select count(*) from jobs as j join submissions as s on s.id = j.submission_id
      where j.user_id = :userId and j.claimed_at is null and j.visible_report is null and s.is_practice = :isPractice and (s.is_practice = 1 or s.assignment_id is :assignmentId)`)
      .pluck(),
    lastNear: $client
      .prepare<
        [{ userId: string; packId: string; exerciseId: string; after: number; before: number }],
        number | null
      >(`
      select max(submitted_at) from submissions
      where user_id = :userId and pack_id = :packId and exercise_id = :exerciseId and submitted_at > :after and submitted_at < :before`)
      .pluck(),
    nextAttempt: $client
      .prepare<[string, string, string, string | null], number>(
        "select coalesce(max(attempt), 0) + 1 from submissions where user_id = ? and pack_id = ? and exercise_id = ? and assignment_id is ?",
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
    requeueJob: $client.prepare<[number, string]>(`
      insert into jobs (submission_id, user_id, ticket) select id, user_id, ? from submissions where id = ?
      on conflict (submission_id) do update set ticket = excluded.ticket, visible_report = null, claimed_at = null where ${IS_STALE}`),
  };
}

/** For claiming a job, and for what happens to it afterwards. */
function prepareClaiming(db: Db) {
  const { $client } = db;
  const { id, userId, packId, exerciseId, assignmentId, fileName, source, submittedAt } =
    submissions;
  return {
    next: $client
      .prepare<[], string>(`select submission_id from (${ORDER}) order by place limit 1`)
      .pluck(),
    /** Jobs of an exam itself come first, and those that gave up their slot last. */
    nextHidden: $client
      .prepare<[string], string>(`
      select submission_id from jobs join submissions as s on s.id = submission_id left join assignments as a on a.id = s.assignment_id
      where claimed_at is null and visible_report is not null and json_array(s.pack_id, s.exercise_id, coalesce(a.version_hash, s.version_hash)) in (select value from json_each(?))
      order by coalesce(a.is_exam, 0) desc, tries, ticket limit 1`)
      .pluck(),
    hiddenExercises: $client.prepare<[], ExerciseKey>(`
      select distinct s.pack_id as packId, s.exercise_id as exerciseId, coalesce(a.version_hash, s.version_hash) as versionHash
      from jobs join submissions as s on s.id = submission_id left join assignments as a on a.id = s.assignment_id
      where claimed_at is null and visible_report is not null`),
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
      `select s.user_id as userId, s.assignment_id as assignmentId, visible_graded_at as visibleGradedAtMs,
         tries as claim, claimed_at is not null as isClaimed, json_extract(visible_report, '$.receipt.exercise') as visibleHash, coalesce(a.version_hash, s.version_hash) as versionHash
       from jobs join submissions as s on s.id = submission_id left join assignments as a on a.id = s.assignment_id where submission_id = ?`,
    ),
  };
}

/** For the places in line. */
function prepareDepth({ $client }: Db) {
  return {
    places: $client
      .prepare<[], [string, number]>(
        `select submission_id, place from (${ORDER}) union all select submission_id, 0 from jobs where claimed_at is not null and visible_report is null`,
      )
      .raw(),
    oldest: $client
      .prepare<[], number>(
        "select submitted_at from jobs join submissions on id = submission_id where claimed_at is null and visible_report is null order by ticket limit 1",
      )
      .pluck(),
  };
}
