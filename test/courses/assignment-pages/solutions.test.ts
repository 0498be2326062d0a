// Solutions "after the due time" are hidden while anyone's work can still count; who opened them,
// and when, is recorded.

import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mayStudentRead } from "../../../src/assignments/may-read-solutions.ts";
import { setExtensions } from "../../../src/courses/assignment-pages/save-extensions.ts";
import {
  computeExamEndMs,
  selectOptionalAssignment,
} from "../../../src/assignments/assignments.ts";
import { solutionViews } from "../../../src/db/teaching-schema.ts";
import { scoreAttempts } from "../../../src/rules/policy.ts";
import {
  type Extension,
  computeLastMomentOfAll,
  computeLastMoment,
  type Rules,
} from "../../../src/rules/assignment-rules.ts";
import { attemptAt } from "../../support/attempts.ts";
import { type CourseWorld, openCourseWorld } from "../../support/course-world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DUE = Date.UTC(2026, 5, 1);
const DEDUCTION = { kind: "deduction", percent: 10, per: "day", floorPercent: 0 } as const;

let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.site.close());

const db = () => world.site.services.db;
const assignmentOf = (id: string) => selectOptionalAssignment(db(), world.courseId, id)!;
const add = (rules: Partial<Rules>) =>
  world.addAssignment({ solutions: "afterDue", rules: { dueAtMs: DUE, ...rules } });
const may = (id: string, atMs: number, who = 0) =>
  mayStudentRead(db(), world.students[who]!.userId, assignmentOf(id), atMs);
const extend = (id: string, dueAtMs: number, who = 0) =>
  setExtensions(
    db(),
    { courseId: world.courseId, assignmentId: id, actorId: world.instructor.userId },
    [world.students[who]!.userId],
    { dueAtMs, extraAttempts: 0 },
    "",
  );

describe("after the due time", () => {
  test.each<[string, Partial<Rules>, number | null]>([
    ["late work refused: after the grace period", { graceMinutes: 30 }, DUE + 30 * MINUTE],
    [
      "late work with a last day: after that day",
      { late: DEDUCTION, lateUntilMs: DUE + 7 * DAY },
      DUE + 7 * DAY,
    ],
    [
      "free late work with a last day: after that day",
      { late: { kind: "free" }, lateUntilMs: DUE + 7 * DAY },
      DUE + 7 * DAY,
    ],
    [
      "a last day within the grace period: after the grace period",
      { late: { kind: "free" }, graceMinutes: 30, lateUntilMs: DUE + MINUTE },
      DUE + 30 * MINUTE,
    ],
    ["late work without a last day: never", { late: DEDUCTION }, null],
    ["no due time: never", { dueAtMs: null }, null],
  ])("%s", (_, rules, lastMs) => {
    const id = add(rules);
    for (const atMs of [DUE - 1, DUE + 1, (lastMs ?? DUE) - 1, lastMs ?? DUE])
      expect([atMs, may(id, atMs)]).toEqual([atMs, false]);
    expect(may(id, (lastMs ?? DUE + 10_000 * DAY) + 1)).toBe(lastMs !== null);
  });

  test("not before a student's own due time, if it is extended; the others have them by the rules", () => {
    const id = add({ graceMinutes: 10 });
    extend(id, DUE + 3 * DAY);
    expect([may(id, DUE + HOUR, 0), may(id, DUE + HOUR, 1)]).toEqual([false, true]);
    expect([
      may(id, DUE + 3 * DAY + 10 * MINUTE),
      may(id, DUE + 3 * DAY + 10 * MINUTE + 1),
    ]).toEqual([false, true]);
  });

  test("an extension that ends before the last day for late work changes nothing", () => {
    const id = add({ late: DEDUCTION, lateUntilMs: DUE + 7 * DAY });
    extend(id, DUE + DAY);
    expect([may(id, DUE + 2 * DAY), may(id, DUE + 7 * DAY + 1)]).toEqual([false, true]);
  });
});

test("an exam with late work ends with the last day for it, or with a later extension", () => {
  const id = add({ late: DEDUCTION, lateUntilMs: DUE + 2 * DAY });
  expect(computeExamEndMs(db(), assignmentOf(id))).toBe(DUE + 2 * DAY);
  extend(id, DUE + 5 * DAY, 1);
  expect(computeExamEndMs(db(), assignmentOf(id))).toBe(DUE + 5 * DAY);
  // Created before late work could have a last day.
  expect(computeExamEndMs(db(), assignmentOf(add({ late: DEDUCTION })))).toBe(DUE);
});

