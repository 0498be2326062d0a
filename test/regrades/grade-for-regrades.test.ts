// Judging in the shadow: what it takes and when, how it continues after a stop, and how it handles
// failures.

import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type GradeRequest, JobCancelledError } from "../../grader/index.ts";
import { type Report } from "../../grader/doors/reports.ts";
import { gradings } from "../../src/db/submission-schema.ts";
import { discardRegrade } from "../../src/regrades/discard.ts";
import { countDone } from "../../src/regrades/queries.ts";
import { Shadow } from "../../src/regrades/grade-for-regrades.ts";
import {
  ASSIGNMENT,
  judged,
  MENDED,
  OLD,
  openRegradeWorld,
  TEACHER,
} from "../support/regrade-world.ts";

interface Asked {
  source: string;
  seed: number | undefined;
  hiddenSeed: number | undefined;
  end: (report?: Report) => void;
  fail: () => void;
}

function setUp({ slots = 3 } = {}) {
  const world = openRegradeWorld(["ada", "ben", "cam", "dee", "eve"]);
  const asked: Asked[] = [];
  const queue = { waiting: 0, running: 0 };
  const gradeQueue = { running: 0, hidden: 0, wake: () => undefined };
  const exam = { isOn: false, liveTests: 0 };
  const host = {
    isReady: true,
    slots,
    reach: slots,
    typeCheckers: 1,
    checkTypes: () => Promise.resolve([]),
    assistCode: () => Promise.resolve(undefined),
    onReady: () => undefined,
    grade: ({ source, seed, hiddenSeed, signal }: GradeRequest) =>
      new Promise<Report | undefined>((resolve, reject) => {
        asked.push({
          source: new TextDecoder().decode(source),
          seed,
          hiddenSeed,
          end: resolve,
          fail: () => reject(new Error("damaged")),
        });
        signal?.addEventListener("abort", () => reject(new JobCancelledError()));
      }),
  };
  const start = () => {
    const shadow = new Shadow({
      db: world.db,
      queue: { depth: () => queue },
      gradeQueue,
      graders: host,
      catalogue: { loadVersion: () => Promise.resolve({} as never) },
      log: pino({ level: "silent" }),
      isUnderExam: () => exam.isOn,
      reportLost: () => judged(OLD, 0, 0),
      liveTests: () => exam.liveTests,
    });
    shadow.wake();
    return shadow;
  };
  const sent = ["ada", "ben", "cam", "dee", "eve"].map((userId, i) => {
    const id = world.send(userId, i);
    world.queue.finish(id, judged(OLD, 5, 100 + i));
    return id;
  });
  const id = world.start();
  const done = () => countDone(world.db, { id, assignmentId: ASSIGNMENT }).done;
  return { world, asked, queue, gradeQueue, exam, host, start, sent, id, done };
}

