// The queue on a real database: who is next, how many may wait, and that every operation happens
// completely or not at all.

// oxlint-disable vitest/no-conditional-expect -- the steps of a property test are random

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradings, jobs, submissions } from "../../src/db/submission-schema.ts";
import { Queue } from "../../src/grading/queue.ts";
import { MAX_WAITING_PER_ASSIGNMENT } from "../../src/grading/record-submission.ts";
import { newSubmission, openQueueDatabase, reportOf } from "../support/queue-database.ts";

/** The id of a submission that was recorded. */
function submit(
  queue: Queue,
  userId: string,
  fields: Parameters<typeof newSubmission>[1] = {},
): string {
  const result = queue.submit(newSubmission(userId, fields));
  if (result.kind !== "recorded") throw new Error(result.kind);
  return result.id;
}

const STUDENTS = ["ada", "ben", "cam", "dee"];

type Step =
  | { kind: "submit"; student: number }
  | { kind: "claim" }
  | { kind: "finish" | "release"; pick: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("submit" as const),
      student: fc.nat(STUDENTS.length - 1),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "claim" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("finish" as const, "release" as const),
      pick: fc.nat(9),
    }),
  },
);

/** The same, written down as plainly as possible. */
interface Waiting {
  id: string;
  userId: string;
  isRunning: boolean;
}

/**
 * Everyone's first (a running one counts) before anyone's second, and otherwise in order of
 * arrival.
 */
function expectedOrder(line: Waiting[]): string[] {
  const ranked = line.flatMap(({ id, userId, isRunning }, arrival) => {
    if (isRunning) return [];
    const before = line
      .slice(0, arrival)
      .filter((other) => other.userId === userId && !other.isRunning).length;
    return [
      {
        id,
        arrival,
        turn: line.filter((other) => other.userId === userId && other.isRunning).length + before,
      },
    ];
  });
  return ranked.toSorted((a, b) => a.turn - b.turn || a.arrival - b.arrival).map(({ id }) => id);
}

test("any interleaving: places are 1 to n in the fair order, no one has more than two waiting, and the next one taken is the first in line", () => {
  const db = openQueueDatabase(STUDENTS);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      for (const table of [jobs, gradings, submissions]) db.delete(table).run();
      const queue = new Queue(db);
      let line: Waiting[] = [];
      for (const { kind, ...rest } of steps) {
        const running = line.filter(({ isRunning }) => isRunning);
        if (kind === "submit") {
          const userId = STUDENTS[(rest as { student: number }).student]!;
          const waits = line.filter((job) => job.userId === userId && !job.isRunning).length;
          const result = queue.submit(newSubmission(userId));
          expect(result.kind).toBe(waits >= MAX_WAITING_PER_ASSIGNMENT ? "full" : "recorded");
          if (result.kind === "recorded") line.push({ id: result.id, userId, isRunning: false });
        } else if (kind === "claim") {
          const first = expectedOrder(line)[0];
          expect(queue.claim()?.submissionId).toBe(first);
          for (const job of line) if (job.id === first) job.isRunning = true;
        } else if (running.length > 0) {
          const { id } = running[(rest as { pick: number }).pick % running.length]!;
          if (kind === "finish") {
            queue.finish(id, reportOf());
            line = line.filter((job) => job.id !== id);
          } else {
            queue.release(id);
            for (const job of line) if (job.id === id) job.isRunning = false;
          }
        }
        const order = expectedOrder(line);
        expect(order.map((id) => queue.placeOf(id))).toEqual(order.map((_, i) => i + 1));
        for (const { id, isRunning } of line) if (isRunning) expect(queue.placeOf(id)).toBe(0);
        expect(queue.depth()).toEqual({
          waiting: order.length,
          running: line.length - order.length,
        });
      }
      // The remaining jobs are taken in order, by any worker.
      queue.releaseAll();
      const taken: string[] = [];
      for (let job = queue.claim(); job !== undefined; job = queue.claim())
        taken.push(job.submissionId);
      expect(taken.toSorted()).toEqual(line.map(({ id }) => id).toSorted());
    }),
    { numRuns: 150 },
  );
});

