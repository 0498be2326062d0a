// "Let it count": an attempt that the rules exclude counts because staff decide so; undoing it
// restores the previous state exactly.

import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordSolutionView } from "../../src/assignments/solution-views.ts";
import { newId } from "../../src/db/id.ts";
import { users } from "../../src/db/schema.ts";
import { jobs, submissions } from "../../src/db/submission-schema.ts";
import { allowances, scores } from "../../src/db/teaching-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { forgetPerson } from "../../src/privacy/forget-person.ts";
import { addGrading } from "../../src/scoring/add-grading.ts";
import { type CourseWorld, openCourseWorld, type Person } from "../support/course-world.ts";
import { reportOf } from "../support/queue-database.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: CourseWorld;
let student: Person;
beforeAll(async () => {
  world = await openCourseWorld();
  [student] = world.students;
});
afterAll(() => world.site.close());

const db = () => world.site.services.db;
const cellOf = (assignment: string) =>
  `/courses/${world.courseId}/gradebook/${assignment}/${student.userId}`;
const scoreOf = (assignment: string) =>
  db()
    .select()
    .from(scores)
    .where(and(eq(scores.assignmentId, assignment), eq(scores.userId, student.userId)))
    .get();
const dueYesterday = () => Date.now() - DAY;
/** Sent a day late, which does not count by the rules, as announced to the student. */
const addLate = (
  assignment: string,
  share: number,
  fields: Partial<typeof submissions.$inferInsert> = {},
) => {
  const id = world.addAttempt(assignment, student.userId, { share });
  db()
    .update(submissions)
    .set({ saidToCount: false, ...fields })
    .where(eq(submissions.id, id))
    .run();
  db().transaction(() => recomputeScores(db(), assignment, [student.userId]));
  return id;
};
const letCount = (
  assignment: string,
  submission: string,
  fields: Record<string, string> = {},
  by: Person = world.assistant,
) =>
  by.post(`${cellOf(assignment)}/allowances`, {
    submission,
    letReason: "the site was down",
    ...fields,
  });
const entriesOf = (assignment: string) =>
  db()
    .select({
      action: auditEvents.action,
      actorId: auditEvents.actorId,
      before: auditEvents.before,
      after: auditEvents.after,
    })
    .from(auditEvents)
    .where(eq(auditEvents.assignmentId, assignment))
    .orderBy(asc(auditEvents.id))
    .all();

