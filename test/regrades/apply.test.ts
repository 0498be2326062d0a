// Applying, discarding and undoing a regrade: what changes, what is refused, and that undoing
// restores the previous state exactly.

import fc from "fast-check";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { selectOptionalAssignment } from "../../src/assignments/assignments.ts";
import { assignments } from "../../src/db/schema.ts";
import { gradings, jobs, submissions } from "../../src/db/submission-schema.ts";
import { extensions, overrides, scoreFloors } from "../../src/db/teaching-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";
import { applyRegrade } from "../../src/regrades/apply.ts";
import { discardRegrade } from "../../src/regrades/discard.ts";
import type { Mode } from "../../src/regrades/preview.ts";
import { readPreview } from "../../src/regrades/read-preview.ts";
import { undoRegrade } from "../../src/regrades/undo.ts";
import { reportOf } from "../support/queue-database.ts";
import {
  ASSIGNMENT,
  COURSE,
  MENDED,
  NEWEST,
  NO_RULES,
  OLD,
  openRegradeWorld,
  type RegradeWorld,
  TEACHER,
} from "../support/regrade-world.ts";

const apply = (world: RegradeWorld, id: string, mode: Mode = "all") =>
  applyRegrade(world.db, id, { mode, seen: world.seen(id), actorId: TEACHER });
const undo = (world: RegradeWorld, id: string) => undoRegrade(world.db, world.queue, id, TEACHER);

/** Ada's first attempt was the best and becomes the worse one; Ben gains; Cam loses. */
function openUsualWorld() {
  const world = openRegradeWorld();
  const sent = {
    ada1: world.send("ada", 1),
    ada2: world.send("ada", 2),
    ben: world.send("ben", 3),
    cam: world.send("cam", 4),
  };
  const before = { [sent.ada1]: 8, [sent.ada2]: 5, [sent.ben]: 4, [sent.cam]: 10 };
  const after: Record<string, number> = {
    [sent.ada1]: 3,
    [sent.ada2]: 9,
    [sent.ben]: 10,
    [sent.cam]: 6,
  };
  for (const [id, score] of Object.entries(before)) world.grade(id, score);
  return { world, sent, after: (id: string) => after[id] ?? 0 };
}

describe("a compile error uses no attempt", () => {
  test("by the tests that count: a version by which it compiles uses the attempt, and the preview shows the effect", () => {
    const world = openRegradeWorld(["ada"], {
      ...NO_RULES,
      attempts: { kind: "limited", count: 1 },
      freeCompileErrors: true,
    });
    const [broken, good] = [world.send("ada", 1), world.send("ada", 2)];
    world.queue.finish(
      broken,
      reportOf({
        verdict: "compile-error",
        score: 0,
        receipt: { submission: "b".repeat(64), exercise: OLD, engine: "0.0.0", seed: 1 },
      }),
    );
    world.grade(good, 9);
    expect(world.points()).toEqual({ ada: 90 });
    const before = world.rows();
    const id = world.start();
    world.judgeMissing((submission) => (submission === broken ? 4 : 9));
    const preview = readPreview(
      world.db,
      { id, toHash: MENDED },
      selectOptionalAssignment(world.db, COURSE, ASSIGNMENT)!,
    );
    expect(preview).toMatchObject([
      {
        before: { points: 90, from: { id: good, number: 1 }, ignored: { notCompiled: 1 } },
        after: {
          all: {
            points: 40,
            from: { id: broken, number: 1 },
            ignored: { notCompiled: 0, overLimit: 1 },
          },
          "never-lower": { points: 90, isKept: true },
        },
      },
    ]);
    apply(world, id);
    expect(world.points()).toEqual({ ada: 40 });
    undo(world, id);
    expect(world.rows()).toEqual(before);
  });
});

