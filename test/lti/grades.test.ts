// Scores as they reach a platform's gradebook: each change once, and nothing that its student may
// not see yet.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { assignments, enrolments } from "../../src/db/schema.ts";
import { gradings } from "../../src/db/submission-schema.ts";
import { ltiContexts, ltiPeople, ltiScores, ltiSendings } from "../../src/db/lti-schema.ts";
import { markContextDue, markPersonDue } from "../../src/db/mark-scores-due.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/durations.ts";
import { setRemoved } from "../../src/courses/assignment-pages/save-assignment.ts";
import {
  removeExtension,
  setExtensions,
} from "../../src/courses/assignment-pages/save-extensions.ts";
import { selectOverrides } from "../../src/gradebook/select-cell.ts";
import { setOverride, undoOverride } from "../../src/gradebook/override-score.ts";
import { removeParticipant } from "../../src/membership/change-enrolments.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { forgetPerson } from "../../src/privacy/forget-person.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { type GradeWorld, openGradeWorld, START_MS } from "../support/lti/grade-world.ts";

let world: GradeWorld;
let student: string;
let homework: string;
beforeEach(async () => {
  world = await openGradeWorld();
  student = world.students[0].userId;
  homework = world.addAssignment({ title: "Homework" });
});
afterEach(() => world.close());

const db = () => world.site.services.db;
const posted = () => world.grades.posted.map(({ score }) => score);
const grade = () => world.gradeOf(homework, student);
const by = () => ({ courseId: world.courseId, actorId: world.owner.userId });
const cell = (assignmentId = homework) => ({
  courseId: world.courseId,
  assignmentId,
  userId: student,
});

test("a score arrives once, with its maximum, its time and its explanation", async () => {
  const submission = world.addAttempt(homework, student, { share: 0.8 });
  await world.send();
  expect(posted()).toEqual([
    {
      userId: `at-${student}`,
      timestamp: new Date(START_MS).toISOString(),
      activityProgress: "Completed",
      gradingProgress: "FullyGraded",
      scoreGiven: 80,
      scoreMaximum: 100,
      comment: expect.stringContaining("80"),
      submission: { submittedAt: new Date(START_MS).toISOString() },
    },
  ]);
  expect(posted()[0]!.comment).toMatch(
    new RegExp(String.raw` http://localhost:3000/submissions/${submission}$`),
  );
  await world.pass(DAY_MS);
  recomputeScores(db(), homework);
  await world.send();
  expect(posted()).toHaveLength(1);
  expect(db().select().from(ltiSendings).all()).toMatchObject([{ outcome: "sent" }]);
});

test("the column is created with the assignment's title, points and id, and found again", async () => {
  world.grades.filters = false;
  for (let n = 0; n < 5; n += 1)
    world.grades.lineItems.set("c1", [
      ...(world.grades.lineItems.get("c1") ?? []),
      { id: `${world.platform.url}/x/${n}`, label: "Another tool's", scoreMaximum: 1 },
    ]);
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  const made = world.grades.lineItems.get("c1")!.at(-1);
  expect(made).toMatchObject({ label: "Homework", scoreMaximum: 100, resourceId: homework });
  // Its address is lost here: it is in the last page of the list there.
  db().$client.exec("delete from lti_line_items");
  world.addAttempt(homework, student, { share: 1 });
  await world.pass(SECOND_MS);
  expect(world.grades.lineItems.get("c1")).toHaveLength(6);
  expect(grade()).toBe(100);
});

test("grading that takes long is reported as pending, and never in place of a grade", async () => {
  world.addAttempt(homework, student, { share: null });
  await world.send();
  expect(posted()).toEqual([]);
  await world.pass(31 * SECOND_MS);
  expect(posted()).toMatchObject([{ gradingProgress: "Pending", activityProgress: "Submitted" }]);
  expect(posted()[0]).not.toHaveProperty("scoreGiven");
  world.addAttempt(homework, student, { share: 0.7 });
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(70);
  world.addAttempt(homework, student, { share: null });
  await world.pass(MINUTE_MS);
  // The grading of the attempt that counts is gone, as while a new version is graded.
  db().delete(gradings).run();
  recomputeScores(db(), homework);
  await world.pass(HOUR_MS);
  expect(grade()).toBe(70);
  expect(posted()).toHaveLength(2);
});

