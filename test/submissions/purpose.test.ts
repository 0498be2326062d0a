// The first line of a report: what a submission counts for now, in both languages, in every case.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newId } from "../../src/db/id.ts";
import { assignments } from "../../src/db/schema.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { allowances } from "../../src/db/teaching-schema.ts";
import { setOverride } from "../../src/gradebook/override-score.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { describePurpose, formatPurposeLabel } from "../../src/submissions/describe-purpose.ts";
import { selectPurposes } from "../../src/submissions/purpose.ts";
import { selectHistory } from "../../src/grading/select-history.ts";
import { type CourseWorld, openCourseWorld } from "../support/course-world.ts";
import { PLAIN_RULES } from "../support/make-assignment.ts";

const HOUR_MS = 3_600_000;
const DUE_MS = Date.UTC(2026, 4, 1);
const GOAL = "The course, Week 1";

let world: CourseWorld;
let assignment: string;
beforeEach(async () => {
  world = await openCourseWorld();
  assignment = world.addAssignment({ title: "Week 1", rules: { dueAtMs: DUE_MS } });
});
afterEach(() => world.site.close());

const student = () => world.students[0].userId;
/** Sent that long before the due time. */
const attempt = (
  share: number | null,
  hoursBefore: number,
  more: { verdict?: "compile-error" | "judge-error" } = {},
) =>
  world.addAttempt(assignment, student(), {
    share,
    at: new Date(DUE_MS - hoursBefore * HOUR_MS),
    ...more,
  });
const setRules = (rules: Partial<Rules>) =>
  void world.site.services.db
    .update(assignments)
    .set({ rules: { ...PLAIN_RULES, dueAtMs: DUE_MS, ...rules } })
    .where(eq(assignments.id, assignment))
    .run();
const mark = (id: string, fields: { isPractice?: boolean; saidToCount?: boolean }) => {
  const { db } = world.site.services;
  db.update(submissions).set(fields).where(eq(submissions.id, id)).run();
  recomputeScores(db, assignment, [student()]);
};
/** By submission, in English and in Chinese, and the short label. */
function linesOf(id: string): [string, string, string] {
  const { db } = world.site.services;
  const purpose = selectPurposes(db, selectHistory(db, student())).get(id)!;
  return [
    describePurpose(purpose, makeTranslator("en"), "en"),
    describePurpose(purpose, makeTranslator("zh-CN"), "zh-CN"),
    formatPurposeLabel(purpose, makeTranslator("en")),
  ];
}
const line = (id: string) => linesOf(id)[0];

test("the best of several, and the others, by their number among the attempts that count", () => {
  setRules({ attempts: { kind: "limited", count: 3 } });
  const [first, broken, second, third, beyond] = [
    attempt(0.7, 9),
    attempt(0, 8, { verdict: "compile-error" }),
    attempt(0.95, 7),
    attempt(null, 6),
    attempt(1, 5),
  ];
  expect(linesOf(first)).toEqual([
    `Counts as attempt 1 of 3 for ${GOAL}: 70 of 100; the best attempt is 2, with 95`,
    "“The course”的作业“Week 1”第 1 次提交，共 3 次：70 / 100 分；取最好的一次，即第 2 次，95 分",
    "attempt 1 of 3",
  ]);
  expect(linesOf(broken)).toEqual([
    `Does not count for ${GOAL}: it does not compile; it uses no attempt`,
    "不计入“The course”的作业“Week 1”：编译错误，不占提交次数",
    "not counted",
  ]);
  expect(linesOf(second)).toEqual([
    `Counts for ${GOAL}: 95 of 100`,
    "计入“The course”的作业“Week 1”：95 / 100 分",
    "attempt 2 of 3",
  ]);
  expect(linesOf(third)).toEqual([
    `Counts for ${GOAL} as attempt 3 of 3: not graded yet`,
    "计入“The course”的作业“Week 1”（第 3 次提交，共 3 次），等待评测",
    "attempt 3 of 3",
  ]);
  expect(line(beyond)).toBe(`Does not count for ${GOAL}: all attempts were used`);
  setRules({ counts: "last" });
  expect(line(first)).toBe(
    `Counts as attempt 1 for ${GOAL}: 70 of 100; the last attempt counts: 4, with 100`,
  );
});

test("it changes with the rules: late, with a deduction, and in time", () => {
  const id = attempt(1, -2);
  expect(line(id)).toBe(`Does not count for ${GOAL}: it was submitted after the due date`);
  setRules({ late: { kind: "deduction", percent: 10, per: "day", floorPercent: 0 } });
  expect(line(id)).toBe(`Counts for ${GOAL}: 90 of 100 (10% off for late work)`);
  setRules({ dueAtMs: DUE_MS + 24 * HOUR_MS });
  expect(line(id)).toBe(`Counts for ${GOAL}: 100 of 100`);
  setRules({ opensAtMs: DUE_MS + 3 * HOUR_MS, dueAtMs: null });
  expect(line(id)).toBe(
    `Does not count for ${GOAL}: it was submitted before the assignment opened`,
  );
});

test("an attempt announced not to count: only if it raises the score", () => {
  const [low, high] = [attempt(0.5, 9), attempt(1, 8)];
  mark(low, { saidToCount: false });
  expect(line(low)).toBe(
    `Does not count for ${GOAL}: 50 of 100 would not raise the score; the best attempt is 1, with 100`,
  );
  mark(low, { saidToCount: true });
  mark(high, { saidToCount: false });
  expect(line(high)).toBe(`Counts for ${GOAL}: 100 of 100`);
});

test("practice, and practice that staff let count", () => {
  const id = attempt(0.8, 9);
  mark(id, { isPractice: true });
  expect(linesOf(id)).toEqual([
    `Practice: does not count for ${GOAL}`,
    "练习，不计分：没有计入“The course”的作业“Week 1”",
    "practice",
  ]);
  const { db } = world.site.services;
  db.insert(allowances)
    .values({
      id: newId(),
      submissionId: id,
      assignmentId: assignment,
      userId: student(),
      withLateRule: false,
      reason: "pressed the wrong button",
      createdAt: new Date(),
      createdBy: world.instructor.userId,
    })
    .run();
  recomputeScores(db, assignment, [student()]);
  expect(line(id)).toBe(
    `Counts for ${GOAL}: 80 of 100. Your instructor allowed it to count: pressed the wrong button`,
  );
});

test("an internal error, a score by hand, an exam, and an assignment that was removed", () => {
  const { db } = world.site.services;
  const [failed, good] = [attempt(0, 9, { verdict: "judge-error" }), attempt(0.6, 8)];
  expect(line(failed)).toBe(
    `Does not count for ${GOAL}: grading failed. This is not your mistake, and it uses no attempt`,
  );
  db.transaction(() =>
    setOverride(
      db,
      { courseId: world.courseId, assignmentId: assignment, userId: student() },
      { points: 88, reason: "shown in class", actorId: world.instructor.userId },
    ),
  );
  expect(line(good)).toBe(
    `Counts as attempt 1 for ${GOAL}: 60 of 100; the score was set by hand to 88`,
  );
  db.update(assignments)
    .set({ isExam: true, rules: { ...PLAIN_RULES, dueAtMs: null } })
    .run();
  expect(linesOf(good)).toEqual([
    `Submitted to ${GOAL}. Results are released after the exam.`,
    "已提交到“The course”的作业“Week 1”，考试结束后公布结果",
    "attempt 1",
  ]);
  db.update(assignments).set({ removedAt: new Date() }).run();
  expect(line(good)).toBe(`Does not count for ${GOAL}: the assignment was removed`);
});
