// Under exam a submission's hidden groups are graded separately: later than everything that a user
// waits for, in a slot that is given up as soon as it is needed, and nothing that others can see
// depends on their result.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { assignments } from "../../src/db/schema.ts";
import { gradings, jobs } from "../../src/db/submission-schema.ts";
import { groupOf, newSubmission, reportOf } from "../support/queue-database.ts";
import { OLD, openRegradeWorld } from "../support/regrade-world.ts";
import { type Setup, setUp as setUpQueue } from "../support/step-host.ts";

const SHOWN = groupOf("shown", true);
const HIDDEN = groupOf("hidden", false, {
  score: 0,
  verdict: "time-limit-exceeded",
  failure: "time-limit-exceeded",
  passed: 0,
});
const EXERCISE = {
  groups: [SHOWN, HIDDEN].map(({ id, title, points, needs, visible }) => ({
    manifest: { id, title, points, needs },
    visible,
  })),
} as unknown as Exercise;
const VISIBLE = reportOf({ score: 5, maxScore: 5, groups: [SHOWN] });
const WHOLE = reportOf({ verdict: "time-limit-exceeded", score: 5, groups: [SHOWN, HIDDEN] });
const FAILED = reportOf({
  verdict: "judge-error",
  messages: [{ code: "judge.checker", params: { detail: "1" } }],
  groups: [],
});

let isExam: boolean;
/** How many slots live tests have. */
let liveTests: number;
let setup: Setup;
const setUp = (slots: number) =>
  (setup = setUpQueue({
    slots,
    isUnderExam: () => isExam,
    others: () => liveTests,
    exercise: EXERCISE,
  }));
const settle = () => vi.advanceTimersByTimeAsync(0);
const send = async (userId: string, source = userId): Promise<string> => {
  const sent = setup.queue.submit(newSubmission(userId, { source }), {
    spacingMs: isExam ? 1 : null,
  });
  if (!("id" in sent)) throw new Error(sent.kind);
  setup.gradeQueue.wake();
  await settle();
  return sent.id;
};
/** The newest grading of this source that has not ended: its request, and its answer. */
const asked = (source: string) =>
  setup.host.current!.asked.findLast((one) => one.source === source)!;
const end = async (source: string, report: Report) => {
  asked(source).end(report);
  await settle();
};
const log = () =>
  setup.host.current!.asked.map(({ source, request }) => `${source} ${request.groups}`);
const stored = () =>
  setup.db
    .select({ verdict: gradings.verdict })
    .from(gradings)
    .all()
    .map(({ verdict }) => verdict);

beforeEach(() => {
  isExam = true;
  liveTests = 0;
  vi.useFakeTimers({ now: new Date("2026-12-01T09:00:00.700Z") });
});
afterEach(() => void vi.useRealTimers());