test("late work, an extension and its removal, an override and its undoing arrive", async () => {
  db()
    .update(assignments)
    .set({
      rules: {
        opensAtMs: null,
        dueAtMs: START_MS,
        graceMinutes: 0,
        lateUntilMs: START_MS + 10 * DAY_MS,
        freeCompileErrors: true,
        late: { kind: "deduction", percent: 10, per: "day", floorPercent: 0 },
        attempts: { kind: "unlimited" },
        counts: "best",
      },
    })
    .where(eq(assignments.id, homework))
    .run();
  world.addAttempt(homework, student, { share: 1, at: new Date(START_MS + HOUR_MS) });
  await world.pass(2 * HOUR_MS);
  const late = grade();
  expect(late).toBeLessThan(100);
  const extended = { dueAtMs: START_MS + DAY_MS, extraAttempts: 0 };
  setExtensions(db(), { ...by(), assignmentId: homework }, [student], extended, "ill");
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(100);
  removeExtension(db(), { ...by(), assignmentId: homework }, student);
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(late);
  setOverride(db(), cell(), { points: 12.5, reason: "oral", actorId: world.owner.userId });
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(12.5);
  const [override] = selectOverrides(db(), homework, student);
  undoOverride(db(), cell(), override!.id, world.owner.userId);
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(late);
});

test("a score that goes down arrives, and one that goes away is withdrawn", async () => {
  world.addAttempt(homework, student, { share: 0.9 });
  await world.send();
  db().update(gradings).set({ score: 4 }).run();
  recomputeScores(db(), homework);
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(40);
  db().update(gradings).set({ verdict: "judge-error" }).run();
  recomputeScores(db(), homework);
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(undefined);
  expect(posted().at(-1)).not.toHaveProperty("scoreGiven");
  await world.pass(DAY_MS);
  expect(posted()).toHaveLength(3);
});

test("an assignment that is removed loses its grades there, until it is restored", async () => {
  world.addAttempt(homework, student, { share: 0.9 });
  await world.send();
  setRemoved(db(), by(), homework, true);
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(undefined);
  setRemoved(db(), by(), homework, false);
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(90);
});

test("new points and a new title change the column, and the scores follow", async () => {
  world.addAttempt(homework, student, { share: 0.9 });
  await world.send();
  const [item] = world.grades.lineItems.get("c1")!;
  item!.tag = "of the platform";
  db()
    .update(assignments)
    .set({ points: 20, title: "New" })
    .where(eq(assignments.id, homework))
    .run();
  recomputeScores(db(), homework);
  await world.pass(MINUTE_MS);
  expect(world.grades.lineItems.get("c1")).toMatchObject([
    { label: "New", scoreMaximum: 20, resourceId: homework, tag: "of the platform" },
  ]);
  expect(posted().at(-1)).toMatchObject({ scoreGiven: 18, scoreMaximum: 20 });
});

test("somebody who leaves keeps what was sent, and nothing more is sent about them", async () => {
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  removeParticipant(db(), world.owner.userId, world.courseId, student);
  setOverride(db(), cell(), { points: 1, reason: "x", actorId: world.owner.userId });
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(50);
  addEnrolment(db(), world.courseId, student);
  markContextDue(db(), world.contextId);
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(1);
  db().update(ltiPeople).set({ goneAt: new Date() }).run();
  setOverride(db(), cell(), { points: 2, reason: "x", actorId: world.owner.userId });
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(1);
});

test("a deleted account's score stays there as it stays in the gradebook", async () => {
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  forgetPerson(db(), student, world.owner.userId);
  await world.pass(MINUTE_MS);
  expect(grade()).toBe(50);
});

test("nothing is sent about test students and staff", async () => {
  db().update(ltiPeople).set({ isTestStudent: true }).where(eq(ltiPeople.userId, student)).run();
  world.addAttempt(homework, student, { share: 0.5 });
  const other = world.students[1].userId;
  db().update(enrolments).set({ role: "assistant" }).where(eq(enrolments.userId, other)).run();
  world.addAttempt(homework, other, { share: 0.5 });
  await world.pass(DAY_MS);
  expect(posted()).toEqual([]);
});

test("a person who arrives later gets the scores that they have already", async () => {
  const late = world.addStudent("Late");
  world.addAttempt(homework, late, { share: 0.3 });
  await world.send();
  expect(posted()).toEqual([]);
  world.addPerson(world.contextId, late, `at-${late}`);
  markPersonDue(db(), world.contextId, `at-${late}`);
  await world.send();
  expect(world.gradeOf(homework, late)).toBe(30);
});

