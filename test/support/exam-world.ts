// A course with an exam on tiny/sum that has just begun, at a clock that does not move; the results
// of its groups; and a second course that may assign the same exercise.

import { vi } from "vitest";
import type { GroupReport } from "../../grader/doors/reports.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";
import { addEnrolment } from "./add-enrolment.ts";
import { type CourseWorld, openCourseWorld, type Person } from "./course-world.ts";
import { groupOf } from "./queue-database.ts";

export const EXAM_START_MS = Date.UTC(2026, 11, 1, 9);
export const EXAM_END_MS = Date.UTC(2026, 11, 1, 11);

/** 2 of 2 points, and 3 of 8. */
export const SHOWN_GROUP: GroupReport = groupOf("shown", true, {
  title: { "zh-CN": "公开的测试", en: "Shown tests" },
  points: 2,
  score: 2,
});
export const HIDDEN_GROUP: GroupReport = groupOf("hidden", false, {
  title: { "zh-CN": "隐藏的测试", en: "Hidden tests" },
  points: 8,
  score: 3,
  verdict: "wrong-answer",
  failure: "value",
  passed: 3,
  total: 8,
});

export interface ExamWorld extends CourseWorld {
  exam: string;
  /** A student in the exam. */
  taker: Person;
  /** A student of the exam's course whom `addOtherCourse` puts into another one as well. */
  other: Person;
  addOtherCourse: (fields?: { teacherId?: string; timeZone?: string }) => string;
  /** Closes the site and restores the clock. */
  close: () => void;
}

/** It opens a moment before `EXAM_START_MS`, which is now, unless the rules say otherwise. */
export async function openExamWorld(rules: Partial<Rules> = {}): Promise<ExamWorld> {
  vi.useFakeTimers({ toFake: ["Date"], now: EXAM_START_MS });
  const world = await openCourseWorld();
  const { db } = world.site.services;
  const [taker, other] = world.students;
  return {
    ...world,
    exam: world.addAssignment({
      isExam: true,
      rules: { opensAtMs: EXAM_START_MS - 1, dueAtMs: EXAM_END_MS, ...rules },
    }),
    taker,
    other,
    addOtherCourse: ({ teacherId = world.owner.userId, timeZone = "UTC" } = {}) => {
      const courseId = createCourse(db, "Another", teacherId, { timeZone });
      addEnrolment(db, courseId, other.userId);
      return courseId;
    },
    close: () => {
      vi.useRealTimers();
      world.site.close();
    },
  };
}
