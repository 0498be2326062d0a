// The queue is the table `jobs`: what is in it survives anything that the disk survives. Fair between students: each has at most two
// waiting, and everybody's first comes before anybody's second. A job's row goes in the transaction that writes its grading, so each
// submission is graded once however often the server is killed.

import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Report } from "../../grader/index.ts";
import { newId } from "../db/id.ts";
import { type Db, writeLazily } from "../db/open.ts";
import { placeholders } from "../db/placeholders.ts";
import { assignments, jobs, submissions } from "../db/schema.ts";
import { recomputeScores } from "../gradebook/recompute-scores.ts";
import { addGrading } from "./add-grading.ts";
import { currentVersion, ofAssignment } from "./current-grading.ts";

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
  /** When its request had been read whole. Taken once, before any waiting: whoever decides for what it counts uses the same moment. */
  submittedAt: Date;
  /** Sent as practice, or for no assignment. */
  isPractice: boolean;
  /** Whether its author was told that it counts. */
  saidToCount: boolean;
  /** null: cannot come twice. */
  formKey: string | null;
  via: "web" | "cli" | "api";
}

/** full: two of this author's wait already. */
export type SubmitResult = { kind: "recorded" | "known"; id: string } | { kind: "full" };

/** `versionHash`: what it is to be judged by now, which is its assignment's pin where it has one. */
export interface ClaimedJob extends SentCode {
  submissionId: string;
  submittedAt: Date;
}

export interface QueueOptions {
  now?: () => Date;
}

/** Waiting jobs in the order in which they are taken: everybody's first, in order of arrival, then everybody's second. */
const ORDER = `
  select submission_id, row_number() over (order by running + turn, ticket) as place from (
    select submission_id, ticket, row_number() over (partition by user_id order by ticket) as turn,
      (select count(*) from jobs as taken where taken.user_id = waiting.user_id and taken.claimed_at is not null) as running
    from jobs as waiting where claimed_at is null
  )`;

export class Queue {
  readonly #db: Db;
  readonly #now: () => Date;
  readonly #statements: ReturnType<typeof prepareStatements>;
  /** Of everybody in the queue, 0 for those being graded. Everybody who waits asks after each change, so it is worked out once for all of them. */
  #places: Map<string, number> | undefined;

  constructor(db: Db, { now = () => new Date() }: QueueOptions = {}) {
    this.#db = db;
    this.#now = now;
    this.#statements = prepareStatements(db);
  }