describe("applying", () => {
  test("moves the pin, and sets each score to the newer tests' result for the best attempt", () => {
    const { world, sent, after } = openUsualWorld();
    expect(world.points()).toEqual({ ada: 80, ben: 40, cam: 100 });
    const times = world.db
      .select({ id: submissions.id, at: submissions.submittedAt })
      .from(submissions)
      .all();
    const id = world.start();
    expect(world.stateOf(id)).toBe("running");
    world.judgeMissing(after);
    expect(world.stateOf(id)).toBe("ready");
    expect(world.points()).toEqual({ ada: 80, ben: 40, cam: 100 });
    apply(world, id);
    expect(world.points()).toEqual({ ada: 90, ben: 100, cam: 60 });
    expect(world.rows()).toContainEqual(
      expect.objectContaining({ user_id: "ada", submission_id: sent.ada2 }),
    );
    expect(world.pin()).toEqual({ versionHash: MENDED, regradeId: id });
    expect(world.stateOf(id)).toBe("applied");
    expect(
      world.db.select({ id: submissions.id, at: submissions.submittedAt }).from(submissions).all(),
    ).toEqual(times);
  });

  test("so that no score is lowered keeps the previous scores of those who would lose, also under an override", () => {
    const { world, after } = openUsualWorld();
    world.db
      .insert(overrides)
      .values({
        id: "o",
        assignmentId: ASSIGNMENT,
        userId: "cam",
        points: 55,
        reason: "by hand",
        createdAt: new Date(0),
        createdBy: TEACHER,
      })
      .run();
    recomputeScores(world.db, ASSIGNMENT, ["cam"]);
    const id = world.start();
    world.judgeMissing(after);
    apply(world, id, "never-lower");
    expect(world.points()).toEqual({ ada: 90, ben: 100, cam: 55 });
    // After the override is undone, the score under it is unchanged.
    world.db
      .update(overrides)
      .set({ undoneAt: new Date(1) })
      .run();
    recomputeScores(world.db, ASSIGNMENT, ["cam"]);
    expect(world.points()).toMatchObject({ cam: 100 });
    expect(world.rows()).toContainEqual(expect.objectContaining({ user_id: "cam", is_kept: 1 }));
  });

  test("writes one entry that says whose points changed, without names", () => {
    const { world, after } = openUsualWorld();
    const id = world.start();
    world.judgeMissing(after);
    apply(world, id, "never-lower");
    undo(world, id);
    const entries = world.db.select().from(auditEvents).all();
    expect(entries.map(({ action }) => action)).toEqual([
      "regrade.start",
      "regrade.apply",
      "regrade.undo",
    ]);
    expect(entries[1]).toMatchObject({
      actorId: TEACHER,
      assignmentId: ASSIGNMENT,
      before: { versionHash: OLD, regradeId: null },
      after: {
        versionHash: MENDED,
        regradeId: id,
        mode: "never-lower",
        up: 2,
        down: 0,
        same: 1,
        changes: [
          { userId: "ben", before: 40, after: 100 },
          { userId: "ada", before: 80, after: 90 },
        ],
      },
    });
    expect(entries[2]).toMatchObject({
      before: { regradeId: id },
      after: { versionHash: OLD, undone: id, down: 2 },
    });
    expect(JSON.stringify(entries)).not.toContain("Name of");
  });

  test.each([
    [
      "a submission that arrived meanwhile and is not judged yet",
      (world: RegradeWorld) => world.grade(world.send("ben", 9), 1),
      "regrade-incomplete",
    ],
    [
      "a preview that no one has seen as it is now",
      (world: RegradeWorld) => {
        world.grade(world.send("ben", 9), 5);
        world.judgeMissing(() => 0);
      },
      "regrade-changed",
    ],
    [
      "a regrade that was discarded",
      (world: RegradeWorld, id: string) => discardRegrade(world.db, id, TEACHER),
      "regrade-ended",
    ],
    [
      "a regrade that is already applied",
      (world: RegradeWorld, id: string) => apply(world, id),
      "regrade-ended",
    ],
  ])("is refused for %s, and changes nothing", (_, change, code) => {
    const { world, after } = openUsualWorld();
    const id = world.start();
    world.judgeMissing(after);
    const seen = world.seen(id);
    change(world, id);
    const [rows, pin] = [world.rows(), world.pin()];
    expect(() => applyRegrade(world.db, id, { mode: "all", seen, actorId: TEACHER })).toThrow(code);
    expect(world.rows()).toEqual(rows);
    expect(world.pin()).toEqual(pin);
  });

  test("is refused in an exam while a submission ends in a system error, which would use no attempt", () => {
    const { world, after } = openUsualWorld();
    const id = world.start();
    world.judgeMissing(after);
    world.db.update(gradings).set({ verdict: "judge-error" }).where(eq(gradings.runId, id)).run();
    world.db.update(assignments).set({ isExam: true }).run();
    expect(() => apply(world, id)).toThrow("regrade-exam-errors");
    world.db.update(assignments).set({ isExam: false }).run();
    apply(world, id);
    expect(world.stateOf(id)).toBe("applied");
  });

  test("is refused after the pin was moved otherwise, and such a regrade judges no more", () => {
    const { world, after } = openUsualWorld();
    const first = world.start();
    world.judgeMissing(after);
    apply(world, first);
    const second = world.start(NEWEST);
    undo(world, first);
    expect(world.stateOf(second)).toBe("stale");
    world.judgeMissing(() => 10, NEWEST);
    expect(world.db.select().from(gradings).where(eq(gradings.runId, second)).all()).toEqual([]);
    expect(() =>
      applyRegrade(world.db, second, { mode: "all", seen: "", actorId: TEACHER }),
    ).toThrow("regrade-stale");
    expect(() => world.start(NEWEST)).toThrow("regrade-under-way");
    discardRegrade(world.db, second, TEACHER);
    expect(world.start(NEWEST)).not.toBe(second);
  });
});

