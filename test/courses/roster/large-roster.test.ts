// A roster of the largest allowed size: it is read and planned in pieces, so that the server still
// answers other requests.

import { expect, test } from "vitest";
import { planRoster } from "../../../src/courses/roster/plan-roster.ts";
import { MAX_ROSTER_LINES, readRoster } from "../../../src/courses/roster/read-roster.ts";
import { takeTurns } from "../../../src/tables/take-turns.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { openDatabase } from "../../../src/db/open.ts";
import { users } from "../../../src/db/schema.ts";

test("50,000 lines are planned in turns with other work", { timeout: 300_000 }, async () => {
  const db = openDatabase(":memory:");
  const now = new Date();
  db.insert(users)
    .values({ id: "teacher", name: "T", email: "t@example.org", createdAt: now, updatedAt: now })
    .run();
  const course = createCourse(db, "C", "teacher");
  const lines = Array.from(
    { length: MAX_ROSTER_LINES },
    (_, i) => `学生 ${i},s${i},s${i}@example.edu.cn,${i % 40} 班`,
  );
  const text = `姓名,学号,邮箱,班级\n${lines.join("\n")}\n`;
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const pause = takeTurns();
  const plan = await planRoster(db, course, await readRoster(text, pause), pause);
  clearInterval(timer);
  expect(plan.problems).toEqual([]);
  expect(plan.lines).toHaveLength(MAX_ROSTER_LINES);
  expect(plan.lines.at(-1)).toMatchObject({
    line: MAX_ROSTER_LINES + 1,
    username: `s${MAX_ROSTER_LINES - 1}`,
  });
  // The length of each turn depends on the machine; that there are many does not.
  expect(turns).toBeGreaterThan(20);
});