describe("submitting", () => {
  test("two wait at most; a third is refused and leaves no trace; a running one does not count", () => {
    const db = openQueueDatabase(["ada"]);
    const queue = new Queue(db);
    submit(queue, "ada");
    submit(queue, "ada");
    expect(queue.submit(newSubmission("ada"))).toEqual({ kind: "full" });
    expect(db.select().from(submissions).all()).toHaveLength(2);
    queue.claim();
    expect(queue.submit(newSubmission("ada")).kind).toBe("recorded");
  });

  test("the same form sent twice is one submission, even when the line is full; another user's same key is separate", () => {
    const db = openQueueDatabase(["ada", "ben"]);
    const queue = new Queue(db);
    const first = submit(queue, "ada", { formKey: "the-same-form" });
    expect(queue.submit(newSubmission("ada", { formKey: "the-same-form" }))).toEqual({
      kind: "known",
      id: first,
    });
    submit(queue, "ada");
    expect(queue.submit(newSubmission("ada", { formKey: "the-same-form" }))).toEqual({
      kind: "known",
      id: first,
    });
    queue.claim();
    queue.finish(first, reportOf());
    expect(queue.submit(newSubmission("ada", { formKey: "the-same-form" }))).toEqual({
      kind: "known",
      id: first,
    });
    expect(queue.submit(newSubmission("ben", { formKey: "the-same-form" })).kind).toBe("recorded");
    expect(db.select().from(submissions).all()).toHaveLength(3);
  });

  test("the same form with other code is another submission: the user went back to the page and edited", () => {
    const queue = new Queue(openQueueDatabase(["ada"]));
    const first = submit(queue, "ada", { formKey: "the-same-form" });
    expect(
      submit(queue, "ada", { formKey: "the-same-form", source: "export const total = 2;" }),
    ).not.toBe(first);
    expect(queue.submit(newSubmission("ada", { formKey: "the-same-form" }))).toEqual({
      kind: "known",
      id: first,
    });
  });

  test("attempts count for each author and exercise", () => {
    const db = openQueueDatabase(["ada", "ben"]);
    const queue = new Queue(db);
    for (const [userId, exerciseId] of [
      ["ada", "sum"],
      ["ben", "sum"],
      ["ada", "other"],
      ["ada", "sum"],
    ] as const) {
      submit(queue, userId, { exerciseId });
      const job = queue.claim()!;
      queue.finish(job.submissionId, reportOf());
    }
    expect(
      db
        .select({
          userId: submissions.userId,
          exerciseId: submissions.exerciseId,
          attempt: submissions.attempt,
        })
        .from(submissions)
        .orderBy(submissions.userId, submissions.exerciseId, submissions.attempt)
        .all(),
    ).toEqual([
      { userId: "ada", exerciseId: "other", attempt: 1 },
      { userId: "ada", exerciseId: "sum", attempt: 1 },
      { userId: "ada", exerciseId: "sum", attempt: 2 },
      { userId: "ben", exerciseId: "sum", attempt: 1 },
    ]);
  });
});

