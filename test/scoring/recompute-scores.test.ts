// Whatever happens to an assignment, in whatever order, `scores` contains what recomputing every
// row would give; and a submission is judged by its assignment's pin, whatever is offered, even if
// the pin moves while it is graded.

import fc from "fast-check";
import { eq } from "drizzle-orm";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  createAssignments,
  changeAssignment,
} from "../../src/courses/assignment-pages/save-assignment.ts";
import {
  removeExtension,
  setExtensions,
} from "../../src/courses/assignment-pages/save-extensions.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { type Db, openDatabase } from "../../src/db/open.ts";
import { assignments, users } from "../../src/db/schema.ts";
import { jobs } from "../../src/db/submission-schema.ts";
import { versions } from "../../src/db/pack-schema.ts";
import { overrides, scoreFloors, regrades, scores } from "../../src/db/teaching-schema.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";
import { addGrading } from "../../src/scoring/add-grading.ts";
import { Queue } from "../../src/grading/queue.ts";
import { newSubmission, reportOf } from "../support/queue-database.ts";

const HOUR = 3_600_000;
const OLD = "a".repeat(64);
const NEW = "b".repeat(64);
const PEOPLE = ["ann", "bob"] as const;

class Course {
  readonly db: Db = openDatabase(":memory:");
  readonly assignmentId: string;
  readonly courseId: string;
  #clockMs = 100 * HOUR;
  readonly queue = new Queue(this.db, { now: () => new Date(this.#clockMs) });
  #overrides = 0;

  constructor() {
    const now = new Date(0);
    for (const hash of [OLD, NEW])
      this.db
        .insert(versions)
        .values({
          hash,
          packId: "tiny",
          exerciseId: "sum",
          title: { "zh-CN": "求和", en: "Sum" },
          level: 1,
          maxScore: 10,
          keptAt: now,
        })
        .run();
    for (const id of ["teacher", ...PEOPLE])
      this.db
        .insert(users)
        .values({ id, name: id, email: `${id}@example.org`, createdAt: now, updatedAt: now })
        .run();
    this.courseId = createCourse(this.db, "Course", "teacher");
    const rules: Rules = {
      opensAtMs: null,
      dueAtMs: 110 * HOUR,
      graceMinutes: 0,
      lateUntilMs: null,
      freeCompileErrors: false,
      late: { kind: "deduction", percent: 10, per: "hour", floorPercent: 20 },
      attempts: { kind: "unlimited" },
      counts: "best",
    };
    this.assignmentId = createAssignments(
      this.db,
      this.by,
      [{ packId: "tiny", exerciseId: "sum", versionHash: OLD }],
      {
        title: null,
        rules,
        points: 100,
        weight: 1,
        isExam: false,
        solutions: "never",
        hints: { kind: "on" },
        mayAskReference: false,
        announcement: "",
      },
      now,
    )[0]!;
  }

  get by() {
    return { courseId: this.courseId, actorId: "teacher" };
  }
  get row() {
    return this.db.select().from(assignments).where(eq(assignments.id, this.assignmentId)).get()!;
  }

  wait(hours: number): void {
    this.#clockMs += hours * HOUR;
  }
  submit(userId: string): void {
    this.queue.submit(
      newSubmission(userId, {
        assignmentId: this.assignmentId,
        versionHash: this.row.versionHash,
        submittedAt: new Date(this.#clockMs),
      }),
    );
  }
  grade(score: number, isOurError: boolean): void {
    const job = this.queue.claim();
    if (job === undefined) return;
    const earned = score === 10 ? "accepted" : "wrong-answer";
    const verdict = isOurError ? "judge-error" : earned;
    this.queue.finish(
      job.submissionId,
      reportOf({
        score: isOurError ? 0 : score,
        verdict,
        receipt: {
          submission: "c".repeat(64),
          exercise: job.versionHash,
          engine: "0.0.0",
          seed: 1,
        },
      }),
    );
  }
  change(rules: Partial<Rules>, points: number): void {
    const {
      title,
      weight,
      isExam,
      solutions,
      hints,
      mayAskReference,
      announcement,
      revision,
      rules: before,
    } = this.row;
    expect(
      changeAssignment(this.db, this.by, this.assignmentId, revision, {
        title,
        weight,
        isExam,
        solutions,
        hints,
        mayAskReference,
        announcement,
        points,
        rules: { ...before, ...rules },
      }),
    ).toMatchObject({ kind: "saved" });
  }
  extend(userId: string, hours: number, extraAttempts: number): void {
    setExtensions(
      this.db,
      { ...this.by, assignmentId: this.assignmentId },
      [userId],
      { dueAtMs: (110 + hours) * HOUR, extraAttempts },
      "",
    );
  }
  unextend(userId: string): void {
    removeExtension(this.db, { ...this.by, assignmentId: this.assignmentId }, userId);
  }
  override(userId: string, points: number | null): void {
    this.db.transaction(() => {
      this.db
        .insert(overrides)
        .values({
          id: String(this.#overrides++).padStart(6, "0"),
          assignmentId: this.assignmentId,
          userId,
          points,
          reason: "because",
          createdAt: new Date(this.#clockMs),
          createdBy: "teacher",
        })
        .run();
      recomputeScores(this.db, this.assignmentId, [userId]);
    });
  }
  /**
   * As applying a regrade does: shadow gradings by the other version for all but one, the pin, and
   * optionally floors.
   */
  movePin(score: number, keepsScores: boolean): void {
    const { versionHash, regradeId } = this.row;
    const toHash = versionHash === OLD ? NEW : OLD;
    const id = `run-${this.#overrides++}`;
    this.db.transaction(() => {
      this.db
        .insert(regrades)
        .values({
          id,
          assignmentId: this.assignmentId,
          fromHash: versionHash,
          fromRegradeId: regradeId,
          toHash,
          createdAt: new Date(this.#clockMs),
          createdBy: "teacher",
        })
        .run();
      const waiting = new Set(
        this.db
          .select({ id: jobs.submissionId })
          .from(jobs)
          .all()
          .map((job) => job.id),
      );
      for (const submission of this.db.query.submissions
        .findMany()
        .sync()
        .filter((one) => !waiting.has(one.id))) {
        addGrading(
          this.db,
          submission.id,
          reportOf({
            score,
            verdict: "wrong-answer",
            receipt: { submission: "c".repeat(64), exercise: toHash, engine: "0.0.0", seed: 1 },
          }),
          id,
          new Date(this.#clockMs),
        );
      }
      for (const { userId, points } of keepsScores ? this.db.select().from(scores).all() : [])
        if (points !== null)
          this.db
            .insert(scoreFloors)
            .values({ regradeId: id, assignmentId: this.assignmentId, userId, points })
            .run();
      this.db
        .update(assignments)
        .set({ versionHash: toHash, regradeId: id })
        .where(eq(assignments.id, this.assignmentId))
        .run();
      recomputeScores(this.db, this.assignmentId);
    });
  }

  scores() {
    return this.db
      .select()
      .from(scores)
      .all()
      .toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
  }
  scoresMadeAnew() {
    this.db.delete(scores).run();
    recomputeScores(this.db, this.assignmentId);
    return this.scores();
  }
}

const who = fc.constantFrom(...PEOPLE);
const aRule: fc.Arbitrary<Partial<Rules>> = fc.oneof(
  fc.record({ dueAtMs: fc.integer({ min: 99, max: 130 }).map((hours) => hours * HOUR) }),
  fc.record({
    late: fc.constantFrom<Rules["late"][]>(
      { kind: "refused" as const },
      { kind: "free" as const },
      { kind: "deduction", percent: 5, per: "day", floorPercent: 50 },
    ),
  }),
  fc.record({
    attempts: fc.constantFrom<Rules["attempts"][]>(
      { kind: "unlimited" as const },
      { kind: "limited" as const, count: 2 },
      { kind: "spaced" as const, minutes: 90 },
      { kind: "worth" as const, points: [10, 7, 5] },
    ),
  }),
  fc.record({ counts: fc.constantFrom("best" as const, "last" as const) }),
);
const aStep: fc.Arbitrary<(course: Course) => void> = fc.oneof(
  { weight: 4, arbitrary: who.map((userId) => (course: Course) => course.submit(userId)) },
  {
    weight: 4,
    arbitrary: fc
      .integer({ min: 0, max: 10 })
      .map((score) => (course: Course) => course.grade(score, false)),
  },
  fc.constant((course: Course) => course.grade(0, true)),
  fc.integer({ min: 1, max: 6 }).map((hours) => (course: Course) => course.wait(hours)),
  fc.tuple(aRule, fc.constantFrom(100, 40)).map(
    ([rules, points]) =>
      (course: Course) =>
        course.change(rules, points),
  ),
  fc.tuple(who, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 2 })).map(
    ([userId, hours, extra]) =>
      (course: Course) =>
        course.extend(userId, hours, extra),
  ),
  who.map((userId) => (course: Course) => course.unextend(userId)),
  fc.tuple(who, fc.option(fc.integer({ min: 0, max: 120 }), { nil: null })).map(
    ([userId, points]) =>
      (course: Course) =>
        course.override(userId, points),
  ),
  fc.tuple(fc.integer({ min: 0, max: 10 }), fc.boolean()).map(
    ([score, keeps]) =>
      (course: Course) =>
        course.movePin(score, keeps),
  ),
);

describe("scores", () => {
  test("equal recomputed ones, after anything in any order", () => {
    let rows = 0;
    fc.assert(
      fc.property(fc.array(aStep, { minLength: 5, maxLength: 40 }), (steps) => {
        const course = new Course();
        for (const step of steps) step(course);
        const kept = course.scores();
        rows += kept.length;
        expect(course.scoresMadeAnew()).toEqual(kept);
        course.db.$client.close();
      }),
      { numRuns: 120 },
    );
    expect(rows).toBeGreaterThan(100);
  });
});

describe("a submission to an assignment", () => {
  const open = () => {
    const course = new Course();
    onTestFinished(() => void course.db.$client.close());
    return course;
  };

  test("is graded by its pin, whatever version was offered when it was sent", () => {
    const course = open();
    course.queue.submit(
      newSubmission("ann", {
        assignmentId: course.assignmentId,
        versionHash: NEW,
        submittedAt: new Date(0),
      }),
    );
    expect(course.queue.claim()).toMatchObject({ versionHash: OLD });
    course.queue.releaseAll();
    course.grade(7, false);
    expect(course.scores()).toMatchObject([{ userId: "ann", points: 70, waiting: 0 }]);
  });

  test("whose pin moves while it is graded is graded again, by the new pin, and counts by that only", () => {
    const course = open();
    course.submit("ann");
    const job = course.queue.claim()!;
    expect(job.versionHash).toBe(OLD);
    course.movePin(0, false);
    course.queue.finish(
      job.submissionId,
      reportOf({
        score: 10,
        receipt: { submission: "c".repeat(64), exercise: OLD, engine: "0.0.0", seed: 1 },
      }),
    );
    expect(course.scores()).toMatchObject([{ points: null, waiting: 1 }]);
    expect(course.queue.claim()).toMatchObject({
      submissionId: job.submissionId,
      versionHash: NEW,
    });
    course.queue.finish(
      job.submissionId,
      reportOf({
        score: 4,
        verdict: "wrong-answer",
        receipt: { submission: "c".repeat(64), exercise: NEW, engine: "0.0.0", seed: 1 },
      }),
    );
    expect(course.scores()).toMatchObject([{ points: 40, waiting: 0 }]);
    expect(course.queue.claim()).toBeUndefined();
  });
});
