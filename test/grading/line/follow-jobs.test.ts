// The order in memory against SQL over the rows, after any sequence of what the site does to jobs:
// by two queues on one file, as in two processes, and with transactions that are rolled back.

import { join } from "node:path";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { adoptGuest } from "../../../src/auth/adopt-guest.ts";
import { type Db, openDatabase } from "../../../src/db/open.ts";
import { versions } from "../../../src/db/pack-schema.ts";
import { assignments, courses } from "../../../src/db/schema.ts";
import { gradings, jobChanges, jobs, submissions } from "../../../src/db/submission-schema.ts";
import { scores } from "../../../src/db/teaching-schema.ts";
import { Queue } from "../../../src/grading/queue.ts";
import { mergeAttempts } from "../../../src/manage/merge/merge-attempts.ts";
import { makeAssignment } from "../../support/make-assignment.ts";
import { type OrderBySql, orderBySql } from "../../support/order-by-sql.ts";
import { temporaryFolder } from "../../support/packs.ts";
import { newSubmission, openQueueDatabase, reportOf } from "../../support/queue-database.ts";

const STUDENTS = ["ada", "ben", "cam"];
const OLD = newSubmission("ada").versionHash;
const NEW = "c".repeat(64);
const ASSIGNMENTS = ["exam", "plain"];

interface Process {
  db: Db;
  queue: Queue;
}

interface World {
  /** Two connections to one file. */
  processes: [Process, Process];
  sql: OrderBySql;
}

/** Later than every submission here. */
const NOW_MS = Date.UTC(2100, 0);
const openQueue = (db: Db) => new Queue(db, { now: () => new Date(NOW_MS) });

function openWorld(): World {
  const file = join(temporaryFolder(), "gradus.db");
  const db = openQueueDatabase(STUDENTS, file);
  db.insert(versions)
    .values({ ...db.select().from(versions).get()!, hash: NEW, keptAt: new Date(1) })
    .run();
  db.insert(courses)
    .values({ id: "course", title: "Course", createdAt: new Date(0) })
    .run();
  for (const id of ASSIGNMENTS)
    makeAssignment(db, { id, courseId: "course", versionHash: OLD, isExam: id === "exam" });
  const other = openDatabase(file);
  onTestFinished(() => void other.$client.close());
  const open = (its: Db): Process => ({ db: its, queue: openQueue(its) });
  return { processes: [open(db), open(other)], sql: orderBySql(db) };
}

/** What a step does, in one of the two processes. `pick` chooses among what is there. */
type Action = (at: Process, pick: number) => void;

const pickFrom = <T>(items: readonly T[], pick: number): T | undefined =>
  items[pick % Math.max(1, items.length)];
const studentBy = (pick: number) => STUDENTS[pick % STUDENTS.length]!;
const selectClaimed = ({ db }: Process) =>
  db
    .select()
    .from(jobs)
    .orderBy(jobs.ticket)
    .all()
    .filter(({ claimedAt }) => claimedAt !== null);
const reportBy = (exercise: string) => reportOf({ receipt: { ...reportOf().receipt, exercise } });
/** The version that counts now for a submission. */
function currentOf({ db }: Process, submissionId: string): string {
  const { assignmentId, versionHash } = db
    .select()
    .from(submissions)
    .where(eq(submissions.id, submissionId))
    .get()!;
  if (assignmentId === null) return versionHash;
  return db.select().from(assignments).where(eq(assignments.id, assignmentId)).get()!.versionHash;
}

const ACTIONS: Record<string, Action> = {
  submit: ({ queue }, pick) => {
    const assignmentId = pickFrom([null, ...ASSIGNMENTS], pick) ?? null;
    queue.submit(newSubmission(studentBy(pick >> 2), { assignmentId }));
  },
  claim: ({ queue }) => void queue.claim(),
  claimHidden: ({ queue }) => void queue.claimHidden(queue.hiddenExercises()),
  keepVisible: (at, pick) => {
    const job = pickFrom(selectClaimed(at), pick);
    if (job === undefined) return;
    const hash = pick % 5 === 0 ? OLD : currentOf(at, job.submissionId);
    at.queue.keepVisible(job.submissionId, reportBy(hash), job.tries);
  },
  finish: (at, pick) => {
    const job = pickFrom(selectClaimed(at), pick);
    if (job === undefined) return;
    const hash = pick % 5 === 0 ? OLD : currentOf(at, job.submissionId);
    at.queue.finish(job.submissionId, reportBy(hash), job.tries);
  },
  release: (at, pick) => {
    const job = pickFrom(selectClaimed(at), pick);
    if (job !== undefined) at.queue.release(job.submissionId);
  },
  releaseAll: ({ queue }) => void queue.releaseAll(),
  requeue: ({ db, queue }, pick) => {
    const ids = db.select({ id: submissions.id }).from(submissions).orderBy(submissions.id).all();
    queue.requeue(ids.filter((_, i) => (i + pick) % 3 !== 0).map(({ id }) => id));
  },
  merge: ({ db }, pick) => mergeAttempts(db, studentBy(pick), studentBy(pick + 1)),
  adopt: ({ db }, pick) => adoptGuest(db, studentBy(pick), studentBy(pick + 1)),
  forget: ({ db }, pick) =>
    void db
      .delete(jobs)
      .where(eq(jobs.userId, studentBy(pick)))
      .run(),
  changeVersion: ({ db }, pick) =>
    void db
      .update(assignments)
      .set({ versionHash: pick % 2 === 0 ? OLD : NEW })
      .where(eq(assignments.id, ASSIGNMENTS[(pick >> 1) % 2]!))
      .run(),
  changeExam: ({ db }, pick) =>
    void db
      .update(assignments)
      .set({ isExam: pick % 2 === 0 })
      .where(eq(assignments.id, ASSIGNMENTS[(pick >> 1) % 2]!))
      .run(),
  moveSubmission: ({ db }, pick) => {
    const all = db.select().from(submissions).orderBy(submissions.id).all();
    const moved = pickFrom(all, pick);
    if (moved === undefined) return;
    const attempt = Math.max(...all.map((other) => other.attempt)) + 1;
    db.update(submissions)
      .set({ assignmentId: "plain", attempt })
      .where(eq(submissions.id, moved.id))
      .run();
  },
};

