// The queue is the table `jobs`: what is in it survives anything that the disk survives. Fair
// between students: each has at most two waiting, and everybody's first comes before anybody's
// second. A job's row goes in the transaction that writes its grading, so each submission is graded
// once however often the server is killed.
//
// Under exam a job has two steps. Once its visible groups are graded it stays, with their report,
// for its hidden groups. From then on it is in nobody's way: it has no place in line, counts in no
// number that students see, and is taken only when no other job waits. Once the exam is over it is
// taken in turn with those in line.

import { and, eq, isNotNull, sql, type SQL } from "drizzle-orm";
import type { Report } from "../../grader/doors/reports.ts";
import { newId } from "../db/id.ts";
import { type Db, writeLazily } from "../db/open.ts";
import { placeholders } from "../db/placeholders.ts";
import { assignments } from "../db/schema.ts";
import { jobs, submissions } from "../db/submission-schema.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";
import { addGrading } from "../scoring/add-grading.ts";
import { currentVersion, ofAssignment } from "../scoring/current-grading.ts";
import type { ExerciseKey } from "../assignments/exams.ts";

export const MAX_WAITING_EACH = 2;

const { placeholder } = sql;

interface SentCode {
  userId: string;
  packId: string;
  exerciseId: string;
  /** null: to try something out. */
  assignmentId: string | null;
  versionHash: string;
  fileName: string;
  source: string;
}

export interface NewSubmission extends SentCode {
  /**
   * When its request had been read whole. Taken once, before any waiting: whoever decides for what
   * it counts uses the same moment.
   */
  submittedAt: Date;
  /** Sent as practice, or for no assignment. */
  isPractice: boolean;
  /** Whether its author was told that it counts. */
  saidToCount: boolean;
  /** null: cannot come twice. */
  formKey: string | null;
  via: "web" | "cli" | "api";
}

/**
 * full: two of this author's wait already. spaced: too soon after their last one to this exercise,
 * which is under exam.
 */
export type SubmitResult =
  | { kind: "recorded" | "known"; id: string }
  | { kind: "full" }
  | { kind: "spaced"; untilMs: number };

/**
 * `versionHash`: what it is to be judged by now, which is its assignment's pin where it has one.
 */
export interface ClaimedJob extends SentCode {
  submissionId: string;
  submittedAt: Date;
  /** Of step 1, for step 2; null in step 1, and outside exams. */
  visibleReport: Report | null;
  /**
   * Of the claims of this job, the number of this one. What comes of an earlier one that was taken
   * away has no effect.
   */
  claim: number;
}

/**
 * Which jobs: those in line; those whose visible groups are graded and whose hidden groups are not,
 * during the exam and after it.
 */
export type Rank = "first" | "hidden" | "late";

interface CurrentJob {
  userId: string;
  assignmentId: string | null;
  versionHash: string;
  visibleGradedAtMs: number | null;
  visibleHash: string | null;
  claim: number;
  isClaimed: 0 | 1;
}

export interface QueueOptions {
  now?: () => Date;
}

/**
 * Waiting jobs in the order in which they are taken: everybody's first, in order of arrival, then
 * everybody's second. Hidden groups are not in line.
 */
const ORDER = `
  select submission_id, row_number() over (order by running + turn, ticket) as place from (
    select submission_id, ticket, row_number() over (partition by user_id order by ticket) as turn,
      (select count(*) from jobs as taken where taken.user_id = waiting.user_id and taken.claimed_at is not null and taken.visible_report is null) as running
    from jobs as waiting where claimed_at is null and visible_report is null
  )`;

export class Queue {
  readonly #db: Db;
  readonly #now: () => Date;
  readonly #statements: ReturnType<typeof prepareStatements>;
  /**
   * Of everybody in the queue, 0 for those being graded. Everybody who waits asks after each
   * change, so it is worked out once for all of them.
   */
  #places: Map<string, number> | undefined;

  constructor(db: Db, { now = () => new Date() }: QueueOptions = {}) {
    this.#db = db;
    this.#now = now;
    this.#statements = prepareStatements(db);
  }

