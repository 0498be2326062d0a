// The staff's page of the scores that go to learning platforms, and the line beside one score.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { ltiContexts, ltiScores } from "../../src/db/lti-schema.ts";
import { markContextDue } from "../../src/db/mark-scores-due.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/durations.ts";
import { linkCourse } from "../../src/lti/link-course.ts";
import { type GradeWorld, openGradeWorld, START_MS } from "../support/lti/grade-world.ts";

let world: GradeWorld;
let student: string;
let other: string;
let homework: string;
let path: string;
beforeEach(async () => {
  world = await openGradeWorld();
  student = world.students[0].userId;
  other = world.students[1].userId;
  homework = world.addAssignment({ title: "Homework" });
  path = `/courses/${world.courseId}/platform`;
});
afterEach(() => world.close());

const db = () => world.site.services.db;
const read = async (address = path) => {
  const html = await (await world.instructor.get(address)).text();
  return html
    .replaceAll(/<(script|style)[^>]*>.*?<\/\1>/gs, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ");
};
const cellPage = () => read(`/courses/${world.courseId}/gradebook/${homework}/${student}`);
const press = async (what: string, form: Record<string, string> = {}) => {
  const answer = await world.instructor.post(`${path}/${world.contextId}/${what}`, form);
  expect(answer.status).toBe(303);
  return read(answer.headers.get("location")!);
};
const actions = () =>
  db()
    .select()
    .from(auditEvents)
    .all()
    .map(({ action }) => action)
    .filter((action) => action.startsWith("lti."));

test("counts what was sent and what failed, says why, and logs both", async () => {
  world.grades.students.set("c1", new Set([`at-${student}`]));
  for (const userId of [student, other]) world.addAttempt(homework, userId, { share: 0.5 });
  await world.send();
  const page = await read();
  expect(page).toContain("Moodle · Course c1");
  expect(page).toMatch(/Homework yes 1 0 1/);
  expect(page).toContain("Name of student-two · Homework");
  expect(page).toContain("does not have this student");
  expect(page).toContain("50/100 sent Moodle");
  expect(await cellPage()).toMatch(/On Moodle: 50\/100, sent /);
});

test("says until when an exam holds its scores", async () => {
  const exam = world.addAssignment({
    title: "Exam",
    isExam: true,
    rules: { opensAtMs: START_MS - 1, dueAtMs: START_MS + HOUR_MS },
  });
  world.addAttempt(exam, student, { share: 0.5 });
  await world.send();
  expect(await read()).toMatch(/Exam sent after the exam, Dec 1, 2026, 10:00/);
});

test("sends one, the failed ones, or everything again, and notes who did", async () => {
  world.grades.students.set("c1", new Set());
  for (const userId of [student, other]) world.addAttempt(homework, userId, { share: 0.5 });
  await world.send();
  world.grades.students.delete("c1");
  expect(
    await press("send", { what: "one", assignment: homework, subject: `at-${student}` }),
  ).toContain("1 score is being sent again");
  await world.pass(MINUTE_MS);
  expect([world.gradeOf(homework, student), world.gradeOf(homework, other)]).toEqual([
    50,
    undefined,
  ]);
  await press("send", { what: "failed" });
  await world.pass(MINUTE_MS);
  expect(world.gradeOf(homework, other)).toBe(50);
  expect(world.grades.posted).toHaveLength(2);
  await press("send", { what: "all" });
  await world.pass(MINUTE_MS);
  expect(world.grades.posted).toHaveLength(4);
  expect(actions()).toEqual(["lti.resend", "lti.resend", "lti.resend"]);
});

test("sends those that wait for their next try now, and no others", async () => {
  world.addAttempt(homework, other, { share: 0.5 });
  await world.send();
  expect(await read()).not.toContain("Send failed scores again");
  world.grades.fault = () => "down";
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  world.grades.fault = () => undefined;
  expect(await read()).toContain("Send failed scores again");
  expect(await press("send", { what: "failed" })).toContain("1 score is being sent again");
  world.sender().retryNow();
  await world.sender().settled();
  // Times are a second apart.
  await world.pass(SECOND_MS);
  expect(world.grades.posted.map(({ score }) => score.userId)).toEqual([
    `at-${other}`,
    `at-${student}`,
  ]);
});

test("makes a column again that was deleted there, for everybody in it", async () => {
  for (const userId of [student, other]) world.addAttempt(homework, userId, { share: 0.5 });
  await world.send();
  world.grades.lineItems.set("c1", []);
  world.addAttempt(homework, student, { share: 0.6 });
  await world.pass(MINUTE_MS);
  expect(await read()).toContain("deleted on the platform");
  await press("send", { what: "one", assignment: homework, subject: `at-${student}` });
  await world.pass(MINUTE_MS);
  expect([world.gradeOf(homework, student), world.gradeOf(homework, other)]).toEqual([60, 50]);
});

test("stops and starts sending", async () => {
  expect(await press("scores", { to: "off" })).toContain("Scores are no longer sent");
  world.addAttempt(homework, student, { share: 0.5 });
  await world.pass(HOUR_MS);
  expect(world.grades.posted).toEqual([]);
  expect(await cellPage()).toContain("scores are not sent");
  await press("scores", { to: "on" });
  await world.pass(MINUTE_MS);
  expect(world.gradeOf(homework, student)).toBe(50);
  expect(actions()).toEqual(["lti.scores", "lti.scores"]);
});

test("unlinks a course: its scores stay there, and are not sent again when it is linked again", async () => {
  world.addAttempt(homework, student, { share: 0.5 });
  await world.send();
  expect(await press("unlink")).toContain("no longer linked");
  world.addAttempt(homework, student, { share: 0.7 });
  await world.pass(HOUR_MS);
  expect(world.gradeOf(homework, student)).toBe(50);
  expect(db().select().from(ltiScores).all()).toMatchObject([{ dueAt: null }]);
  linkCourse(db(), world.contextId, world.courseId, world.owner.userId);
  await world.pass(MINUTE_MS);
  expect(world.gradeOf(homework, student)).toBe(70);
  expect(world.grades.posted).toHaveLength(2);
  markContextDue(db(), world.contextId);
  await world.pass(MINUTE_MS);
  expect(world.grades.posted).toHaveLength(2);
});

test("says what the platform does not allow", async () => {
  const set = (gradeScopes: string[]) =>
    db().update(ltiContexts).set({ gradeScopes }).where(eq(ltiContexts.id, world.contextId)).run();
  set([]);
  expect(await read()).toContain("does not let Gradus send scores");
  set(["https://purl.imsglobal.org/spec/lti-ags/scope/score"]);
  expect(await read()).toContain("lets Gradus read grade columns, not create them");
});

test("assistants read it and change nothing; an archived course is read only", async () => {
  expect((await world.assistant.get(path)).status).toBe(200);
  const send = `${path}/${world.contextId}/send`;
  expect((await world.assistant.post(send, { what: "all" })).status).toBe(404);
  expect((await world.students[0].get(path)).status).toBe(404);
  db().$client.exec("update courses set archived_at = 1");
  expect((await world.instructor.post(send, { what: "all" })).status).toBe(409);
  expect(await read()).not.toContain("Send everything again");
});

test("a course without a platform says how to link one", async () => {
  db().update(ltiContexts).set({ courseId: null }).run();
  expect(await read()).toContain("No platform's course is linked");
});