const WEIGHTS: Record<string, number> = {
  submit: 12,
  claim: 8,
  keepVisible: 6,
  finish: 5,
  claimHidden: 4,
};

interface Step {
  name: string;
  pick: number;
  /** Which of the two processes. */
  at: 0 | 1;
  /** rolledBack: in a transaction that fails, after the order was read inside. */
  end: "done" | "committed" | "rolledBack";
}

const step: fc.Arbitrary<Step> = fc.record({
  name: fc.oneof(
    ...Object.keys(ACTIONS).map((name) => ({
      weight: WEIGHTS[name] ?? 1,
      arbitrary: fc.constant(name),
    })),
  ),
  pick: fc.nat(63),
  at: fc.constantFrom(0 as const, 1 as const),
  end: fc.oneof(
    { weight: 5, arbitrary: fc.constant("done" as const) },
    { weight: 1, arbitrary: fc.constantFrom("committed" as const, "rolledBack" as const) },
  ),
});

const undo = new Error("rolled back on purpose");

function run({ processes }: World, { name, pick, at, end }: Step): void {
  const process = processes[at];
  const act = () => ACTIONS[name]!(process, pick);
  // `synchronous` cannot be changed inside a transaction; the queue's own are not nested elsewhere.
  const isNestable = !["claim", "claimHidden", "keepVisible", "finish"].includes(name);
  if (end === "done" || !isNestable) return act();
  try {
    process.db.transaction(
      () => {
        act();
        expectSame(process.queue, orderBySql(process.db));
        if (end === "rolledBack") throw undo;
      },
      { behavior: "immediate" },
    );
  } catch (error) {
    if (error !== undo) throw error;
  }
}

const byKey = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

function expectSame(queue: Queue, sql: OrderBySql): void {
  const places = sql.places();
  for (const [id, place] of places) expect(queue.placeOf(id)).toBe(place);
  expect(queue.depth()).toEqual(sql.depth());
  expect(queue.hiddenDepth()).toEqual(sql.hiddenDepth());
  expect(queue.hiddenExercises().toSorted(byKey)).toEqual(sql.hiddenExercises().toSorted(byKey));
  expect(queue.oldestWaitingMs()).toBe(NOW_MS - (sql.oldestMs() ?? NOW_MS));
}

describe("the order in memory", () => {
  test("is the order of the rows, in every process, whatever is done to jobs and whatever is rolled back", () => {
    const world = openWorld();
    const { processes, sql } = world;
    const [{ db }] = processes;
    db.$client.pragma("synchronous = OFF");
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        for (const table of [jobs, gradings, scores, submissions]) db.delete(table).run();
        for (const one of steps) {
          const expected = selectExpectedClaim(sql, one.name);
          const before = selectTries(db);
          run(world, one);
          const claimed = [...selectTries(db)].filter(
            ([id, tries]) => tries > (before.get(id) ?? 0),
          );
          expect(claimed.map(([id]) => id)).toEqual(expected === undefined ? [] : [expected]);
          for (const { queue } of processes) expectSame(queue, sql);
        }
        for (const { queue } of [...processes, { queue: openQueue(db) }]) expectSame(queue, sql);
      }),
      { numRuns: 50 },
    );
  });

  test("is read from the rows again by a process that missed more changes than are stored", () => {
    const { processes, sql } = openWorld();
    const [here, there] = processes;
    here.queue.submit(newSubmission("ada"));
    expectSame(there.queue, sql);
    here.queue.submit(newSubmission("ben"));
    here.queue.submit(newSubmission("ben"));
    here.db.transaction(() => {
      for (let i = 0; i < 10_100; i += 1) here.db.update(jobs).set({ tries: i }).run();
    });
    expect(here.db.select().from(jobChanges).all()).toHaveLength(10_000);
    expectSame(there.queue, sql);
    expectSame(here.queue, sql);
  });
});

/** The job that this action must claim. */
function selectExpectedClaim(sql: OrderBySql, action: string): string | undefined {
  if (action === "claim") return sql.next();
  return action === "claimHidden" ? sql.nextHidden(sql.hiddenExercises()) : undefined;
}

/** How often each job was claimed. */
function selectTries(db: Db): Map<string, number> {
  const all = db.select().from(jobs).all();
  return new Map(all.map(({ submissionId, tries }) => [submissionId, tries]));
}