describe("an attempt that was too late", () => {
  test("is listed with the reason why it does not count, and counts after staff decide so; the student sees the reason", async () => {
    const assignment = world.addAssignment({ rules: { dueAtMs: dueYesterday() } });
    world.addAttempt(assignment, student.userId, {
      share: 0.5,
      at: new Date(dueYesterday() - HOUR),
    });
    const late = addLate(assignment, 0.9);
    const before = await (await world.assistant.get(cellOf(assignment))).text();
    expect(before).toContain("submitted too late: does not count");
    expect(before).toContain("attempt 1: 50 points");
    const form = await (await world.assistant.get(`${cellOf(assignment)}?let=${late}`)).text();
    expect(form).toContain("This student has not opened the solutions.");
    // Late work is refused here: there is no late rule that could deduct anything.
    expect(form).not.toContain('name="lateRule"');
    expect((await letCount(assignment, late)).headers.get("location")).toBe(
      `${cellOf(assignment)}#let-count`,
    );
    expect(scoreOf(assignment)).toMatchObject({ points: 90, submissionId: late });
    const after = await (await world.assistant.get(cellOf(assignment))).text();
    expect(after).toContain("allowed to count by staff: 90 points");
    expect(await (await student.get(`/courses/${world.courseId}`)).text()).toContain(
      "90: best of 2 attempts, allowed to count by staff: the site was down",
    );
    expect(
      await (
        await student.get(`/courses/${world.courseId}`, { "accept-language": "zh-CN" })
      ).text(),
    ).toContain("教师已准予计入，理由：the site was down");
  });

  test("undone, the score is exactly as before; both are in the log", async () => {
    const assignment = world.addAssignment({ rules: { dueAtMs: dueYesterday() } });
    world.addAttempt(assignment, student.userId, {
      share: 0.5,
      at: new Date(dueYesterday() - HOUR),
    });
    const late = addLate(assignment, 0.9);
    const before = scoreOf(assignment);
    await letCount(assignment, late);
    const { id } = db().select().from(allowances).where(eq(allowances.submissionId, late)).get()!;
    expect(
      (await world.instructor.post(`${cellOf(assignment)}/allowances/${id}/undo`, {})).status,
    ).toBe(303);
    expect(scoreOf(assignment)).toEqual(before);
    // Sending the same form again undoes nothing more.
    expect(
      (await world.instructor.post(`${cellOf(assignment)}/allowances/${id}/undo`, {})).status,
    ).toBe(303);
    expect(entriesOf(assignment)).toEqual([
      {
        action: "allowance.set",
        actorId: world.assistant.userId,
        before: { points: 50 },
        after: { points: 90, submission: late, withLateRule: true, allowance: id },
      },
      {
        action: "allowance.undo",
        actorId: world.instructor.userId,
        before: { points: 90, allowance: id },
        after: { points: 50 },
      },
    ]);
    // After the undo, it can be counted again.
    expect((await letCount(assignment, late)).status).toBe(303);
    expect(scoreOf(assignment)).toMatchObject({ points: 90 });
    expect((await letCount(assignment, late)).status).toBe(404);
  });

  test("loses the late deduction, or not, as staff choose; the form asks only if the rule deducts something", async () => {
    const rules = {
      dueAtMs: Date.now() - 2 * DAY + HOUR,
      lateUntilMs: Date.now() - DAY,
      late: { kind: "deduction" as const, percent: 10, per: "day" as const, floorPercent: 0 },
    };
    const [one, two] = [world.addAssignment({ rules }), world.addAssignment({ rules })];
    const [first, second] = [addLate(one, 1), addLate(two, 1)];
    const form = await (await world.assistant.get(`${cellOf(one)}?let=${first}`)).text();
    expect(form).toContain("With the late deduction: 20% off");
    await letCount(one, first, { lateRule: "with" });
    await letCount(two, second, { lateRule: "without" });
    expect([scoreOf(one)?.points, scoreOf(two)?.points]).toEqual([80, 100]);
  });

  test("needs a reason, and must belong to this cell", async () => {
    const assignment = world.addAssignment({ rules: { dueAtMs: dueYesterday() } });
    const late = addLate(assignment, 0.9);
    const answer = await letCount(assignment, late, { letReason: " " });
    expect([
      answer.status,
      (await answer.text()).includes("Enter the reason why this attempt counts"),
    ]).toEqual([422, true]);
    const other = world.addAttempt(assignment, world.students[1].userId, { share: 1 });
    expect((await letCount(assignment, other)).status).toBe(404);
    expect((await letCount(assignment, late, {}, student)).status).toBe(404);
    expect(scoreOf(assignment)?.points).toBeNull();
  });

  test("the form says when the student opened the solutions, and that it was before", async () => {
    const assignment = world.addAssignment({ rules: { dueAtMs: dueYesterday() } });
    const late = addLate(assignment, 0.9);
    recordSolutionView(db(), assignment, student.userId, new Date(Date.now() - HOUR));
    const form = await (await world.assistant.get(`${cellOf(assignment)}?let=${late}`)).text();
    expect(form).toContain("This student opened the solutions on");
    expect(form).toContain("This attempt was submitted after that.");
    const extensions = await (
      await world.instructor.get(`/courses/${world.courseId}/assignments/${assignment}/extensions`)
    ).text();
    expect(extensions).toContain("opened the solutions on");
  });
});

