// An exam is recognized by the version that judges, in any pack, and whatever is published or
// regraded while the exam runs.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { selectAffectedCourses } from "../../src/courses/assignment-pages/affected-courses.ts";
import { mayStudentRead } from "../../src/assignments/may-read-solutions.ts";
import { selectStudentRows } from "../../src/courses/assignment-pages/select-lists.ts";
import { selectOptionalAssignment } from "../../src/assignments/assignments.ts";
import { selectMyCourses } from "../../src/courses/my-courses/select-my-courses.ts";
import { newId } from "../../src/db/id.ts";
import { assignments } from "../../src/db/schema.ts";
import { exercises, packs, versions } from "../../src/db/pack-schema.ts";
import { regrades } from "../../src/db/teaching-schema.ts";
import { collectData } from "../../src/privacy/collect-data.ts";
import { EXAM_SPACING_MS, isUnderExam } from "../../src/assignments/exams.ts";
import { selectOptionalSubmission } from "../../src/grading/select-submission.ts";
import { selectProgress } from "../../src/grading/select-progress.ts";
import { selectHistory } from "../../src/grading/select-history.ts";
import type { Person } from "../support/course-world.ts";
import { EXAM_END_MS, type ExamWorld, openExamWorld } from "../support/exam-world.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { groupOf, reportOf } from "../support/queue-database.ts";

const NEWER = "f".repeat(64);
const OTHER = "e".repeat(64);
const title = { "zh-CN": "双胞胎", en: "Twin" };

let world: ExamWorld;
let exam: string;
let hash: string;
/** A student of another course, whose homework is the exam's version in another pack. */
let other: Person;
let course: string;
let homework: string;
beforeEach(async () => {
  world = await openExamWorld();
  ({ exam, other } = world);
  ({ hash } = world.site.services.catalogue.find("tiny", "sum")!);
  const version = db().select().from(versions).where(eq(versions.hash, hash)).get()!;
  for (const made of [NEWER, OTHER])
    db()
      .insert(versions)
      .values({ ...version, hash: made })
      .run();
  db()
    .insert(packs)
    .values({ id: "twin", title, version: "1", position: 1, publishedAt: new Date() })
    .run();
  offer("twin", hash);
  course = world.addOtherCourse();
  const rules = { dueAtMs: EXAM_END_MS + 1 };
  homework = makeAssignment(db(), {
    courseId: course,
    packId: "twin",
    versionHash: hash,
    solutions: "afterPassing",
    rules,
  });
});
afterEach(() => world.close());

const db = () => world.site.services.db;
function offer(packId: string, offered: string): void {
  const key = { packId, id: "sum" };
  db().delete(exercises).where(eq(exercises.packId, packId)).run();
  db()
    .insert(exercises)
    .values({ ...key, hash: offered, position: 1, publishedAt: new Date() })
    .run();
}
async function sendGraded(): Promise<string> {
  const body = { source: "export const total = () => 0;\n" };
  const answer = await other.post(`/exercises/twin/sum/submissions?assignment=${homework}`, body);
  expect(answer.status).toBe(303);
  const { queue } = world.site.services;
  const { submissionId, versionHash } = queue.claim()!;
  const report = reportOf({
    verdict: "accepted",
    score: 10,
    maxScore: 10,
    groups: [groupOf("shown", true), groupOf("hidden", false)],
    receipt: { ...reportOf().receipt, exercise: versionHash },
  });
  queue.finish(submissionId, report);
  return submissionId;
}
/** What a student of the other course learns, on every page that shows results. */
function told(id: string) {
  const viewer = { kind: "member", userId: other.userId } as unknown as Parameters<
    typeof selectOptionalSubmission
  >[1];
  const data = collectData(db(), other.userId) as {
    scores: unknown[];
    submissions: { report: { groups: unknown } }[];
  };
  const mine = selectMyCourses(db(), other.userId).courses.find((one) => one.id === course)!;
  return {
    page: selectOptionalSubmission(db(), viewer, id)!.sealedUntilMs,
    history: selectHistory(db(), other.userId)[0]!.score,
    progress: selectProgress(db(), other.userId).get("twin/sum")!.score,
    solutions: mayStudentRead(
      db(),
      other.userId,
      selectOptionalAssignment(db(), course, homework)!,
    ),
    list: selectStudentRows(db(), course, other.userId)[0]!.score,
    total: mine.total,
    data: data.scores.length,
    attempts: selectProgress(db(), other.userId).get("twin/sum")!.attempts,
  };
}
const NOTHING = {
  page: EXAM_END_MS,
  history: null,
  progress: null,
  solutions: false,
  list: null,
  total: null,
  data: 0,
  attempts: 1,
};

