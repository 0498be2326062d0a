// Taking jobs from the queue: as many at once as there are slots, and recovery when the grader, the
// database or the disk fails.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Report } from "../../grader/doors/reports.ts";
import { gradings, jobs } from "../../src/db/submission-schema.ts";
import { GraderLostError } from "../../src/grading/graders.ts";
import type { Queue } from "../../src/grading/queue.ts";
import { newSubmission, reportOf } from "../support/queue-database.ts";
import { setUp, STUDENTS } from "../support/step-host.ts";

const LOST = reportOf({
  verdict: "judge-error",
  messages: [{ code: "judge.slots", params: { detail: "gone" } }],
});

const BUSY = reportOf({
  verdict: "judge-error",
  messages: [{ code: "judge.busy", params: { detail: "the clock ran out" } }],
});

const submitAll = (queue: Queue) =>
  STUDENTS.map((userId) => {
    const result = queue.submit(newSubmission(userId, { source: userId }));
    return result.kind === "recorded" ? result.id : "";
  });
/** Waits for all pending promises. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the grade queue", () => {
  test("grades as many at once as there are slots, in order, until none is left", async () => {
    const { db, queue, host, gradeQueue } = setUp();
    submitAll(queue);
    gradeQueue.wake();
    await settle();
    expect(host.current!.asked.map(({ source }) => source)).toEqual(["ada", "ben"]);
    expect(gradeQueue.running).toBe(2);
    host.current!.asked[1]!.end(reportOf());
    await settle();
    expect(host.current!.asked.map(({ source }) => source)).toEqual(["ada", "ben", "cam"]);
    for (let i = 0; i < 4; i += 1) {
      host.current!.asked[i]!.end(reportOf());
      await settle();
    }
    expect(queue.depth()).toEqual({ waiting: 0, running: 0 });
    expect(db.select().from(gradings).all()).toHaveLength(4);
  });

  test("shows visible groups while they are graded, and nothing of hidden ones", async () => {
    const { queue, host, progress, gradeQueue } = setUp();
    const [ada] = submitAll(queue);
    gradeQueue.wake();
    await settle();
    const { onGroup } = host.current!.asked[0]!.request;
    onGroup!({ id: "shown", visible: true } as Parameters<typeof onGroup & {}>[0]);
    onGroup!({ id: "hidden", visible: false } as Parameters<typeof onGroup & {}>[0]);
    expect(progress.listGroups(ada!).map(({ id }) => id)).toEqual(["shown"]);
  });

  test("without a slot a job is queued again, the grader is given up, and everything is graded after slots are back", async () => {
    const { db, queue, host, gradeQueue } = setUp();
    const [ada, ben] = submitAll(queue);
    gradeQueue.wake();
    await settle();
    const { asked } = host.current!;
    asked[0]!.end(LOST);
    asked[1]!.end(LOST);
    await settle();
    expect(host.givenUp[0]).toBe("gone");
    expect([queue.placeOf(ada!), queue.placeOf(ben!)]).toEqual([1, 2]);
    expect(db.select().from(gradings).all()).toEqual([]);
    gradeQueue.wake();
    expect(gradeQueue.running).toBe(0);
    host.comeUp();
    await settle();
    expect(host.current!.asked.map(({ source }) => source)).toEqual(["ada", "ben"]);
    for (let i = 0; i < 4; i += 1) {
      host.current!.asked[i]!.end(reportOf());
      await settle();
    }
    expect(db.select().from(gradings).all()).toHaveLength(4);
  });

  test("a submission that ends its grader is graded again, and the third time becomes a judge error", async () => {
    const { db, queue, host, gradeQueue } = setUp({ slots: 1 });
    const [ada, ben] = submitAll(queue);
    for (let losses = 0; losses < 3; losses += 1) {
      gradeQueue.wake();
      await settle();
      const asked = host.current!.asked.at(-1)!;
      expect([asked.source, asked.request]).toMatchObject(["ada", { losses, rank: "submission" }]);
      expect(queue.repeated()).toBe(losses === 0 ? 0 : 1);
      asked.fail(new GraderLostError("worker"));
      await settle();
    }
    expect(host.current!.asked.map(({ source }) => source)).toEqual(["ada", "ada", "ada", "ben"]);
    expect(queue.repeated()).toBe(0);
    host.current!.asked.at(-1)!.end(reportOf());
    await settle();
    const graded = db.select().from(gradings).all();
    expect(graded.map(({ submissionId, verdict }) => [submissionId, verdict])).toEqual([
      [ada, "judge-error"],
      [ben, "accepted"],
    ]);
  });

  test("a job that fails by itself delays no other, and is tried again at growing intervals", async () => {
    const { db, queue, host, gradeQueue } = setUp({ slots: 1 });
    submitAll(queue);
    gradeQueue.wake();
    const end = async (source: string, outcome: Report | Error) => {
      await settle();
      const { asked } = host.current!;
      expect(asked.at(-1)?.source).toBe(source);
      if (outcome instanceof Error) asked.at(-1)!.fail(outcome);
      else asked.at(-1)!.end(outcome);
      await settle();
    };
    await end("ada", new Error("its exercise is damaged"));
    await end("ben", reportOf());
    await end("cam", reportOf());
    await vi.advanceTimersByTimeAsync(2000);
    await end("dee", reportOf());
    await end("ada", new Error("its exercise is damaged"));
    await vi.advanceTimersByTimeAsync(3999);
    expect(host.current!.asked).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(1);
    await end("ada", reportOf());
    expect(db.select().from(gradings).all()).toHaveLength(4);
    expect(queue.depth()).toEqual({ waiting: 0, running: 0 });
  });

  test("what a busy machine could not grade is tried again, and gets no verdict", async () => {
    const { db, queue, host, gradeQueue } = setUp({ slots: 1 });
    queue.submit(newSubmission("ada", { source: "ada" }));
    gradeQueue.wake();
    for (const pauseMs of [2000, 4000, 8000]) {
      await settle();
      host.current!.asked.at(-1)!.end(BUSY);
      await settle();
      expect([db.select().from(gradings).all().length, queue.depth().running]).toEqual([0, 1]);
      await vi.advanceTimersByTimeAsync(pauseMs);
    }
    host.current!.asked.at(-1)!.end(reportOf());
    await settle();
    expect(host.current!.asked).toHaveLength(4);
    expect(db.select({ verdict: gradings.verdict }).from(gradings).all()).toEqual([
      { verdict: "accepted" },
    ]);
  });

  test("what a busy machine could not grade while the server stops is graded after the next start", async () => {
    const { db, queue, host, gradeQueue } = setUp({ slots: 1 });
    queue.submit(newSubmission("ada", { source: "ada" }));
    gradeQueue.wake();
    await settle();
    gradeQueue.stop();
    host.current!.asked[0]!.end(BUSY);
    await gradeQueue.settled();
    expect(db.select().from(gradings).all()).toEqual([]);
    expect(queue.releaseAll()).toBe(1);
    expect(queue.depth()).toEqual({ waiting: 1, running: 0 });
  });

  test("a database that is busy when a job is taken is asked again", async () => {
    const { queue, host, gradeQueue } = setUp();
    submitAll(queue);
    vi.spyOn(queue, "claim").mockImplementationOnce(() => {
      throw new Error("SQLITE_BUSY");
    });
    gradeQueue.wake();
    await settle();
    expect(host.current!.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(host.current!.asked).toHaveLength(2);
  });

  test("a full disk: the report is not stored, the job stays, and it is graded after there is space", async () => {
    const { db, queue, host, gradeQueue } = setUp({ slots: 1 });
    const [ada] = submitAll(queue);
    gradeQueue.wake();
    await settle();
    const pages = db.$client.pragma("page_count", { simple: true });
    db.$client.pragma(`max_page_count = ${String(pages)}`);
    // Larger than the free space in the existing pages.
    const big = reportOf({
      messages: [{ code: "load.threw", params: { message: "x".repeat(200_000) } }],
    });
    host.current!.asked[0]!.end(big);
    await settle();
    expect(db.select().from(gradings).all()).toEqual([]);
    expect(db.select().from(jobs).all()).toHaveLength(4);
    expect(queue.placeOf(ada!)).toBe(1);
    db.$client.pragma("max_page_count = 1073741823");
    await vi.advanceTimersByTimeAsync(2000);
    expect(host.current!.asked).toHaveLength(2);
    host.current!.asked[1]!.end(big);
    await settle();
    expect(db.select().from(gradings).all()).toHaveLength(1);
  });

  test("a job whose return to the queue fails is returned as soon as that can be written", async () => {
    const { queue, host, gradeQueue } = setUp({ slots: 1 });
    const [ada] = submitAll(queue);
    gradeQueue.wake();
    await settle();
    const release = vi.spyOn(queue, "release").mockImplementation(() => {
      throw new Error("SQLITE_FULL");
    });
    vi.spyOn(queue, "finish").mockImplementationOnce(() => {
      throw new Error("SQLITE_FULL");
    });
    host.current!.asked[0]!.end(reportOf());
    await settle();
    expect(queue.placeOf(ada!)).toBe(0);
    await vi.advanceTimersByTimeAsync(2000);
    expect(host.current!.asked).toHaveLength(1);
    release.mockRestore();
    await vi.advanceTimersByTimeAsync(2000);
    expect(host.current!.asked.map(({ source }) => source)).toEqual(["ada", "ada"]);
  });

  test("after a stop, takes no more jobs, and settles when the running ones are done", async () => {
    const { db, queue, host, gradeQueue } = setUp({ slots: 1 });
    submitAll(queue);
    gradeQueue.wake();
    await settle();
    gradeQueue.stop();
    let isSettled = false;
    void gradeQueue.settled().then(() => (isSettled = true));
    await settle();
    expect(isSettled).toBe(false);
    host.current!.asked[0]!.end(reportOf());
    await settle();
    expect(isSettled).toBe(true);
    expect(host.current!.asked).toHaveLength(1);
    expect(db.select().from(gradings).all()).toHaveLength(1);
    expect(queue.depth()).toEqual({ waiting: 3, running: 0 });
  });
});
