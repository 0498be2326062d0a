// The queue is the table `jobs`, so it survives a crash of the server. It is fair between students:
// each student has at most two jobs waiting for an assignment, and each student's first job comes
// before anyone's second. The transaction that writes a grading deletes the job, so each submission
// is graded once, however often the server is killed. The order is computed in memory
// (line/waiting-line.ts), from the rows (line/follow-jobs.ts).
//
// During an exam a job has two steps. When its visible groups are graded, it stays in the table
// with their report and waits for its hidden groups. From then on it delays no one: it has no place
// in line, counts in no number that students see, and is claimed only if no other job waits. After
// the exam it is claimed in turn with the jobs in line.

import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Report } from "../../grader/doors/reports.ts";
import { type Db, writeLazily } from "../db/open.ts";
import { assignments } from "../db/schema.ts";
import { jobs } from "../db/submission-schema.ts";
import { noteSystemError } from "../notices/note-events.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";
import { addGrading } from "../scoring/add-grading.ts";
import type { ExerciseKey } from "../assignments/uses-exercise.ts";
import { JobFollower } from "./line/follow-jobs.ts";
import { compareHidden, type HiddenJob } from "./line/hidden-jobs.ts";
import { prepareStatements } from "./queue-statements.ts";
import {
  recordSubmission,
  type SentCode,
  type NewSubmission,
  type SubmitResult,
} from "./record-submission.ts";

/** `versionHash`: the version that grades it now, which is its assignment's if it has one. */
export interface ClaimedJob extends SentCode {
  submissionId: string;
  submittedAt: Date;
  /** The report of step 1, during step 2; null in step 1, and outside exams. */
  visibleReport: Report | null;
  /**
   * The number of this claim among the claims of this job. The result of an earlier claim that was
   * taken away has no effect.
   */
  claim: number;
  /** How many graders were lost while they graded it. */
  losses: number;
}

/**
 * first: in line. hidden: the visible groups are graded, the hidden ones wait, and the exam runs.
 * late: the same after the exam.
 */
export type Rank = "first" | "hidden" | "late";

/** The first of the waiting jobs with the same hidden groups. */
interface WaitingBatch {
  job: HiddenJob;
  exercise: ExerciseKey;
  isExam: boolean;
}

export interface QueueOptions {
  now?: () => Date;
}

export class Queue {
  readonly #db: Db;
  readonly #now: () => Date;
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #follower: JobFollower;

  constructor(db: Db, { now = () => new Date() }: QueueOptions = {}) {
    this.#db = db;
    this.#now = now;
    this.#statements = prepareStatements(db);
    this.#follower = new JobFollower(db);
  }

  /** Records a submission and puts it in line: see record-submission.ts. */
  submit(submission: NewSubmission, options: { spacingMs?: number | null } = {}): SubmitResult {
    return recordSubmission(this.#db, this.#statements, submission, options);
  }

  /** The submission that this form with this code was already recorded as. */
  knownId(userId: string, formKey: string, source: string): string | undefined {
    const known = this.#statements.withFormKey.get({ userId, formKey });
    return known?.source === source ? known.id : undefined;
  }

  /** Claims the next job in line; undefined if none waits. */
  claim(): ClaimedJob | undefined {
    return this.#claim(() => this.#jobs.line.next?.id);
  }

  /** Claims the next job whose hidden groups wait and whose exercise is one of these. */
  claimHidden(exercises: readonly ExerciseKey[]): ClaimedJob | undefined {
    const wanted = new Set(exercises.map(nameExercise));
    return this.#claim(
      () =>
        this.#selectHidden()
          .filter(({ exercise }) => wanted.has(nameExercise(exercise)))
          .toSorted(compareBatches)[0]?.job.id,
    );
  }

  /** The exercises with waiting hidden groups, with the versions that grade them. */
  hiddenExercises(): ExerciseKey[] {
    const found = this.#selectHidden().map(({ exercise }) => exercise);
    return [...new Map(found.map((exercise) => [nameExercise(exercise), exercise])).values()];
  }

