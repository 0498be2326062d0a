// A job that is taken away from its worker: undoing a regrade in the middle of an exam's hidden
// groups queues the submission again. It is graded once, and what its author has seen stays.

import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { GroupReport, Verdict } from "../../grader/doors/reports.ts";
import { assignments } from "../../src/db/schema.ts";
import { gradings, jobs } from "../../src/db/submission-schema.ts";
import { selectUngraded } from "../../src/regrades/undo.ts";
import { GradeQueue } from "../../src/grading/grade-queue.ts";
import { ProgressBoard } from "../../src/grading/progress.ts";
import { groupOf, reportOf } from "../support/queue-database.ts";
import { ASSIGNMENT, MENDED, OLD, openRegradeWorld } from "../support/regrade-world.ts";
import { makeCatalogue, StepHost } from "../support/step-host.ts";

const [SHOWN, HIDDEN] = [groupOf("shown", true), groupOf("hidden", false)];
const EXERCISE = {
  groups: [SHOWN, HIDDEN].map(({ id, title, points, needs, visible }) => ({
    manifest: { id, title, points, needs },
    visible,
  })),
} as unknown as Exercise;
const reportBy = (exercise: string, groups: GroupReport[], verdict: Verdict = "accepted") =>
  reportOf({ verdict, groups, receipt: { ...reportOf().receipt, exercise } });
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const world = openRegradeWorld(["ada"]);
  const { db, queue } = world;
  db.update(assignments).set({ versionHash: MENDED }).run();
  const host = new StepHost(3);
  const log = pino({ level: "silent" });
  const progress = new ProgressBoard();
  const onGraded = vi.fn<() => void>();
  const parts = {
    queue,
    graders: host,
    catalogue: makeCatalogue(EXERCISE),
    progress,
    log,
    reportLost: () => reportOf({ verdict: "judge-error" }),
    isUnderExam: () => true,
    onGraded,
  };
  const gradeQueue = new GradeQueue(parts);
  const { asked } = host.current!;
  const undo = () => {
    db.update(assignments).set({ versionHash: OLD }).run();
    queue.requeue(selectUngraded(db, ASSIGNMENT, OLD, null));
    gradeQueue.wake();
    return settle();
  };
  return {
    world,
    gradeQueue,
    asked,
    undo,
    onGraded,
    runs: () => asked.map(({ request }) => request.groups),
  };
}

test("hidden groups that end after the job was taken away have no effect", async () => {
  const { world, gradeQueue, asked, undo, onGraded, runs } = setUp();
  const { db, queue } = world;
  world.send("ada", 1);
  gradeQueue.wake();
  await settle();
  asked[0]!.end(reportBy(MENDED, [SHOWN]));
  await settle();
  await undo();
  expect(runs()).toEqual(["visible", "all", "visible"]);
  asked[1]!.end(reportBy(MENDED, [SHOWN, HIDDEN]));
  await settle();
  expect(runs()).toEqual(["visible", "all", "visible"]);
  expect(queue.depth()).toEqual({ waiting: 0, running: 1 });
  expect(db.select().from(gradings).all()).toEqual([]);
  expect(onGraded).toHaveBeenCalledTimes(1);
  asked[2]!.end(reportBy(OLD, [SHOWN]));
  await settle();
  asked[3]!.end(reportBy(OLD, [SHOWN, HIDDEN]));
  await settle();
  expect(runs()).toEqual(["visible", "all", "visible", "all"]);
  expect(db.select({ version: gradings.versionHash }).from(gradings).all()).toEqual([
    { version: OLD },
  ]);
  expect(db.select().from(jobs).all()).toEqual([]);
});

test("nor do those that failed and are due for another try", async () => {
  const { world, gradeQueue, asked, undo, runs } = setUp();
  world.send("ada", 1);
  gradeQueue.wake();
  await settle();
  asked[0]!.end(reportBy(MENDED, [SHOWN]));
  await settle();
  asked[1]!.end(reportBy(MENDED, [], "judge-error"));
  await settle();
  await undo();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs()).toEqual(["visible", "all", "visible"]);
});

test("a report of visible groups is never replaced by another of the same version", () => {
  const { world } = setUp();
  const { db, queue } = world;
  const id = world.send("ada", 1);
  queue.claim();
  expect(queue.keepVisible(id, reportBy(MENDED, [SHOWN]), 1)).toBe(true);
  queue.keepVisible(id, reportBy(MENDED, [{ ...SHOWN, verdict: "wrong-answer" }]));
  expect(db.select().from(jobs).get()!.visibleReport!.groups[0]!.verdict).toBe("accepted");
  expect(queue.hiddenDepth()).toEqual({ waiting: 1, running: 0 });
});