describe("in an exam, a submission whose hidden groups are not graded yet", () => {
  const visibleOf = (exercise: string) =>
    reportOf({ receipt: { ...reportOf().receipt, exercise } });
  const openWaiting = () => {
    const { world, sent, after } = openUsualWorld();
    world.db.update(assignments).set({ isExam: true }).run();
    const waiting = world.send("ben", 20);
    world.queue.claim();
    return { world, sent, after, waiting };
  };

  test("delays its regrade until they are", () => {
    const { world, after, waiting } = openWaiting();
    world.queue.keepVisible(waiting, visibleOf(OLD));
    const id = world.start();
    world.judgeMissing(after);
    expect(() => apply(world, id)).toThrow("regrade-incomplete");
    world.grade(waiting, 5);
    world.judgeMissing(after);
    apply(world, id);
  });

  test("is in line again like a graded one, if undoing has made its visible groups those of another version", () => {
    const { world, after, waiting } = openWaiting();
    const id = world.start();
    // The regrade was quicker than its first step.
    world.judgeMissing(after);
    world.queue.keepVisible(waiting, visibleOf(OLD));
    apply(world, id);
    const [graded, apart] = [world.send("ada", 30), world.send("cam", 30)];
    world.grade(graded, 5, MENDED);
    world.queue.claim();
    world.queue.keepVisible(apart, visibleOf(MENDED));
    expect(world.queue.depth()).toEqual({ waiting: 0, running: 0 });
    undo(world, id);
    expect(new Set([graded, apart].map((one) => world.queue.placeOf(one)))).toEqual(
      new Set([1, 2]),
    );
    // Its visible groups were already graded by the version that counts again.
    expect(world.queue.placeOf(waiting)).toBeUndefined();
    expect(world.queue.hiddenDepth()).toEqual({ waiting: 1, running: 0 });
  });
});

test("discarding deletes the shadow's judgements, and nothing else", () => {
  const { world, after } = openUsualWorld();
  const kept = world.db.select().from(gradings).all();
  const rows = world.rows();
  const id = world.start();
  world.judgeMissing(after);
  discardRegrade(world.db, id, TEACHER);
  expect(world.db.select().from(gradings).all()).toEqual(kept);
  expect(world.rows()).toEqual(rows);
  expect(world.stateOf(id)).toBe("discarded");
  // The shadow's unfinished work at that moment is discarded.
  world.judgeMissing(() => 10);
  expect(world.db.select().from(gradings).all()).toEqual(kept);
});

describe("undoing", () => {
  test("is refused after something newer was applied, until that is undone itself", () => {
    const { world, after } = openUsualWorld();
    const first = world.start();
    world.judgeMissing(after);
    const original = world.rows();
    apply(world, first, "never-lower");
    const afterFirst = world.rows();
    const second = world.start(NEWEST);
    world.judgeMissing(() => 2, NEWEST);
    apply(world, second);
    expect(() => undo(world, first)).toThrow("regrade-not-newest");
    undo(world, second);
    expect(world.rows()).toEqual(afterFirst);
    undo(world, first);
    expect(world.rows()).toEqual(original);
    expect(world.pin()).toEqual({ versionHash: OLD, regradeId: null });
    expect(() => undo(world, first)).toThrow("regrade-ended");
  });

  test("queues what was submitted since for the version that counts again", () => {
    const { world, after } = openUsualWorld();
    const id = world.start();
    world.judgeMissing(after);
    apply(world, id);
    const later = world.send("cam", 50);
    world.grade(later, 7, MENDED);
    const running = world.send("ben", 51);
    expect(world.queue.claim()?.submissionId).toBe(running);
    expect(undo(world, id)).toBe(2);
    // The one being judged at that moment stays in line as well: its result is not by the version
    // that counts.
    world.grade(running, 9, MENDED);
    expect(
      world.db
        .select({ id: jobs.submissionId })
        .from(jobs)
        .all()
        .map((job) => job.id)
        .sort(),
    ).toEqual([later, running].sort());
    expect(world.points()).toEqual({ ada: 80, ben: 40, cam: 100 });
    expect(world.queue.placeOf(later)).toBeGreaterThan(0);
    expect(world.queue.claim()?.versionHash).toBe(OLD);
    world.grade(later, 1);
    world.grade(running, 9);
    expect(world.points()).toEqual({ ada: 80, ben: 90, cam: 100 });
    expect(world.db.select().from(jobs).all()).toEqual([]);
  });
});