describe("the last moment", () => {
  const someRules: fc.Arbitrary<Rules> = fc.record({
    opensAtMs: fc.constant(null),
    dueAtMs: fc.option(fc.integer({ min: 0, max: 100 }).map((hours) => hours * HOUR)),
    graceMinutes: fc.integer({ min: 0, max: 300 }),
    late: fc.constantFrom<Rules["late"]>({ kind: "refused" }, { kind: "free" }, DEDUCTION),
    lateUntilMs: fc.option(fc.integer({ min: 0, max: 200 }).map((hours) => hours * HOUR)),
    freeCompileErrors: fc.boolean(),
    attempts: fc.constant({ kind: "unlimited" as const }),
    counts: fc.constant("best" as const),
  });
  const someExtension: fc.Arbitrary<Extension> = fc.record({
    dueAtMs: fc.option(fc.integer({ min: 0, max: 250 }).map((hours) => hours * HOUR)),
    extraAttempts: fc.constant(0),
  });

  test("is the last one at which the policy counts an attempt", () => {
    const counts = (rules: Rules, extension: Extension | null, atMs: number) =>
      scoreAttempts({
        attempts: [attemptAt(atMs, 1)],
        rules,
        extension,
        override: null,
        maxPoints: 100,
      }).points !== null;
    fc.assert(
      fc.property(someRules, fc.option(someExtension), (rules, extension) => {
        const lastMs = computeLastMoment(rules, extension);
        expect(counts(rules, extension, lastMs ?? 100_000 * DAY)).toBe(true);
        expect(lastMs === null || !counts(rules, extension, lastMs + 1)).toBe(true);
      }),
    );
  });

  test("of several students is the latest of theirs and of the common one", () => {
    fc.assert(
      fc.property(someRules, fc.array(someExtension, { maxLength: 4 }), (rules, extensions) => {
        const each = [null, ...extensions].map(
          (extension) => computeLastMoment(rules, extension) ?? Infinity,
        );
        expect(computeLastMomentOfAll(rules, extensions) ?? Infinity).toBe(Math.max(...each));
      }),
    );
  });
});

describe("opening the page", () => {
  const viewsOf = (assignmentId: string, userId: string) =>
    db()
      .select()
      .from(solutionViews)
      .where(and(eq(solutionViews.assignmentId, assignmentId), eq(solutionViews.userId, userId)))
      .all();
  const open = { dueAtMs: Date.now() - DAY };

  test("is recorded for students, with the first and the last time", async () => {
    const id = add(open);
    const path = `/courses/${world.courseId}/assignments/${id}/solutions`;
    const [student] = world.students;
    expect((await student.get(path)).status).toBe(200);
    const [first] = viewsOf(id, student.userId);
    expect((await student.get(path)).status).toBe(200);
    const [again] = viewsOf(id, student.userId);
    expect(again!.firstAt).toEqual(first!.firstAt);
    expect(again!.lastAt.getTime()).toBeGreaterThanOrEqual(first!.lastAt.getTime());
    expect((await world.assistant.get(path)).status).toBe(200);
    expect(viewsOf(id, world.assistant.userId)).toEqual([]);
  });

  test("is not a prefetch by the browser: that gets an empty answer, and the page is requested again", async () => {
    const id = add(open);
    const path = `/courses/${world.courseId}/assignments/${id}/solutions`;
    const [student] = world.students;
    const ahead = await student.get(path, { "sec-purpose": "prefetch;prerender" });
    expect([ahead.status, await ahead.text()]).toEqual([503, ""]);
    expect(viewsOf(id, student.userId)).toEqual([]);
  });

  test("too early, records nothing", async () => {
    const id = add({ dueAtMs: Date.now() - DAY, late: DEDUCTION, lateUntilMs: Date.now() + DAY });
    expect(
      (await world.students[0].get(`/courses/${world.courseId}/assignments/${id}/solutions`))
        .status,
    ).toBe(404);
    expect(viewsOf(id, world.students[0].userId)).toEqual([]);
  });
});

test("the assignment's form explains what late work without a last day means for solutions", async () => {
  const page = await (
    await world.instructor.get(`/courses/${world.courseId}/assignments/new`)
  ).text();
  expect(page).toContain("If late work is accepted without a last day, they are never shown.");
  expect(page).toContain("late work then always counts");
  const chinese = await (
    await world.instructor.get(`/courses/${world.courseId}/assignments/new`, {
      "accept-language": "zh-CN",
    })
  ).text();
  expect(chinese).toContain("如果接受迟交而没有补交截止时间，则一直不公布");
});
