// An exam that has begun stays sealed until its end, which no extension moves far; and what staff
// of other courses learn about it.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FormValues, fillValues } from "../../../src/courses/assignment-pages/form-values.ts";
import { setExtensions } from "../../../src/courses/assignment-pages/save-extensions.ts";
import {
  computeExamEndMs,
  selectOptionalAssignment,
} from "../../../src/assignments/assignments.ts";
import { assignments, enrolments } from "../../../src/db/schema.ts";
import { submissions } from "../../../src/db/submission-schema.ts";
import { selectExamEnd } from "../../../src/assignments/exams.ts";
import {
  EXAM_END_MS,
  EXAM_START_MS,
  type ExamWorld,
  openExamWorld,
} from "../../support/exam-world.ts";
import { makeAssignment } from "../../support/make-assignment.ts";
import type { Visitor } from "../../support/visitor.ts";

const DAY = 24 * 3_600_000;

let world: ExamWorld;
let exam: string;
let root: string;
beforeEach(async () => {
  world = await openExamWorld({ opensAtMs: EXAM_START_MS - 60_000 });
  root = `/courses/${world.courseId}`;
  ({ exam } = world);
});
afterEach(() => world.close());

const db = () => world.site.services.db;
const stored = () => selectOptionalAssignment(db(), world.courseId, exam)!;
const sealedUntil = () => {
  const { hash: versionHash } = world.site.services.catalogue.find("tiny", "sum")!;
  return selectExamEnd(db(), { packId: "tiny", exerciseId: "sum", versionHash });
};
const save = async (changes: Partial<FormValues>) => {
  const values = {
    ...fillValues(stored(), "UTC"),
    ...changes,
    revision: String(stored().revision),
  };
  const answer = await world.instructor.post(`${root}/assignments/${exam}`, values);
  return { status: answer.status, html: await answer.text() };
};
const read = async (visitor: Visitor, path: string) => {
  const answer = await visitor.get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
};

describe("an extension in an exam", () => {
  const give = (dueAt: string) => {
    const form = { [`student:${world.students[0].userId}`]: "on", dueAt, reason: "ill" };
    return world.instructor.post(`${root}/assignments/${exam}/extensions`, form);
  };

  test("goes no further than the longest exam", async () => {
    const refused = await give("2026-12-08T10:30");
    expect([refused.status, sealedUntil()]).toEqual([422, EXAM_END_MS]);
    expect(await refused.text()).toContain(
      "An exam can last at most 7 days from its opening, including extensions.",
    );
    expect((await give("2026-12-08T08:00")).status).toBe(303);
    expect(sealedUntil()).toBe(Date.UTC(2026, 11, 8, 8));
  });

  test("of a student who has left the course does not delay results", () => {
    const [{ userId }] = world.students;
    const by = { courseId: world.courseId, assignmentId: exam, actorId: world.owner.userId };
    setExtensions(db(), by, [userId], { dueAtMs: EXAM_END_MS + DAY, extraAttempts: 0 }, "");
    expect([computeExamEndMs(db(), stored()), sealedUntil()]).toEqual([
      EXAM_END_MS + DAY,
      EXAM_END_MS + DAY,
    ]);
    db().delete(enrolments).where(eq(enrolments.userId, userId)).run();
    expect([computeExamEndMs(db(), stored()), sealedUntil()]).toEqual([EXAM_END_MS, EXAM_END_MS]);
  });

  test("that is longer prevents an assignment from becoming an exam", async () => {
    db().update(assignments).set({ isExam: false }).where(eq(assignments.id, exam)).run();
    expect((await give("2099-01-01T00:00")).status).toBe(303);
    const { status, html } = await save({ isExam: "yes" });
    expect([status, stored().isExam, sealedUntil()]).toEqual([422, false, null]);
    expect(html).toContain("a student has an extension beyond that. Change the extension first.");
  });
});

describe("an exam that has begun", () => {
  test("is sealed until its end when it is removed, and its list says so", async () => {
    const note = "If you remove it, results of hidden tests still stay hidden until it ends.";
    expect(await read(world.instructor, root)).toContain(note);
    vi.setSystemTime(EXAM_START_MS + 1000);
    await world.instructor.post(`${root}/assignments/${exam}/remove`, {});
    expect([stored().removedAt !== null, sealedUntil()]).toEqual([true, EXAM_END_MS]);
    vi.setSystemTime(EXAM_END_MS);
    expect([sealedUntil(), (await read(world.instructor, root)).includes(note)]).toEqual([
      null,
      false,
    ]);
  });

  test("is sealed until its end when its course is archived, and the form says so", async () => {
    expect(await read(world.owner, `${root}/settings`)).toContain(
      "If an exam is running, results of its hidden tests stay hidden until it ends.",
    );
    await world.owner.post(`${root}/settings/archive`, {});
    expect([stored().course.archivedAt !== null, sealedUntil()]).toEqual([true, EXAM_END_MS]);
  });

  test("cannot be postponed, and stays an exam; its due time may change", async () => {
    const later = await save({ opensAt: "2026-12-01T10:00" });
    expect([later.status, sealedUntil()]).toEqual([422, EXAM_END_MS]);
    expect(later.html).toContain("Its opening cannot be moved to a later time");
    const ordinary = await save({ isExam: "" });
    expect([ordinary.status, sealedUntil()]).toEqual([422, EXAM_END_MS]);
    expect(ordinary.html).toContain("If it became an ordinary assignment now");
    expect((await save({ dueAt: "2026-12-01T12:00" })).status).toBe(303);
    vi.setSystemTime(Date.UTC(2026, 11, 1, 12));
    expect([(await save({ isExam: "" })).status, stored().isExam]).toEqual([303, false]);
  });

  test("seals nothing if it was removed before its opening", async () => {
    vi.setSystemTime(EXAM_START_MS - 120_000);
    await world.instructor.post(`${root}/assignments/${exam}/remove`, {});
    vi.setSystemTime(EXAM_START_MS);
    expect(sealedUntil()).toBeNull();
  });
});

test("staff of another course with the exercise see what their students cannot see yet; staff of the exam's course do not", async () => {
  const { other } = world;
  const teacher = await world.site.signUp("another-teacher");
  const course = world.addOtherCourse({ teacherId: teacher.userId });
  const homework = makeAssignment(db(), { courseId: course, title: "Week 3" });
  const send = async (assignment: string) => {
    await other.post(`/exercises/tiny/sum/submissions?assignment=${assignment}`, {
      source: "export const a = 1;",
    });
    const sent = db()
      .select()
      .from(submissions)
      .where(eq(submissions.assignmentId, assignment))
      .get()!;
    return `/submissions/${sent.id}`;
  };
  const pages = async (id: string, assignment: string) => [
    `/courses/${id}/gradebook`,
    `/courses/${id}/gradebook/import`,
    `/courses/${id}/gradebook/canvas`,
    `/courses/${id}/gradebook/${assignment}/${other.userId}`,
    await send(assignment),
  ];
  const beside = await pages(course, homework);
  vi.setSystemTime(EXAM_START_MS + 60_000);
  const within = await pages(world.courseId, exam);
  const note =
    /An exam in another course runs on the exercise of “[^”]+” until Dec 1, 2026, 11:00 AM\. Your students do not see/;
  for (const path of beside)
    expect([path, note.test(await read(teacher, path))]).toEqual([path, true]);
  for (const path of within)
    expect([path, note.test(await read(world.owner, path))]).toEqual([path, false]);
  vi.setSystemTime(EXAM_END_MS);
  for (const path of beside)
    expect([path, note.test(await read(teacher, path))]).toEqual([path, false]);
});