describe("grading", () => {
  test("a job is given to one worker only, with all that grading needs", () => {
    const queue = new Queue(openQueueDatabase(["ada"]));
    const id = submit(queue, "ada", { source: "let x;" });
    expect(queue.claim()).toEqual({
      losses: 0,
      submissionId: id,
      userId: "ada",
      packId: "tiny",
      exerciseId: "sum",
      assignmentId: null,
      versionHash: newSubmission("ada").versionHash,
      fileName: "submission.ts",
      source: "let x;",
      submittedAt: expect.any(Date) as Date,
      visibleReport: null,
      claim: 1,
    });
    expect(queue.claim()).toBeUndefined();
  });

  test("finished twice, the first report stays, once", () => {
    const db = openQueueDatabase(["ada"]);
    const queue = new Queue(db);
    const id = submit(queue, "ada");
    queue.claim();
    queue.finish(id, reportOf({ score: 7 }));
    queue.finish(id, reportOf({ score: 3 }));
    expect(db.select({ score: gradings.score }).from(gradings).all()).toEqual([{ score: 7 }]);
    expect(queue.placeOf(id)).toBeUndefined();
  });

  test("a finish that cannot be written leaves the job as it was", () => {
    const db = openQueueDatabase(["ada"]);
    const queue = new Queue(db);
    const id = submit(queue, "ada");
    queue.claim();
    db.$client.exec(
      "create trigger refuse before insert on gradings begin select raise(abort, 'no room'); end",
    );
    expect(() => queue.finish(id, reportOf())).toThrow(/no room/);
    expect(queue.placeOf(id)).toBe(0);
    db.$client.exec("drop trigger refuse");
    queue.finish(id, reportOf());
    expect(db.select().from(gradings).all()).toHaveLength(1);
    expect(queue.depth()).toEqual({ waiting: 0, running: 0 });
  });

  test("another start queues claimed jobs again, in their place, and counts the tries", () => {
    const db = openQueueDatabase(["ada", "ben"]);
    const first = new Queue(db);
    const [ada, ben] = [submit(first, "ada"), submit(first, "ben")];
    first.claim();
    const second = new Queue(db);
    expect(second.placeOf(ada)).toBe(0);
    expect(second.releaseAll()).toBe(1);
    expect([second.placeOf(ada), second.placeOf(ben)]).toEqual([1, 2]);
    second.claim();
    expect(db.select({ tries: jobs.tries }).from(jobs).orderBy(jobs.ticket).all()).toEqual([
      { tries: 2 },
      { tries: 0 },
    ]);
  });
});

describe("a clock that is changed", () => {
  test("changes no order and no place, back or forward", () => {
    let now = new Date("2026-03-01T10:00:00Z");
    const queue = new Queue(openQueueDatabase(STUDENTS), { now: () => now });
    const ids = STUDENTS.map((userId, i) => {
      now = new Date(now.getTime() + [0, -86_400_000, 7_200_000, -3_600_000][i]!);
      return submit(queue, userId, { submittedAt: now });
    });
    expect(ids.map((id) => queue.placeOf(id))).toEqual([1, 2, 3, 4]);
    now = new Date("1999-12-31T23:59:59Z");
    expect(ids.map(() => queue.claim()!.submissionId)).toEqual(ids);
  });

  test("never makes the oldest one younger than now", () => {
    let now = new Date("2026-03-01T10:00:00Z");
    const queue = new Queue(openQueueDatabase(["ada"]), { now: () => now });
    expect(queue.oldestWaitingMs()).toBe(0);
    submit(queue, "ada", { submittedAt: now });
    now = new Date("2026-03-01T10:00:05Z");
    expect(queue.oldestWaitingMs()).toBe(5000);
    now = new Date("2026-03-01T09:00:00Z");
    expect(queue.oldestWaitingMs()).toBe(0);
  });

  test("by days, either way, at every step, changes no one's place, loses nothing, and makes no time negative", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 8, maxLength: 8 }),
        (jumps) => {
          const db = openQueueDatabase(STUDENTS);
          let nowMs = Date.UTC(2026, 5, 30);
          const queue = new Queue(db, { now: () => new Date(nowMs) });
          const jump = (i: number) => (nowMs += jumps[i]! * 24 * 3_600_000);
          const sent = STUDENTS.map((userId, i) => {
            jump(i);
            return submit(queue, userId, { submittedAt: new Date(nowMs) });
          });
          expect(sent.map((id) => queue.placeOf(id))).toEqual([1, 2, 3, 4]);
          const taken = sent.map((_, i) => {
            jump(4 + i);
            expect(queue.oldestWaitingMs()).toBeGreaterThanOrEqual(0);
            const { submissionId } = queue.claim()!;
            queue.finish(submissionId, reportOf());
            return submissionId;
          });
          expect(taken).toEqual(sent);
          expect(queue.depth()).toEqual({ waiting: 0, running: 0 });
          expect(
            db
              .select()
              .from(gradings)
              .all()
              .map(({ submissionId }) => submissionId)
              .toSorted(),
          ).toEqual(sent.toSorted());
        },
      ),
      { numRuns: 30 },
    );
  });
});