  /**
   * Records a submission and puts it in line, both or neither. The same form again is the same
   * submission, unless the code has changed: then somebody went back to the page and worked on.
   * What waits as practice, or for another assignment, is not in its way.
   *
   * `spacingMs`: instead of the limit on what waits, this much time must lie between two
   * submissions of one person to the exercise.
   */
  submit(
    submission: NewSubmission,
    { spacingMs = null }: { spacingMs?: number | null } = {},
  ): SubmitResult {
    this.#places = undefined;
    const { withFormKey, waitingOf, lastNear, nextAttempt, nextTicket, addSubmission, addJob } =
      this.#statements;
    return this.#db.transaction(
      (): SubmitResult => {
        const { userId, packId, exerciseId, assignmentId, isPractice, formKey } = submission;
        const known = formKey === null ? undefined : withFormKey.get({ userId, formKey });
        if (known?.source === submission.source) return { kind: "known", id: known.id };
        if (spacingMs !== null) {
          const atMs = submission.submittedAt.getTime();
          // In both directions: of two requests at once the later may be recorded first. What a
          // clock set back has left far ahead is in nobody's way.
          const lastMs = lastNear.get({
            userId,
            packId,
            exerciseId,
            after: atMs - spacingMs,
            before: atMs + spacingMs,
          });
          if (lastMs != null) return { kind: "spaced", untilMs: lastMs + spacingMs };
        } else if (
          waitingOf.get({ userId, assignmentId, isPractice: isPractice ? 1 : 0 })! >=
          MAX_WAITING_EACH
        )
          return { kind: "full" };
        const id = newId();
        const attempt = nextAttempt.get(userId, packId, exerciseId, assignmentId)!;
        addSubmission.run({
          ...submission,
          formKey: known === undefined ? formKey : null,
          id,
          attempt,
        });
        addJob.run({ submissionId: id, userId, ticket: nextTicket.get()! });
        if (assignmentId !== null) recomputeScores(this.#db, assignmentId, [userId]);
        return { kind: "recorded", id };
      },
      { behavior: "immediate" },
    );
  }

  /** What this form, with this code, has been recorded as already. */
  knownId(userId: string, formKey: string, source: string): string | undefined {
    const known = this.#statements.withFormKey.get({ userId, formKey });
    return known?.source === source ? known.id : undefined;
  }

  /** The next job in line, now claimed; undefined where none waits. */
  claim(): ClaimedJob | undefined {
    return this.#claim(() => this.#statements.next.get());
  }

  /** The same of those whose hidden groups wait, and whose exercise is one of these. */
  claimHidden(exercises: readonly ExerciseKey[]): ClaimedJob | undefined {
    const keys = JSON.stringify(
      exercises.map(({ packId, exerciseId, versionHash }) => [packId, exerciseId, versionHash]),
    );
    return this.#claim(() => this.#statements.nextHidden.get(keys));
  }

  /** Exercises of which hidden groups wait, each with the versions that are to judge. */
  hiddenExercises(): ExerciseKey[] {
    return this.#statements.hiddenExercises.all();
  }

  #claim(next: () => string | undefined): ClaimedJob | undefined {
    this.#places = undefined;
    const { claimJob, jobOf } = this.#statements;
    const claim = () =>
      this.#db.transaction(
        () => {
          const id = next();
          if (id === undefined) return undefined;
          claimJob.run(this.#now().getTime(), id);
          return jobOf.get({ id });
        },
        { behavior: "immediate" },
      );
    return writeLazily(this.#db, claim);
  }