const rulesOf: fc.Arbitrary<Rules> = fc.record(
  {
    opensAtMs: fc.constant(null),
    dueAtMs: fc.constantFrom(null, 1000),
    graceMinutes: fc.constant(0),
    lateUntilMs: fc.constant(null),
    freeCompileErrors: fc.constant(false),
    late: fc.constantFrom<Rules["late"]>(
      { kind: "free" },
      { kind: "refused" },
      { kind: "deduction", percent: 10, per: "hour", floorPercent: 20 },
    ),
    attempts: fc.constantFrom<Rules["attempts"]>(
      { kind: "unlimited" },
      { kind: "limited", count: 2 },
      { kind: "worth", points: [10, 7, 5] },
    ),
    counts: fc.constantFrom<Rules["counts"]>("best", "last"),
  },
  { noNullPrototype: true },
);
const step = fc.record(
  {
    student: fc.constantFrom("ada", "ben", "cam"),
    hours: fc.integer({ min: 0, max: 30 }),
    old: fc.integer({ min: 0, max: 10 }),
    fresh: fc.integer({ min: 0, max: 10 }),
  },
  { noNullPrototype: true },
);

test("in every course: applying does what was previewed, never-lower lowers no one, and undoing restores every row", () => {
  fc.assert(
    fc.property(
      rulesOf,
      fc.array(step, { maxLength: 8 }),
      fc.constantFrom<Mode>("all", "never-lower"),
      fc.option(fc.integer({ min: 0, max: 100 })),
      fc.boolean(),
      (rules, steps, mode, override, isExtended) => {
        const world = openRegradeWorld(["ada", "ben", "cam"], rules);
        const fresh = new Map<string, number>();
        for (const { student, hours, old, fresh: newer } of steps) {
          const id = world.send(student, hours * 3_600_000);
          world.grade(id, old);
          fresh.set(id, newer);
        }
        if (override !== null)
          world.db
            .insert(overrides)
            .values({
              id: "o",
              assignmentId: ASSIGNMENT,
              userId: "ada",
              points: override,
              reason: "r",
              createdAt: new Date(0),
              createdBy: TEACHER,
            })
            .run();
        if (isExtended)
          world.db
            .insert(extensions)
            .values({
              assignmentId: ASSIGNMENT,
              userId: "ben",
              dueAt: new Date(20 * 3_600_000),
              extraAttempts: 1,
              createdAt: new Date(0),
              createdBy: TEACHER,
            })
            .run();
        recomputeScores(world.db, ASSIGNMENT);
        const [rows, points] = [world.rows(), world.points()];
        const id = world.start();
        world.judgeMissing((submissionId) => fresh.get(submissionId)!);
        const previewed = Object.fromEntries(
          readPreview(
            world.db,
            { id, toHash: MENDED },
            selectOptionalAssignment(world.db, COURSE, ASSIGNMENT)!,
          ).map(({ userId, after }) => [userId, after[mode].points]),
        );
        apply(world, id, mode);
        const applied = world.points();
        expect(applied).toEqual(previewed);
        const lowered = Object.entries(points).filter(
          ([userId, had]) => (applied[userId] ?? -1) < (had ?? -1),
        );
        expect(mode === "never-lower" ? lowered : []).toEqual([]);
        const again = world.rows();
        recomputeScores(world.db, ASSIGNMENT);
        expect(world.rows()).toEqual(again);
        undo(world, id);
        expect(world.rows()).toEqual(rows);
        expect(world.db.select().from(scoreFloors).all()).toEqual([]);
        expect(world.db.select().from(jobs).all()).toEqual([]);
        world.db.$client.close();
      },
    ),
    { numRuns: 60 },
  );
});
