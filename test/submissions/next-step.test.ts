// What a student is offered after passing: the next exercise of the pack, or the next assignment of
// the course.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SubmissionView } from "../../src/grading/select-submission.ts";
import { selectProgress } from "../../src/grading/select-progress.ts";
import { selectNextStep } from "../../src/submissions/next-step.ts";
import type { OfferedPack } from "../../src/catalogue/catalogue.ts";
import { type CourseWorld, openCourseWorld } from "../support/course-world.ts";

const HOUR = 3_600_000;
let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.site.close());

const offersOf = (ids: string[]) =>
  ids.map((id) => ({
    id,
    exercise: { manifest: { title: { en: `About ${id}`, "zh-CN": `关于 ${id}` } } },
  })) as unknown as OfferedPack["offers"];
const select = (ids: string[] | undefined, sent: SubmissionView) => {
  const { db } = world.site.services;
  const offers = ids && offersOf(ids);
  return selectNextStep(db, offers, sent, selectProgress(db, sent.userId));
};
const submission = (fields: object) =>
  ({
    userId: world.students[0].userId,
    packId: "tiny",
    exerciseId: "b",
    assignment: null,
    ...fields,
  }) as SubmissionView;
const draft = (exercise: string, score: number) => {
  const { db } = world.site.services;
  const id = world.addAttempt(world.addAssignment(), world.students[1].userId, { share: score });
  db.$client
    .prepare("update submissions set exercise_id = ?, assignment_id = null where id = ?")
    .run(exercise, id);
};

describe("practice", () => {
  const next = (exerciseId: string, ids: string[], userId = world.students[1].userId) =>
    select(ids, submission({ exerciseId, userId }));

  test("the next exercise of the pack that is not solved, then the first one", () => {
    expect(next("a", ["a", "b", "c"])).toMatchObject({
      kind: "exercise",
      title: { en: "About b" },
      address: "/exercises/tiny/b",
    });
    draft("b", 1);
    draft("c", 0.5);
    expect(next("a", ["a", "b", "c"])).toMatchObject({ address: "/exercises/tiny/c" });
    expect(next("c", ["a", "b", "c"])).toMatchObject({ address: "/exercises/tiny/a" });
    expect(next("a", ["a", "b"])).toBeUndefined();
  });

  test("after an exercise that was withdrawn, the first; of a withdrawn pack, nothing", () => {
    expect(next("gone", ["a", "b"])).toMatchObject({ address: "/exercises/tiny/a" });
    expect(select(undefined, submission({ packId: "gone", exerciseId: "a" }))).toBeUndefined();
  });
});

describe("assignments", () => {
  test("the next open one that is neither passed nor an exam, in the order of the course", () => {
    const add = (fields: Parameters<CourseWorld["addAssignment"]>[0], position: number) =>
      world.addAssignment({ ...fields, position: position + 100 });
    const userId = world.students[0].userId;
    const first = add({ title: "First" }, 1);
    const here = add({ title: "Here" }, 2);
    add({ title: "Exam", isExam: true }, 3);
    add({ title: "Early", rules: { opensAtMs: Date.now() + HOUR } }, 4);
    add({ title: "Over", rules: { dueAtMs: Date.now() - HOUR } }, 5);
    const passed = add({ title: "Passed" }, 6);
    add({ title: "Removed", removedAt: new Date(0) }, 7);
    const then = add({ title: "Then" }, 8);
    world.addAttempt(passed, userId, { share: 1 });
    const next = (id: string) =>
      select([], submission({ assignment: { id, courseId: world.courseId } }));
    expect(next(here)).toEqual({
      kind: "assignment",
      title: { en: "Then", "zh-CN": "Then" },
      address: `/exercises/tiny/sum?assignment=${then}`,
    });
    for (const id of [first, then]) world.addAttempt(id, userId, { share: 1 });
    const { db } = world.site.services;
    db.$client.prepare("update assignments set removed_at = 0 where title is null").run();
    expect(next(here)).toEqual({ kind: "course", address: `/courses/${world.courseId}` });
  });
});