const settle = () => vi.advanceTimersByTimeAsync(1);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the shadow", () => {
  test("judges everything once, with the seeds that counted, and leaves a slot free", async () => {
    const { world, asked, start, done, id } = setUp();
    start();
    await settle();
    expect(asked).toHaveLength(2);
    for (let i = 0; i < 5; i += 1) {
      asked[i]!.end(judged(MENDED, 10));
      await settle();
    }
    expect(asked.map(({ seed }) => seed)).toEqual([100, 101, 102, 103, 104]);
    expect(done()).toBe(5);
    expect(world.stateOf(id)).toBe("ready");
  });

  test("continues where it was after a server that disappeared", async () => {
    const { asked, start, done, world, id } = setUp({ slots: 2 });
    const first = start();
    await settle();
    asked[0]!.end(judged(MENDED, 10));
    await settle();
    // No one hears of what ran then.
    expect(asked).toHaveLength(2);
    first.stop();
    start();
    await settle();
    for (let i = 2; i < 6; i += 1) {
      asked[i]!.end(judged(MENDED, 10));
      await settle();
    }
    expect(asked.map(({ seed }) => seed)).toEqual([100, 101, 101, 102, 103, 104]);
    expect(done()).toBe(5);
    expect(world.stateOf(id)).toBe("ready");
  });

  test("includes submissions that arrive meanwhile, also before their first grading", async () => {
    const { world, asked, start, done, id } = setUp({ slots: 2 });
    const shadow = start();
    await settle();
    const late = world.send("ada", 50);
    for (let i = 0; i < 5; i += 1) {
      asked[i]!.end(judged(MENDED, 10));
      await settle();
    }
    expect(world.stateOf(id)).toBe("running");
    shadow.wake();
    await settle();
    expect(asked[5]!.seed).toBeUndefined();
    asked[5]!.end(judged(MENDED, 10));
    await settle();
    expect(done()).toBe(6);
    expect(
      world.db
        .select()
        .from(gradings)
        .all()
        .filter(({ submissionId }) => submissionId === late)
        .map(({ runId }) => runId),
    ).toEqual([id]);
  });

  test.each([
    ["while submissions wait, one at a time", 3, { waiting: 4, running: 3 }, 3, 1],
    ["with one slot, none while submissions wait", 1, { waiting: 1, running: 1 }, 1, 0],
    ["with one slot, one if none wait", 1, { waiting: 0, running: 0 }, 0, 1],
    ["beside running gradings, in the slots that are left", 4, { waiting: 0, running: 3 }, 3, 1],
    ["with all slots busy, none", 2, { waiting: 0, running: 2 }, 2, 0],
  ])("%s", async (_, slots, depth, running, expected) => {
    const { asked, queue, gradeQueue, start } = setUp({ slots });
    Object.assign(queue, depth);
    gradeQueue.running = running;
    start();
    await settle();
    expect(asked).toHaveLength(expected);
  });

  test("of an exercise under exam, starts only in a free slot, and gives it up when it is needed", async () => {
    const { asked, queue, gradeQueue, exam, start, done } = setUp();
    exam.isOn = true;
    Object.assign(queue, { waiting: 1, running: 3 });
    gradeQueue.running = 3;
    const shadow = start();
    await settle();
    expect(asked).toHaveLength(0);
    Object.assign(queue, { waiting: 0, running: 0 });
    gradeQueue.running = 0;
    exam.liveTests = 3;
    shadow.wake();
    await settle();
    expect(asked).toHaveLength(0);
    exam.liveTests = 0;
    shadow.wake();
    await settle();
    expect([asked.length, shadow.running]).toEqual([2, 2]);
    gradeQueue.running = 2;
    shadow.giveWay(1);
    expect(shadow.running).toBe(1);
    await settle();
    expect(asked).toHaveLength(2);
    asked[0]!.end(judged(MENDED, 10));
    await settle();
    // Giving way costs no try: it resumes without a pause.
    expect(asked.map(({ seed }) => seed)).toEqual([100, 101, 102]);
    expect(done()).toBe(1);
    for (let i = 2; i < 6; i += 1) {
      asked[i]!.end(judged(MENDED, 10));
      await settle();
    }
    expect(done()).toBe(5);
  });

  test("outside exams gives nothing up", async () => {
    const { asked, start } = setUp();
    const shadow = start();
    await settle();
    shadow.giveWay(2);
    await settle();
    expect([asked.length, shadow.running]).toEqual([2, 2]);
  });

  test("leaves out submissions that wait for their hidden groups, and then uses their seed", async () => {
    const { world, asked, start, done, id } = setUp({ slots: 2 });
    const late = world.send("ada", 50);
    world.queue.claim();
    world.queue.keepVisible(late, judged(OLD, 5, 200));
    const shadow = start();
    await settle();
    for (let i = 0; i < 5; i += 1) {
      asked[i]!.end(judged(MENDED, 10));
      await settle();
    }
    expect(asked).toHaveLength(5);
    expect(world.stateOf(id)).toBe("running");
    const report = judged(OLD, 5, 200);
    world.queue.finish(late, { ...report, receipt: { ...report.receipt, hiddenSeed: 77 } });
    shadow.wake();
    await settle();
    expect(asked[5]).toMatchObject({ seed: 200, hiddenSeed: 77 });
    asked[5]!.end(judged(MENDED, 10));
    await settle();
    expect(done()).toBe(6);
  });

  test("postpones what cannot be judged, for longer each time, and continues with the rest", async () => {
    const { asked, start, done } = setUp({ slots: 2 });
    start();
    await settle();
    asked[0]!.fail();
    await settle();
    for (let i = 1; i < 5; i += 1) {
      asked[i]!.end(judged(MENDED, 10));
      await settle();
    }
    expect(done()).toBe(4);
    expect(asked).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(2500);
    expect(asked).toHaveLength(6);
    asked[5]!.fail();
    await vi.advanceTimersByTimeAsync(2500);
    expect(asked).toHaveLength(6);
    await vi.advanceTimersByTimeAsync(2500);
    asked[6]!.end(judged(MENDED, 10));
    await settle();
    expect(asked.map(({ seed }) => seed)).toEqual([100, 101, 102, 103, 104, 100, 100]);
    expect(done()).toBe(5);
    // Nothing would wake it any more.
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a submission that a busy machine could not grade is tried again, and gets no judge error", async () => {
    const { world, asked, start, done, id } = setUp({ slots: 2 });
    start();
    await settle();
    asked[0]!.end({
      ...judged(MENDED, 0),
      verdict: "judge-error",
      messages: [{ code: "judge.busy", params: { detail: "the clock ran out" } }],
    });
    await settle();
    for (let i = 1; i < 5; i += 1) {
      asked[i]!.end(judged(MENDED, 10));
      await settle();
    }
    expect([done(), world.stateOf(id)]).toEqual([4, "running"]);
    await vi.advanceTimersByTimeAsync(2500);
    asked[5]!.end(judged(MENDED, 10));
    await settle();
    expect(asked.map(({ seed }) => seed)).toEqual([100, 101, 102, 103, 104, 100]);
    expect([done(), world.stateOf(id)]).toEqual([5, "ready"]);
  });

  test("waits while there is no slot, and pauses while the database cannot be written", async () => {
    const { world, asked, host, start, done } = setUp({ slots: 2 });
    const shadow = start();
    await settle();
    host.isReady = false;
    asked[0]!.end(undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    host.isReady = true;
    world.db.$client.pragma("query_only = on");
    shadow.wake();
    await settle();
    asked[1]!.end(judged(MENDED, 10));
    await settle();
    expect(asked).toHaveLength(2);
    world.db.$client.pragma("query_only = off");
    await vi.advanceTimersByTimeAsync(2100);
    asked[2]!.end(judged(MENDED, 10));
    await settle();
    // The first is missing until it is stored.
    expect(asked.map(({ seed }) => seed)).toEqual([100, 101, 100, 101]);
    expect(done()).toBe(1);
  });

  test("stores nothing of a regrade that was discarded while it ran, and takes no more of it", async () => {
    const { world, asked, start, id, done } = setUp({ slots: 2 });
    start();
    await settle();
    discardRegrade(world.db, id, TEACHER);
    asked[0]!.end(judged(MENDED, 10));
    await settle();
    expect(done()).toBe(0);
    expect(asked).toHaveLength(1);
  });
});
