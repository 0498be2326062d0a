// The total and the weights on a student's page: the same rule as in the gradebook, with the parts
// of the total.

import { afterAll, beforeAll, expect, test } from "vitest";
import { selectGradebook } from "../../../src/gradebook/select-gradebook.ts";
import { type CourseWorld, openCourseWorld } from "../../support/course-world.ts";

const DAY = 24 * 3_600_000;
let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.site.close());

const db = () => world.site.services.db;
const page = async (language: "en" | "zh-CN" = "en") =>
  (
    await (
      await world.students[0].get(`/courses/${world.courseId}`, { "accept-language": language })
    ).text()
  ).replaceAll(/<[^>]*>/g, "");

test("a student sees the total, the assignments in it, and the weight of each", async () => {
  const [{ userId }] = world.students;
  const [one] = [
    world.addAssignment({ title: "One", weight: 2, position: 1 }),
    world.addAssignment({
      title: "Missed",
      weight: 1,
      position: 2,
      rules: { dueAtMs: Date.now() - DAY },
    }),
    world.addAssignment({
      title: "Later",
      weight: 4,
      position: 3,
      rules: { dueAtMs: Date.now() + DAY },
    }),
    world.addAssignment({ title: "Unweighted", weight: 0, position: 4 }),
  ];
  world.addAttempt(one, userId, { share: 0.9 });
  const text = await page();
  expect(text).toContain("Total: 60% from 2 of 4 assignments, weights 3 of 7");
  expect(text).toContain("weight 2 of 7");
  expect(text).toContain("not in the total");
  expect(text).not.toContain("Exams whose scores are not released");
  const book = selectGradebook(db(), world.courseId, "en");
  expect(book.totals[book.students.ids.indexOf(userId)]).toBe(60);
  const chinese = await page("zh-CN");
  expect(chinese).toContain("总评 60% 已计入 2 / 4 项作业，权重 3 / 7");
  expect(chinese).toContain("权重 2（总和 7）");
});

test("results that an exam hides are not in it", async () => {
  const exam = world.addAssignment({
    title: "Exam",
    weight: 3,
    position: 5,
    isExam: true,
    packId: "tiny",
    exerciseId: "sum",
    rules: { opensAtMs: Date.now() - DAY, dueAtMs: Date.now() + DAY },
  });
  world.addAttempt(exam, world.students[0].userId, { share: 1 });
  const text = await page();
  // While it runs, no assignment on its exercise shows results.
  expect(text).toContain("No total yet from 0 of 5 assignments, weights 0 of 10");
  expect(text).toContain("Exams whose scores are not released yet are left out.");
});