describe("a submission under exam", () => {
  test("is done with its visible groups, and has no place in line for its hidden ones", async () => {
    const { queue, db, progress } = setUp(1);
    const id = await send("ada");
    expect(log()).toEqual(["ada visible"]);
    const told = vi.fn<() => void>();
    progress.listen(id, told);
    await end("ada", VISIBLE);
    expect(log()).toEqual(["ada visible", "ada all"]);
    expect([queue.placeOf(id), queue.depth(), queue.oldestWaitingMs()]).toEqual([
      undefined,
      { waiting: 0, running: 0 },
      0,
    ]);
    expect(queue.hiddenDepth()).toEqual({ waiting: 0, running: 1 });
    // Neither its groups nor its end.
    told.mockClear();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked("ada").request.onGroup).toBeUndefined();
    await end("ada", WHOLE);
    await vi.advanceTimersByTimeAsync(5000);
    expect(told).not.toHaveBeenCalled();
    expect(db.select().from(jobs).all()).toEqual([]);
    expect(
      db
        .select({
          gradedAt: gradings.gradedAt,
          visibleGradedAt: gradings.visibleGradedAt,
          score: gradings.score,
          maxScore: gradings.maxScore,
        })
        .from(gradings)
        .all(),
    ).toEqual([
      {
        gradedAt: new Date("2026-12-01T09:00:05.700Z"),
        visibleGradedAt: new Date("2026-12-01T09:00:00.700Z"),
        score: 5,
        maxScore: 10,
      },
    ]);
  });

  test("delays its hidden groups until no one waits for a verdict", async () => {
    setUp(1);
    await send("ada");
    await send("ben");
    await end("ada", VISIBLE);
    expect(log()).toEqual(["ada visible", "ben visible"]);
    await end("ben", VISIBLE);
    expect(log().at(-1)).toBe("ada all");
    await end("ada", WHOLE);
    expect(log().at(-1)).toBe("ben all");
  });

  test("gives its slot up at once to the next submission, whose place is that of an empty line, and is graded after it", async () => {
    const { queue } = setUp(1);
    await send("ada");
    await end("ada", VISIBLE);
    const ben = await send("ben");
    expect(queue.placeOf(ben)).toBe(0);
    expect(asked("ada").request.signal!.aborted).toBe(true);
    expect(queue.hiddenDepth()).toEqual({ waiting: 1, running: 0 });
    await end("ben", VISIBLE);
    expect(log()).toEqual(["ada visible", "ada all", "ben visible", "ben all"]);
    await end("ben", WHOLE);
    expect(log().at(-1)).toBe("ada all");
    await end("ada", WHOLE);
    expect(stored()).toEqual(["limit-exceeded", "limit-exceeded"]);
  });

  test("leaves a slot free beside its hidden groups, and gives up what live tests need", async () => {
    const { gradeQueue } = setUp(3);
    for (const userId of ["ada", "ben", "cam"]) {
      await send(userId);
      await end(userId, VISIBLE);
    }
    expect(log().filter((one) => one.endsWith("all"))).toEqual(["ada all", "ben all"]);
    await send("dee");
    expect([asked("ada"), asked("ben")].map(({ request }) => request.signal!.aborted)).toEqual([
      false,
      false,
    ]);
    liveTests = 1;
    gradeQueue.makeRoom();
    expect([asked("ada"), asked("ben")].map(({ request }) => request.signal!.aborted)).toEqual([
      false,
      true,
    ]);
  });

  test("gives its slot up to a new submission while a live test has the other one, and waits for the live test to end", async () => {
    const { gradeQueue } = setUp(2);
    await send("ada");
    await end("ada", VISIBLE);
    liveTests = 1;
    gradeQueue.makeRoom();
    expect(asked("ada").request.signal!.aborted).toBe(false);
    await send("ben");
    expect(asked("ada").request.signal!.aborted).toBe(true);
    expect(gradeQueue.running).toBe(1);
    await end("ben", VISIBLE);
    expect(log()).toEqual(["ada visible", "ada all", "ben visible"]);
    liveTests = 0;
    gradeQueue.wake();
    await settle();
    expect(log()).toEqual(["ada visible", "ada all", "ben visible", "ben all"]);
  });

  test("that does not compile is graded at once, and its hidden groups are never run", async () => {
    const { db } = setUp(1);
    await send("ada");
    await end(
      "ada",
      reportOf({
        verdict: "compile-error",
        score: 0,
        maxScore: 5,
        messages: [{ code: "compile.syntax", params: {} }],
        groups: [
          groupOf("shown", true, {
            score: 0,
            verdict: "compile-error",
            failure: "compile-error",
            passed: 0,
            total: null,
          }),
        ],
      }),
    );
    expect(log()).toEqual(["ada visible"]);
    const [grading] = db.select().from(gradings).all();
    expect(grading).toMatchObject({
      verdict: "compile-error",
      score: 0,
      maxScore: 10,
      visibleGradedAt: null,
    });
    expect(grading!.report.groups.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["shown", "compile-error"],
      ["hidden", "compile-error"],
    ]);
  });

  test("whose hidden groups cannot be graded is tried again while the exam runs; then it is a system error", async () => {
    setUp(1);
    await send("ada");
    await end("ada", VISIBLE);
    for (let i = 0; i < 12; i += 1) {
      await end("ada", FAILED);
      expect(stored()).toEqual([]);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(log()).toHaveLength(i + 3);
    }
    isExam = false;
    await end("ada", FAILED);
    expect(stored()).toEqual(["judge-error"]);
  });

  test("does not delay the end of the server, and continues at the next start", async () => {
    const { gradeQueue, queue } = setUp(1);
    const id = await send("ada");
    await end("ada", VISIBLE);
    gradeQueue.stop();
    await gradeQueue.settled();
    expect(queue.hiddenDepth()).toEqual({ waiting: 1, running: 0 });
    expect(queue.claim()).toBeUndefined();
    expect(queue.claimHidden(queue.hiddenExercises())?.submissionId).toBe(id);
    expect(queue.releaseAll()).toBe(1);
    expect(queue.claimHidden(queue.hiddenExercises())?.submissionId).toBe(id);
  });

  test("does not count among the author's waiting ones, nor make their next one a second", async () => {
    const { queue } = setUp(1);
    await send("ada", "first");
    await end("first", VISIBLE);
    setup.host.current = undefined;
    isExam = false;
    const places = [];
    for (const userId of ["ada", "ben"]) places.push(queue.placeOf(await send(userId)));
    expect(places).toEqual([1, 2]);
    await send("ada", "third");
    expect(queue.submit(newSubmission("ada"))).toEqual({ kind: "full" });
  });
});

test("outside exams everything is graded at once, together", async () => {
  isExam = false;
  setUp(1);
  await send("ada");
  expect(log()).toEqual(["ada all"]);
  await end("ada", WHOLE);
  expect(stored()).toEqual(["limit-exceeded"]);
});