describe("practice", () => {
  const addLoose = (at: Date, share: number | null, userId = student.userId) => {
    const id = newId();
    const offer = world.site.services.catalogue.find("tiny", "sum")!;
    const attempt =
      db().select().from(submissions).where(eq(submissions.userId, userId)).all().length + 100;
    db()
      .insert(submissions)
      .values({
        id,
        userId,
        packId: "tiny",
        exerciseId: "sum",
        versionHash: offer.hash,
        assignmentId: null,
        isPractice: true,
        saidToCount: false,
        attempt,
        fileName: "a.ts",
        source: "x",
        submittedAt: at,
        via: "web",
      })
      .run();
    if (share !== null)
      addGrading(
        db(),
        id,
        reportOf({
          verdict: "wrong-answer",
          score: share * 10,
          maxScore: 10,
          receipt: { submission: "b".repeat(64), exercise: offer.hash, engine: "0.0.0", seed: 1 },
        }),
        "",
        at,
      );
    return id;
  };

  test("sent from the assignment's page does not count until staff decide so, and then uses no attempt", async () => {
    const assignment = world.addAssignment({ rules: { attempts: { kind: "limited", count: 1 } } });
    const practice = addLate(assignment, 0.8, { isPractice: true });
    world.addAttempt(assignment, student.userId, { share: 0.3 });
    expect(scoreOf(assignment)).toMatchObject({ points: 30, attempts: 1 });
    expect(await (await world.assistant.get(cellOf(assignment))).text()).toContain(
      "practice: does not count",
    );
    await letCount(assignment, practice);
    expect(scoreOf(assignment)).toMatchObject({ points: 80, submissionId: practice });
  });

  test("without an assignment, sent since they joined, becomes part of it, graded by its pin, and stays practice", async () => {
    const assignment = world.addAssignment();
    world.addAttempt(assignment, student.userId, { share: 0.3 });
    const practice = addLoose(new Date(), 0.7);
    const old = addLoose(new Date(Date.now() - 30 * DAY), 1);
    const page = await (await world.assistant.get(cellOf(assignment))).text();
    expect([page.includes(practice), page.includes(old)]).toEqual([true, false]);
    expect((await letCount(assignment, old)).status).toBe(404);
    await letCount(assignment, practice);
    expect(db().select().from(submissions).where(eq(submissions.id, practice)).get()).toMatchObject(
      { assignmentId: assignment, isPractice: true, attempt: 2 },
    );
    expect(scoreOf(assignment)).toMatchObject({ points: 70, submissionId: practice });
    const { id } = db()
      .select()
      .from(allowances)
      .where(eq(allowances.submissionId, practice))
      .get()!;
    await world.assistant.post(`${cellOf(assignment)}/allowances/${id}/undo`, {});
    expect(scoreOf(assignment)).toMatchObject({ points: 30 });
  });

  test("that the pin's tests have not graded is queued", async () => {
    const assignment = world.addAssignment();
    const practice = addLoose(new Date(), null);
    await letCount(assignment, practice);
    expect(db().select().from(jobs).where(eq(jobs.submissionId, practice)).all()).toHaveLength(1);
    expect(scoreOf(assignment)).toMatchObject({ points: null, waiting: 1 });
  });
});

test("the reason is deleted with the person, and so is their practice", async () => {
  const assignment = world.addAssignment({ rules: { dueAtMs: dueYesterday() } });
  const person = await world.addMember("leaver", "student");
  const late = world.addAttempt(assignment, person.userId, { share: 0.9 });
  const practice = world.addAttempt(assignment, person.userId, { share: 1 });
  db().update(submissions).set({ saidToCount: false }).where(eq(submissions.id, late)).run();
  db()
    .update(submissions)
    .set({ saidToCount: false, isPractice: true })
    .where(eq(submissions.id, practice))
    .run();
  await world.assistant.post(
    `/courses/${world.courseId}/gradebook/${assignment}/${person.userId}/allowances`,
    { submission: late, letReason: "leaver-secret-illness" },
  );
  recordSolutionView(db(), assignment, person.userId);
  const data = (await (await person.get("/settings/data")).json()) as {
    allowances: object[];
    solutionViews: object[];
  };
  expect(data.allowances).toMatchObject([{ submission: late, reason: "leaver-secret-illness" }]);
  expect(data.solutionViews).toMatchObject([{ assignment }]);
  forgetPerson(db(), person.userId, person.userId);
  expect(
    JSON.stringify([db().select().from(allowances).all(), db().select().from(scores).all()]),
  ).not.toContain("leaver-secret");
  expect(
    db()
      .select()
      .from(submissions)
      .where(eq(submissions.userId, person.userId))
      .all()
      .map(({ id }) => id),
  ).toEqual([late]);
  expect(
    db()
      .select({ points: scores.points })
      .from(scores)
      .where(eq(scores.userId, person.userId))
      .get(),
  ).toEqual({ points: 90 });
  expect(db().select().from(users).where(eq(users.id, person.userId)).get()?.name).toMatch(/^#/);
});