  /** Of each batch the job to claim first, with what decides between batches now. */
  #selectHidden(): WaitingBatch[] {
    return this.#jobs.hidden.firsts().map((job) => {
      const { packId, exerciseId, assignmentId, versionHash } = job;
      const assignment =
        assignmentId === null ? undefined : this.#statements.assignmentOf.get(assignmentId);
      const exercise = {
        packId,
        exerciseId,
        versionHash: assignment?.versionHash ?? versionHash,
      };
      return { job, exercise, isExam: assignment?.isExam === 1 };
    });
  }

  #claim(next: () => string | undefined): ClaimedJob | undefined {
    if (next() === undefined) return undefined;
    const { claimJob, jobOf } = this.#statements;
    const claim = () =>
      this.#db.transaction(
        () => {
          // Asked again: another process may have claimed that job.
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
   * Ends step 1 during an exam: the author can see this report, and the job waits for its hidden
   * groups. An earlier report of the same version stays. Returns false if this claim was taken away.
   */
  keepVisible(submissionId: string, report: Report, claim?: number): boolean {
    const { currentOf, releaseJob } = this.#statements;
    return writeLazily(this.#db, () =>
      this.#db.transaction(
        () => {
          const job = currentOf.get(submissionId);
          if (job === undefined || isLost(job, claim)) return false;
          // The assignment's version changed during grading: grade again by the current one.
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
   * Stores the result and deletes the job. If a job is finished twice, the first result stays.
   * Returns false if this claim was taken away.
   */
  finish(submissionId: string, report: Report, claim?: number): boolean {
    const { removeJob, releaseJob, currentOf } = this.#statements;
    const finish = () =>
      this.#db.transaction(
        () => {
          const job = currentOf.get(submissionId);
          if (job === undefined || isLost(job, claim)) return false;
          const visibleGradedAt =
            job.visibleGradedAtMs === null ? null : new Date(job.visibleGradedAtMs);
          addGrading(this.#db, submissionId, report, "", this.#now(), visibleGradedAt);
          // The assignment's version changed during grading: grade again by the current one.
          if (job.versionHash === report.receipt.exercise) removeJob.run(submissionId);
          else releaseJob.run(submissionId);
          if (job.assignmentId !== null) recomputeScores(this.#db, job.assignmentId, [job.userId]);
          if (report.verdict === "judge-error") this.#noteError(submissionId, job);
          return true;
        },
        { behavior: "immediate" },
      );
    // If a power cut undoes this, the job is graded again, with the same report.
    return writeLazily(this.#db, finish);
  }

  #noteError(
    submissionId: string,
    { assignmentId, userId }: { assignmentId: string | null; userId: string },
  ): void {
    const course =
      assignmentId === null
        ? undefined
        : this.#db
            .select({ id: assignments.courseId })
            .from(assignments)
            .where(eq(assignments.id, assignmentId))
            .get();
    const courseId = course?.id ?? null;
    noteSystemError(this.#db, { courseId, assignmentId, submissionId, userId }, this.#now());
  }

  /**
   * Puts submissions at the end of the line; those already in line stay where they are. Call it in
   * the transaction of the change that requires grading again. A job whose visible groups were
   * graded by another version starts again, and a running claim of it is lost.
   */
  requeue(submissionIds: readonly string[]): void {
    const { nextTicket, requeueJob } = this.#statements;
    for (const id of submissionIds) requeueJob.run(nextTicket.get()!, id);
  }

  /** Returns a job to its place in line, unless this claim was taken away. */
  release(submissionId: string, claim?: number): void {
    const isMine = claim === undefined ? undefined : eq(jobs.tries, claim);
    this.#db
      .update(jobs)
      .set({ claimedAt: null })
      .where(and(eq(jobs.submissionId, submissionId), isMine))
      .run();
  }

  /** A grader was lost while it graded the submission. Returns how many were lost so far. */
  countLoss(submissionId: string, claim: number): number {
    const row = this.#db
      .update(jobs)
      .set({ losses: sql`${jobs.losses} + 1` })
      .where(and(eq(jobs.submissionId, submissionId), eq(jobs.tries, claim)))
      .returning({ losses: jobs.losses })
      .get();
    // A requeue has taken the claim away.
    return row?.losses ?? 0;
  }

  /**
   * For the start of the server, when no job can be running: puts claimed jobs back in line. Returns
   * how many there were.
   */
  releaseAll(): number {
    return this.#db.update(jobs).set({ claimedAt: null }).where(isNotNull(jobs.claimedAt)).run()
      .changes;
  }

  /** 1 for the next job, 0 for one being graded, undefined if it is not in the queue. */
  placeOf(submissionId: string): number | undefined {
    return this.#jobs.line.placeOf(submissionId);
  }

  /**
   * How many jobs wait and how many are being graded, without hidden groups during an exam: anyone may
   * see these numbers.
   */
  depth(): { waiting: number; running: number } {
    const { waiting, running } = this.#jobs.line;
    return { waiting, running };
  }

  /** The same for jobs that wait for hidden groups. Only for the site's operator. */
  hiddenDepth(): { waiting: number; running: number } {
    const { waiting, running } = this.#jobs.hidden;
    return { waiting, running };
  }

  /** How many jobs lost a grader that had begun them, and are graded again. */
  repeated(): number {
    return this.#statements.repeated.get() ?? 0;
  }

  /**
   * How long the oldest job has waited; 0 if none waits, or if the clock was set back meanwhile.
   */
  oldestWaitingMs(): number {
    const sinceMs = this.#jobs.line.oldest?.submittedAtMs;
    return sinceMs === undefined ? 0 : Math.max(0, this.#now().getTime() - sinceMs);
  }

  /** The jobs as the table has them now. */
  get #jobs(): JobFollower {
    this.#follower.catchUp();
    return this.#follower;
  }
}

/** Jobs of an exam itself come first. */
function compareBatches(a: WaitingBatch, b: WaitingBatch): number {
  return Number(b.isExam) - Number(a.isExam) || compareHidden(a.job, b.job);
}

function nameExercise({ packId, exerciseId, versionHash }: ExerciseKey): string {
  return JSON.stringify([packId, exerciseId, versionHash]);
}

/** Whether a requeue has taken the job away; it may have been claimed again since. */
function isLost(
  { claim, isClaimed }: { claim: number; isClaimed: 0 | 1 },
  mine: number | undefined,
): boolean {
  return mine !== undefined && (isClaimed === 0 || claim !== mine);
}
