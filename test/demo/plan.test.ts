import { describe, expect, test } from "vitest";
import { DEMO_ASSIGNMENTS, planDemo, makeSeededRandom } from "../../src/demo/plan.ts";
import { DEMO_STUDENTS } from "../../src/demo/students.ts";

const NOW = Date.parse("2026-05-01T12:00:00Z");

test("sixty students, each with a different name that is a valid username", () => {
  expect(DEMO_STUDENTS).toHaveLength(60);
  expect(new Set(DEMO_STUDENTS.map(({ username }) => username)).size).toBe(60);
  expect(DEMO_STUDENTS.filter(({ username }) => !/^[a-z]{3,30}$/.test(username))).toEqual([]);
});

describe("the plan of a course", () => {
  const plan = planDemo(60, NOW);

  test("is the same for the same seed, and different for another", () => {
    expect(planDemo(60, NOW)).toEqual(plan);
    expect(planDemo(60, NOW, 2).attempts).not.toEqual(plan.attempts);
  });

  test("nothing is sent before the opening, or after now; a student stops at an assignment with the first right attempt", () => {
    const solved = new Set<string>();
    let lastMs = 0;
    for (const { student, assignment, kind, submittedAtMs } of plan.attempts) {
      expect(submittedAtMs).toBeGreaterThan(plan.windows[assignment]!.opensAtMs);
      expect(submittedAtMs).toBeLessThan(NOW);
      expect(submittedAtMs).toBeGreaterThanOrEqual(lastMs);
      lastMs = submittedAtMs;
      const key = `${student} ${assignment}`;
      expect(solved.has(key)).toBe(false);
      if (kind === "accepted") solved.add(key);
    }
  });

  test("has all that a gradebook shows: late work, missing work, work that is still open, students who stopped", () => {
    const late = plan.attempts.filter(
      ({ assignment, submittedAtMs }) => submittedAtMs > plan.windows[assignment]!.dueAtMs,
    );
    expect(late.length).toBeGreaterThan(10);
    expect(plan.windows.at(-1)!.dueAtMs).toBeGreaterThan(NOW);
    const active = new Set(
      plan.attempts
        .filter(({ assignment }) => assignment === DEMO_ASSIGNMENTS.length - 3)
        .map(({ student }) => student),
    );
    expect(active.size).toBeGreaterThan(30);
    expect(active.size).toBeLessThan(60);
  });
});

test("random numbers are in [0, 1) and spread out", () => {
  const random = makeSeededRandom(7);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 10_000; i += 1) counts[Math.floor(random() * 10)]! += 1;
  expect(Math.min(...counts)).toBeGreaterThan(850);
});
