// Whatever happens, in any order: when everything has settled, the platform has what the gradebook
// has.

import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setRemoved } from "../../src/courses/assignment-pages/save-assignment.ts";
import {
  removeExtension,
  setExtensions,
} from "../../src/courses/assignment-pages/save-extensions.ts";
import { assignments } from "../../src/db/schema.ts";
import { gradings } from "../../src/db/submission-schema.ts";
import { scores } from "../../src/db/teaching-schema.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/durations.ts";
import { setOverride, undoOverride } from "../../src/gradebook/override-score.ts";
import { selectOverrides } from "../../src/gradebook/select-cell.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { type GradeWorld, openGradeWorld } from "../support/lti/grade-world.ts";

let world: GradeWorld;
beforeEach(async () => {
  world = await openGradeWorld();
});
afterEach(() => world.close());

const share = fc.integer({ min: 0, max: 10 }).map((n) => n / 10);
const who = fc.nat({ max: 1 });
const step = fc.oneof(
  fc.record({ kind: fc.constant("attempt" as const), who, share }),
  fc.record({ kind: fc.constant("regrade" as const), share }),
  fc.record({ kind: fc.constant("override" as const), who, share }),
  fc.record({ kind: fc.constant("undo" as const), who }),
  fc.record({ kind: fc.constant("extend" as const), who, isGiven: fc.boolean() }),
  fc.record({ kind: fc.constant("remove" as const), isRemoved: fc.boolean() }),
  fc.record({ kind: fc.constant("points" as const), points: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ kind: fc.constant("down" as const), isDown: fc.boolean() }),
  fc.record({ kind: fc.constant("pass" as const), hours: fc.integer({ min: 0, max: 30 }) }),
  fc.record({ kind: fc.constant("restart" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test("after any changes, the platform has what the gradebook has", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
      const assignmentId = world.addAssignment({ title: "Any" });
      for (const one of steps) await apply(assignmentId, one);
      world.grades.fault = () => undefined;
      for (let n = 0; n < 8; n += 1) await world.pass(6 * HOUR_MS);
      for (const { userId } of world.students)
        expect(world.gradeOf(assignmentId, userId)).toEqual(expectedGrade(assignmentId, userId));
      expect(world.grades.lineItems.get("c1")?.filter(isOf(assignmentId)).length ?? 0).toBeLessThan(
        2,
      );
      // Nothing more is sent afterwards.
      const count = world.grades.posted.length;
      await world.pass(DAY_MS);
      expect(world.grades.posted).toHaveLength(count);
    }),
    { numRuns: 40 },
  );
}, 300_000);

const isOf = (assignmentId: string) => (item: { resourceId?: string }) =>
  item.resourceId === assignmentId;

function expectedGrade(assignmentId: string, userId: string): number | undefined {
  const { db } = world.site.services;
  const { points, removedAt } = db
    .select()
    .from(assignments)
    .where(eq(assignments.id, assignmentId))
    .get()!;
  const row = db
    .select()
    .from(scores)
    .where(and(eq(scores.assignmentId, assignmentId), eq(scores.userId, userId)))
    .get();
  if (removedAt !== null || row === undefined || row.points === null) return undefined;
  return Math.round((row.points / points) * 10_000) / 100;
}

async function apply(assignmentId: string, one: Step): Promise<void> {
  const { db } = world.site.services;
  const by = { courseId: world.courseId, actorId: world.owner.userId };
  const userId = "who" in one ? world.students[one.who as 0 | 1].userId : "";
  const cell = { courseId: world.courseId, assignmentId, userId };
  switch (one.kind) {
    case "attempt":
      world.addAttempt(assignmentId, userId, { share: one.share });
      break;
    case "regrade":
      db.update(gradings)
        .set({ score: one.share * 10 })
        .run();
      recomputeScores(db, assignmentId);
      break;
    case "override":
      setOverride(db, cell, { points: one.share, reason: "r", actorId: by.actorId });
      break;
    case "undo": {
      const last = selectOverrides(db, assignmentId, userId).find((o) => o.undoneAt === null);
      if (last !== undefined) undoOverride(db, cell, last.id, by.actorId);
      break;
    }
    case "extend":
      if (one.isGiven)
        setExtensions(
          db,
          { ...by, assignmentId },
          [userId],
          { dueAtMs: Date.now() + DAY_MS, extraAttempts: 1 },
          "",
        );
      else removeExtension(db, { ...by, assignmentId }, userId);
      break;
    case "remove":
      setRemoved(db, by, assignmentId, one.isRemoved);
      break;
    case "points":
      db.update(assignments)
        .set({ points: one.points })
        .where(eq(assignments.id, assignmentId))
        .run();
      recomputeScores(db, assignmentId);
      break;
    case "down":
      world.grades.fault = () => (one.isDown ? "down" : undefined);
      break;
    case "pass":
      await world.pass(one.hours * HOUR_MS + MINUTE_MS);
      break;
    case "restart":
      world.restart();
      break;
  }
}