  /**
   * Step 1 under exam is done: from now on its author has this report, and the job waits for its
   * hidden groups. A report of the same version that they have already stays. False where the claim
   * is no longer this one.
   */
  keepVisible(submissionId: string, report: Report, claim?: number): boolean {
    this.#places = undefined;
    const { currentOf, releaseJob } = this.#statements;
    return writeLazily(this.#db, () =>
      this.#db.transaction(
        () => {
          const job = currentOf.get(submissionId);
          if (job === undefined || isLost(job, claim)) return false;
          // The pin has moved while it was being graded: again, by the version that counts now.
          if (
            job.versionHash !== report.receipt.exercise ||
            job.visibleHash === report.receipt.exercise
          ) {
            releaseJob.run(submissionId);
            return true;
          }
          this.#db
            .update(jobs)
            .set({
              claimedAt: null,
              visibleReport: report,
              visibleGradedAt: sql`coalesce(${jobs.visibleGradedAt}, ${this.#now().getTime()})`,
            })
            .where(eq(jobs.submissionId, submissionId))
            .run();
          return true;
        },
        { behavior: "immediate" },
      ),
    );
  }

  /**
   * Keeps what came out, and takes the job away. The same job finished twice leaves the first
   * result. False where the claim is no longer this one.
   */
  finish(submissionId: string, report: Report, claim?: number): boolean {
    this.#places = undefined;
    const { removeJob, releaseJob, currentOf } = this.#statements;
    const finish = () =>
      this.#db.transaction(
        () => {
          const job = currentOf.get(submissionId);
          if (job === undefined || isLost(job, claim)) return false;
          const visibleGradedAt =
            job.visibleGradedAtMs === null ? null : new Date(job.visibleGradedAtMs);
          addGrading(this.#db, submissionId, report, "", this.#now(), visibleGradedAt);
          // The pin has moved while it was being graded: again, by the version that counts now.
          if (job.versionHash === report.receipt.exercise) removeJob.run(submissionId);
          else releaseJob.run(submissionId);
          if (job.assignmentId !== null) recomputeScores(this.#db, job.assignmentId, [job.userId]);
          return true;
        },
        { behavior: "immediate" },
      );
    // Taken back by a power cut, it is graded again, to the same report.
    return writeLazily(this.#db, finish);
  }

  /**
   * In line at its end, those that are in line already but where they are: to be called in the
   * transaction of whatever they are to be graded again for. Those whose visible groups were graded
   * by another version begin anew, as if all of them had been; whoever is at one of them has lost
   * it.
   */
  requeue(submissionIds: readonly string[]): void {
    this.#places = undefined;
    const { nextTicket, requeueJob } = this.#statements;
    for (const id of submissionIds) requeueJob.run(nextTicket.get()!, id);
  }

  /** Back in line, where it was, if the claim is still this one. */
  release(submissionId: string, claim?: number): void {
    this.#places = undefined;
    const isMine = claim === undefined ? undefined : eq(jobs.tries, claim);
    this.#db
      .update(jobs)
      .set({ claimedAt: null })
      .where(and(eq(jobs.submissionId, submissionId), isMine))
      .run();
  }

  /**
   * At the start nobody is at work, whatever the rows say: what was claimed is in line again.
   * Returns how many.
   */
  releaseAll(): number {
    this.#places = undefined;
    return this.#db.update(jobs).set({ claimedAt: null }).where(isNotNull(jobs.claimedAt)).run()
      .changes;
  }

  /** 1: the next; 0: being graded now; undefined: not in the queue. */
  placeOf(submissionId: string): number | undefined {
    this.#places ??= new Map(this.#statements.places.all());
    return this.#places.get(submissionId);
  }

  /**
   * In line, and being graded. Without hidden groups under exam: everybody may read these numbers.
   */
  depth(): { waiting: number; running: number } {
    return this.#depthOf(sql`visible_report is null`);
  }

  /** Of submissions under exam whose visible groups are graded. For the site's operator alone. */
  hiddenDepth(): { waiting: number; running: number } {
    return this.#depthOf(sql`visible_report is not null`);
  }

  #depthOf(which: SQL): { waiting: number; running: number } {
    return this.#db.get(
      sql`select count(*) filter (where claimed_at is null) as waiting, count(claimed_at) as running from jobs where ${which}`,
    );
  }

  /**
   * For how long the one that came first has waited; 0 where none waits, and where the clock was
   * set back meanwhile.
   */
  oldestWaitingMs(): number {
    const since = this.#statements.oldest.get();
    return since === undefined ? 0 : Math.max(0, this.#now().getTime() - since);
  }
}

/** Taken away by a requeue, and perhaps claimed again since. */
function isLost(
  { claim, isClaimed }: { claim: number; isClaimed: 0 | 1 },
  mine: number | undefined,
): boolean {
  return mine !== undefined && (isClaimed === 0 || claim !== mine);
}

/**
 * Of a row of `jobs`: its visible groups were graded by another version than the one that counts
 * now.
 */
export const IS_STALE = `jobs.visible_report is not null and json_extract(jobs.visible_report, '$.receipt.exercise') <> (
  select coalesce(a.version_hash, s.version_hash) from submissions as s left join assignments as a on a.id = s.assignment_id where s.id = jobs.submission_id)`;

/** Asked for with every submission: put together once. */
function prepareStatements(db: Db) {
  const { $client } = db;
  const { id, userId, packId, exerciseId, assignmentId, fileName, source, submittedAt } =
    submissions;
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
        placeholders(
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
      .values(placeholders("submissionId", "userId", "ticket"))
      .prepare(),
    requeueJob: $client.prepare<[number, string]>(`
      insert into jobs (submission_id, user_id, ticket) select id, user_id, ? from submissions where id = ?
      on conflict (submission_id) do update set ticket = excluded.ticket, visible_report = null, claimed_at = null where ${IS_STALE}`),
    next: $client
      .prepare<[], string>(`select submission_id from (${ORDER}) order by place limit 1`)
      .pluck(),
    /** Those of an exam itself first; one that gave its slot up comes after the others. */
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
    /** Of a job that is still there. */
    currentOf: $client.prepare<[string], CurrentJob>(
      `select s.user_id as userId, s.assignment_id as assignmentId, visible_graded_at as visibleGradedAtMs,
         tries as claim, claimed_at is not null as isClaimed, json_extract(visible_report, '$.receipt.exercise') as visibleHash, coalesce(a.version_hash, s.version_hash) as versionHash
       from jobs join submissions as s on s.id = submission_id left join assignments as a on a.id = s.assignment_id where submission_id = ?`,
    ),
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