test("a version pinned in another pack is sealed, though that pack offers a newer one by now", async () => {
  offer("twin", NEWER);
  const id = await sendGraded();
  expect(told(id)).toEqual(NOTHING);
  const again = await other.post(`/exercises/twin/sum/submissions?assignment=${homework}`, {
    source: "export const total = () => 1;\n",
  });
  expect([again.status, again.headers.get("retry-after")]).toEqual([
    429,
    String(EXAM_SPACING_MS / 1000),
  ]);
  vi.setSystemTime(EXAM_END_MS);
  expect(told(id)).toMatchObject({
    page: null,
    history: 10,
    progress: 10,
    solutions: true,
    data: 1,
  });
});

test("what is sealed stays sealed when the pack is published again while the exam runs", async () => {
  const id = await sendGraded();
  expect(told(id)).toEqual(NOTHING);
  offer("twin", NEWER);
  expect(told(id)).toEqual(NOTHING);
  offer("tiny", OTHER);
  expect(told(id)).toEqual(NOTHING);
});

test("practice by a version that the pack no longer offers stays sealed too, in the queue and for its author", async () => {
  const answer = await other.post("/exercises/twin/sum/submissions", {
    source: "export const a = 1;\n",
  });
  const id = answer.headers.get("location")!.split("/").at(-1)!;
  offer("twin", NEWER);
  const job = world.site.services.queue.claim()!;
  expect([job.submissionId, job.versionHash, isUnderExam(db(), job)]).toEqual([id, hash, true]);
  const viewer = { kind: "member", userId: other.userId } as unknown as Parameters<
    typeof selectOptionalSubmission
  >[1];
  expect(selectOptionalSubmission(db(), viewer, id)!.sealedUntilMs).toBe(EXAM_END_MS);
  expect(selectHistory(db(), other.userId)).toMatchObject([{ id, isSealed: true }]);
});

test("a regrade of the exam unseals neither the old version nor the new one", () => {
  offer("twin", NEWER);
  const isSealed = (versionHash: string) =>
    isUnderExam(db(), { packId: "twin", exerciseId: "sum", versionHash });
  const move = (fromHash: string, toHash: string) => {
    const row = {
      assignmentId: exam,
      fromHash,
      toHash,
      createdAt: new Date(),
      createdBy: world.owner.userId,
    };
    db()
      .insert(regrades)
      .values({ id: newId(), ...row, appliedAt: new Date(), mode: "all" })
      .run();
    db().update(assignments).set({ versionHash: toHash }).where(eq(assignments.id, exam)).run();
  };
  expect([hash, OTHER, NEWER].map(isSealed)).toEqual([true, false, false]);
  move(hash, OTHER);
  offer("tiny", OTHER);
  expect([hash, OTHER, NEWER].map(isSealed)).toEqual([true, true, false]);
  expect(
    selectAffectedCourses(db(), world.courseId, [
      selectOptionalAssignment(db(), world.courseId, exam)!,
    ]),
  ).toEqual([{ id: course, title: "Another" }]);
});

test("the exam's form lists courses that have its version from another pack, pinned or offered", () => {
  const listed = () =>
    selectAffectedCourses(db(), world.courseId, [
      { packId: "tiny", exerciseId: "sum", versionHash: hash },
    ]);
  expect(listed()).toEqual([{ id: course, title: "Another" }]);
  offer("twin", NEWER);
  expect(listed()).toEqual([{ id: course, title: "Another" }]);
  db().update(assignments).set({ versionHash: OTHER }).where(eq(assignments.id, homework)).run();
  expect(listed()).toEqual([]);
  offer("twin", hash);
  expect(listed()).toEqual([{ id: course, title: "Another" }]);
});