test("an exam that is created or removed in between does not change the next step", async () => {
  isExam = false;
  setUp(1);
  await send("ada");
  isExam = true;
  await end("ada", WHOLE);
  await send("ben");
  isExam = false;
  await end("ben", VISIBLE);
  await end("ben", WHOLE);
  expect(log()).toEqual(["ada all", "ben visible", "ben all"]);
  expect(stored()).toHaveLength(2);
});

test("if no hidden groups are left to stop, regrades learn how many slots are needed", async () => {
  const onShort = vi.fn<(count: number) => void>();
  setup = setUpQueue({
    slots: 2,
    isUnderExam: () => isExam,
    others: () => liveTests,
    onShort,
    exercise: EXERCISE,
  });
  await send("ada");
  await end("ada", VISIBLE);
  liveTests = 1;
  await send("ben");
  expect(asked("ada").request.signal!.aborted).toBe(true);
  expect(onShort).not.toHaveBeenCalled();
  await send("cam");
  expect(onShort).toHaveBeenCalledExactlyOnceWith(1);
});

describe("hidden groups that still wait when the exam is over", () => {
  test("take turns with the queue, and are not stopped", async () => {
    const { gradeQueue } = setUp(1);
    for (const userId of ["ada", "ben"]) await send(userId);
    for (const userId of ["ada", "ben"]) await end(userId, VISIBLE);
    await send("cam");
    isExam = false;
    await send("dee");
    await send("dee", "dee again");
    await end("cam", VISIBLE);
    expect(log().slice(3)).toEqual(["cam visible", "ben all"]);
    await send("cam", "cam again");
    liveTests = 1;
    gradeQueue.makeRoom();
    expect(asked("ben").request.signal).toBeUndefined();
    for (const source of ["ben", "dee", "cam", "dee again", "ada", "cam again"]) {
      expect(log().at(-1)).toBe(`${source} all`);
      await end(source, WHOLE);
    }
    expect(stored()).toHaveLength(6);
  });
});

test("hidden groups that gave their slot up come after the others", async () => {
  setUp(1);
  for (const userId of ["ada", "ben"]) await send(userId);
  for (const userId of ["ada", "ben"]) await end(userId, VISIBLE);
  expect(log().at(-1)).toBe("ada all");
  await send("cam");
  await end("cam", VISIBLE);
  expect(log().at(-1)).toBe("ben all");
});

test("hidden groups of the exam itself come before those of practice beside it", () => {
  const { db, queue, send: sendForExam } = openRegradeWorld(["ada", "ben"]);
  db.update(assignments).set({ isExam: true }).run();
  const practice = queue.submit(newSubmission("ada", { versionHash: OLD }));
  const ofExam = sendForExam("ben", 1);
  for (let job = queue.claim(); job !== undefined; job = queue.claim()) {
    queue.keepVisible(
      job.submissionId,
      reportOf({ receipt: { ...reportOf().receipt, exercise: OLD } }),
      job.claim,
    );
  }
  const taken = [1, 2].map(() => queue.claimHidden(queue.hiddenExercises())?.submissionId);
  expect(taken).toEqual([ofExam, "id" in practice ? practice.id : ""]);
  expect(
    queue.claimHidden([{ packId: "tiny", exerciseId: "sum", versionHash: OLD }]),
  ).toBeUndefined();
});

describe("the fixed spacing under exam", () => {
  const at = (second: number) => new Date(Date.UTC(2026, 11, 1, 9, 0, second));
  const submitAt = (second: number, fields: Partial<Parameters<typeof newSubmission>[1]> = {}) =>
    setup.queue.submit(newSubmission("ada", { submittedAt: at(second), ...fields }), {
      spacingMs: 20_000,
    });

  test("depends on the submission time only, for everything that one user sends to the exercise", () => {
    setUp(1);
    expect(submitAt(0).kind).toBe("recorded");
    expect(submitAt(19)).toEqual({ kind: "spaced", untilMs: at(20).getTime() });
    expect(submitAt(20).kind).toBe("recorded");
    // Whether they are graded or not makes no difference.
    expect(submitAt(40).kind).toBe("recorded");
    expect(submitAt(60).kind).toBe("recorded");
    expect(submitAt(61, { exerciseId: "mean" }).kind).toBe("recorded");
    expect(submitAt(61, { userId: "ben" }).kind).toBe("recorded");
  });

  test("applies between two simultaneous requests, whichever is recorded first, and not after a clock was set back", () => {
    setUp(1);
    expect(submitAt(3000).kind).toBe("recorded");
    expect(submitAt(2999)).toEqual({ kind: "spaced", untilMs: at(3020).getTime() });
    expect(submitAt(10).kind).toBe("recorded");
  });

  test("recognizes the same form again", () => {
    setUp(1);
    const first = submitAt(0, { formKey: "abcdefghij" });
    expect(submitAt(1, { formKey: "abcdefghij" })).toEqual({
      kind: "known",
      id: "id" in first ? first.id : "",
    });
  });
});