  /**
   * Records a submission and puts it in line, both or neither. The same form again is the same submission, unless the code has changed: then
   * somebody went back to the page and worked on. What waits as practice, or for another assignment, is not in its way.
   */
  submit(submission: NewSubmission): SubmitResult {
    this.#places = undefined;
    const { withFormKey, waitingOf, nextAttempt, nextTicket, addSubmission, addJob } = this.#statements;
    return this.#db.transaction((): SubmitResult => {
      const { userId, packId, exerciseId, assignmentId, isPractice, formKey } = submission;
      const known = formKey === null ? undefined : withFormKey.get({ userId, formKey });
      if (known?.source === submission.source) return { kind: "known", id: known.id };
      if (waitingOf.get({ userId, assignmentId, isPractice: isPractice ? 1 : 0 })! >= MAX_WAITING_EACH) return { kind: "full" };
      const id = newId();
      const attempt = nextAttempt.get(userId, packId, exerciseId, assignmentId)!;
      addSubmission.run({ ...submission, formKey: known === undefined ? formKey : null, id, attempt });
      addJob.run({ submissionId: id, userId, ticket: nextTicket.get()! });
      if (assignmentId !== null) recomputeScores(this.#db, assignmentId, [userId]);
      return { kind: "recorded", id };
    }, { behavior: "immediate" });
  }

  /** What this form, with this code, has been recorded as already. */
  knownId(userId: string, formKey: string, source: string): string | undefined {
    const known = this.#statements.withFormKey.get({ userId, formKey });
    return known?.source === source ? known.id : undefined;
  }

  /** The next job, now claimed; undefined where none waits. */
  claim(): ClaimedJob | undefined {
    this.#places = undefined;
    const { next, claimJob, jobOf } = this.#statements;
    const claim = () => this.#db.transaction(() => {
      const id = next.get();
      if (id === undefined) return undefined;
      claimJob.run(this.#now().getTime(), id);
      return jobOf.get({ id });
    }, { behavior: "immediate" });
    return writeLazily(this.#db, claim);
  }

  /** Keeps what came out, and takes the job away. The same job finished twice leaves the first result. */
  finish(submissionId: string, report: Report): void {
    this.#places = undefined;
    const { removeJob, releaseJob, currentOf } = this.#statements;
    const finish = () => this.#db.transaction(() => {
      const job = currentOf.get(submissionId);
      if (job === undefined) return;
      addGrading(this.#db, submissionId, report, "", this.#now());
      // The pin has moved while it was being graded: again, by the version that counts now.
      if (job.versionHash === report.receipt.exercise) removeJob.run(submissionId);
      else releaseJob.run(submissionId);
      if (job.assignmentId !== null) recomputeScores(this.#db, job.assignmentId, [job.userId]);
    }, { behavior: "immediate" });
    // Taken back by a power cut, it is graded again, to the same report.
    writeLazily(this.#db, finish);
  }

  /** In line at its end, those that are in line already but where they are: to be called in the transaction of whatever they are to be graded again for. */
  requeue(submissionIds: readonly string[]): void {
    this.#places = undefined;
    const { nextTicket, requeueJob } = this.#statements;
    for (const id of submissionIds) requeueJob.run(nextTicket.get()!, id);
  }

  /** Back in line, where it was. */
  release(submissionId: string): void {
    this.#places = undefined;
    this.#db.update(jobs).set({ claimedAt: null }).where(eq(jobs.submissionId, submissionId)).run();
  }

  /** At the start nobody is at work, whatever the rows say: what was claimed is in line again. Returns how many. */
  releaseAll(): number {
    this.#places = undefined;
    return this.#db.update(jobs).set({ claimedAt: null }).where(isNotNull(jobs.claimedAt)).run().changes;
  }

  /** 1: the next; 0: being graded now; undefined: not in the queue. */
  placeOf(submissionId: string): number | undefined {
    this.#places ??= new Map(this.#statements.places.all());
    return this.#places.get(submissionId);
  }

  depth(): { waiting: number; running: number } {
    const { waiting, running } = this.#db.get<{ waiting: number; running: number }>(sql`select count(*) filter (where claimed_at is null) as waiting, count(claimed_at) as running from jobs`);
    return { waiting, running };
  }

  /** For how long the one that came first has waited; 0 where none waits, and where the clock was set back meanwhile. */
  oldestWaitingMs(): number {
    const since = this.#statements.oldest.get();
    return since === undefined ? 0 : Math.max(0, this.#now().getTime() - since);
  }
}

/** Asked for with every submission: put together once. */
function prepareStatements(db: Db) {
  const { $client } = db;
  const { id, userId, packId, exerciseId, assignmentId, fileName, source, submittedAt } = submissions;
  return {
    withFormKey: db.select({ id, source }).from(submissions).where(and(eq(userId, placeholder("userId")), eq(submissions.formKey, placeholder("formKey")))).prepare(),
    waitingOf: $client.prepare<[{ userId: string; isPractice: 0 | 1; assignmentId: string | null }], number>(`
      select count(*) from jobs as j join submissions as s on s.id = j.submission_id
      where j.user_id = :userId and j.claimed_at is null and s.is_practice = :isPractice and (s.is_practice = 1 or s.assignment_id is :assignmentId)`).pluck(),
    nextAttempt: $client.prepare<[string, string, string, string | null], number>("select coalesce(max(attempt), 0) + 1 from submissions where user_id = ? and pack_id = ? and exercise_id = ? and assignment_id is ?").pluck(),
    nextTicket: $client.prepare<[], number>("select coalesce(max(ticket), 0) + 1 from jobs").pluck(),
    addSubmission: db.insert(submissions).values(placeholders("id", "userId", "packId", "exerciseId", "assignmentId", "isPractice", "saidToCount", "versionHash", "attempt", "fileName", "source", "submittedAt", "formKey", "via")).prepare(),
    addJob: db.insert(jobs).values(placeholders("submissionId", "userId", "ticket")).prepare(),
    requeueJob: $client.prepare<[number, string]>("insert into jobs (submission_id, user_id, ticket) select id, user_id, ? from submissions where id = ? on conflict do nothing"),
    next: $client.prepare<[], string>(`select submission_id from (${ORDER}) order by place limit 1`).pluck(),
    claimJob: $client.prepare<[number, string]>("update jobs set claimed_at = ?, tries = tries + 1 where submission_id = ?"),
    jobOf: db.select({ submissionId: id, userId, packId, exerciseId, assignmentId, versionHash: currentVersion, fileName, source, submittedAt }).from(submissions).leftJoin(assignments, ofAssignment).where(eq(id, placeholder("id"))).prepare(),
    removeJob: $client.prepare<[string]>("delete from jobs where submission_id = ?"),
    releaseJob: $client.prepare<[string]>("update jobs set claimed_at = null where submission_id = ?"),
    /** Of a job that is still there. */
    currentOf: $client.prepare<[string], { userId: string; assignmentId: string | null; versionHash: string }>(
      `select s.user_id as userId, s.assignment_id as assignmentId, coalesce(a.version_hash, s.version_hash) as versionHash
       from jobs join submissions as s on s.id = submission_id left join assignments as a on a.id = s.assignment_id where submission_id = ?`,
    ),
    places: $client.prepare<[], [string, number]>(`select submission_id, place from (${ORDER}) union all select submission_id, 0 from jobs where claimed_at is not null`).raw(),
    oldest: $client.prepare<[], number>("select submitted_at from jobs join submissions on id = submission_id where claimed_at is null order by ticket limit 1").pluck(),
  };
}