describe("an exam", () => {
  let exam: string;
  const END_MS = START_MS + 2 * HOUR_MS;
  beforeEach(() => {
    exam = world.addAssignment({
      isExam: true,
      rules: { opensAtMs: START_MS - 1, dueAtMs: END_MS },
    });
  });

  test("sends nothing before it has ended, and then everything", async () => {
    for (const { userId } of world.students) world.addAttempt(exam, userId, { share: 0.6 });
    for (let n = 0; n < 11; n += 1) await world.pass(10 * MINUTE_MS);
    expect(world.grades.asked).toEqual([]);
    await world.pass(END_MS - Date.now() - 1);
    expect(world.grades.asked).toEqual([]);
    await world.pass(1);
    expect(world.students.map(({ userId }) => world.gradeOf(exam, userId))).toEqual([60, 60]);
    expect(posted()).toHaveLength(2);
  });

  test("waits for the last extension, also one that is given while it waits", async () => {
    world.addAttempt(exam, student, { share: 0.6 });
    await world.pass(HOUR_MS);
    const other = world.students[1].userId;
    const extension = { dueAtMs: END_MS + DAY_MS, extraAttempts: 0 };
    setExtensions(db(), { ...by(), assignmentId: exam }, [other], extension, "");
    await world.pass(2 * HOUR_MS);
    expect(posted()).toEqual([]);
    removeExtension(db(), { ...by(), assignmentId: exam }, other);
    await world.pass(HOUR_MS);
    expect(world.gradeOf(exam, student)).toBe(60);
  });

  test("holds new scores of homework on the same exercise, and leaves old ones", async () => {
    db().update(assignments).set({ isExam: false }).where(eq(assignments.id, exam)).run();
    world.addAttempt(homework, student, { share: 0.4 });
    await world.send();
    db().update(assignments).set({ isExam: true }).where(eq(assignments.id, exam)).run();
    world.addAttempt(homework, student, { share: 0.9 });
    await world.pass(MINUTE_MS);
    expect(grade()).toBe(40);
    await world.pass(END_MS - Date.now());
    expect(grade()).toBe(90);
  });

  test("that is opened again hides its scores there too", async () => {
    world.addAttempt(exam, student, { share: 0.6 });
    await world.pass(3 * HOUR_MS);
    expect(world.gradeOf(exam, student)).toBe(60);
    const rules = { dueAtMs: Date.now() + DAY_MS };
    db().$client.exec(
      `update assignments set rules = json_set(rules, '$.dueAtMs', ${rules.dueAtMs}) where id = '${exam}'`,
    );
    recomputeScores(db(), exam);
    await world.pass(MINUTE_MS);
    expect(world.gradeOf(exam, student)).toBe(undefined);
    await world.pass(DAY_MS);
    expect(world.gradeOf(exam, student)).toBe(60);
  });
});

test("each of two courses of the platform gets the scores of its own students", async () => {
  const second = world.addContext("c2", world.courseId);
  world.addPerson(second, student, `at-${student}`);
  for (const { userId } of world.students) world.addAttempt(homework, userId, { share: 0.5 });
  await world.send();
  expect(world.gradeOf(homework, student)).toBe(50);
  expect(world.gradeOf(homework, student, "c2")).toBe(50);
  expect(world.gradeOf(homework, world.students[1].userId, "c2")).toBe(undefined);
  expect(posted()).toHaveLength(3);
});

test("while sending is off nothing is sent; switched on, what has changed is", async () => {
  world.addAttempt(homework, student, { share: 0.5 });
  db().update(ltiContexts).set({ sendsScores: false }).run();
  await world.pass(HOUR_MS);
  expect(posted()).toEqual([]);
  db().update(ltiContexts).set({ sendsScores: true }).run();
  markContextDue(db(), world.contextId);
  await world.send();
  expect(grade()).toBe(50);
});

test("a course that is linked to another one here sends nothing of the first", async () => {
  world.addAttempt(homework, student, { share: 0.5 });
  const other = createCourse(db(), "Other", world.owner.userId);
  db().update(ltiContexts).set({ courseId: other }).run();
  await world.pass(HOUR_MS);
  expect(posted()).toEqual([]);
  expect(db().select().from(ltiScores).all()).toMatchObject([{ dueAt: null, error: null }]);
});
