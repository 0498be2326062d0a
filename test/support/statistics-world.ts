// A course whose students have submitted, for statistics: rows as the queue and the grader would
// have written them, without grading.

import { eq } from "drizzle-orm";
import type { Verdict } from "../../grader/doors/reports.ts";
import { newId } from "../../src/db/id.ts";
import type { Db } from "../../src/db/open.ts";
import { assignments, courses, users } from "../../src/db/schema.ts";
import { type GroupOutcome, submissions } from "../../src/db/submission-schema.ts";
import { versions } from "../../src/db/pack-schema.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";
import { addGrading } from "../../src/scoring/add-grading.ts";
import { addEnrolment } from "./add-enrolment.ts";
import { reportOf } from "./queue-database.ts";

export const RULES: Rules = {
  opensAtMs: null,
  dueAtMs: null,
  graceMinutes: 0,
  lateUntilMs: null,
  freeCompileErrors: false,
  late: { kind: "free" },
  attempts: { kind: "unlimited" },
  counts: "best",
};

/** A course on an exercise that is published here. */
export function addCourse(
  db: Db,
  { packId = "tiny", exerciseId = "sum", timeZone = "UTC", rules = RULES, points = 10 } = {},
): { courseId: string; assignmentId: string; versionHash: string } {
  const courseId = newId();
  const assignmentId = newId();
  const { hash } = db
    .select({ hash: versions.hash })
    .from(versions)
    .where(eq(versions.exerciseId, exerciseId))
    .get()!;
  db.insert(courses)
    .values({ id: courseId, title: "Machine learning", timeZone, createdAt: new Date(0) })
    .run();
  db.insert(assignments)
    .values({
      id: assignmentId,
      courseId,
      packId,
      exerciseId,
      versionHash: hash,
      rules,
      points,
      position: 1,
      createdAt: new Date(0),
    })
    .run();
  return { courseId, assignmentId, versionHash: hash };
}

export function enrol(
  db: Db,
  courseId: string,
  name: string,
  {
    role = "student",
    section = null,
  }: { role?: "student" | "assistant"; section?: string | null } = {},
): string {
  const id = newId();
  db.insert(users)
    .values({
      id,
      name,
      email: `${id}@example.org`,
      createdAt: new Date(0),
      updatedAt: new Date(0),
    })
    .run();
  addEnrolment(db, courseId, id, role, { section, joinedAt: new Date(0) });
  return id;
}

export interface Sent {
  atMs: number;
  /** null: waits. */
  verdict: Verdict | null;
  groups?: (GroupOutcome & { points: number })[];
  misconception?: string | null;
}

/** One student's attempts, in order; returns the submissions' ids. */
export function send(
  db: Db,
  assignmentId: string,
  userId: string,
  sent: readonly Sent[],
): string[] {
  const { packId, exerciseId, versionHash } = db
    .select()
    .from(assignments)
    .where(eq(assignments.id, assignmentId))
    .get()!;
  const before = db.select().from(submissions).where(eq(submissions.userId, userId)).all().length;
  return db.transaction(() => {
    const ids = sent.map(({ atMs, verdict, groups = [], misconception = null }, i) => {
      const id = newId();
      db.insert(submissions)
        .values({
          id,
          userId,
          packId,
          exerciseId,
          versionHash,
          assignmentId,
          attempt: before + i + 1,
          fileName: "a.ts",
          source: "export {};",
          submittedAt: new Date(atMs),
          via: "web",
        })
        .run();
      if (verdict === null) return id;
      const score = groups.reduce((sum, { share, points }) => sum + share * points, 0);
      const maxScore = groups.reduce((sum, { points }) => sum + points, 0);
      const reported = groups.map((group) => ({
        id: group.id,
        title: { "zh-CN": group.id, en: group.id },
        visible: true,
        points: group.points,
        score: group.share * group.points,
        verdict: group.verdict,
        failure: null,
        passed: null,
        total: null,
        largestError: null,
        needs: [],
        cases: [],
      }));
      const report = reportOf({
        verdict,
        score,
        maxScore,
        groups: reported,
        misconception:
          misconception === null
            ? null
            : { id: misconception, hint: { "zh-CN": "x", en: "x" }, isLikely: false },
        receipt: { submission: "b".repeat(64), exercise: versionHash, engine: "0.0.0", seed: 1 },
      });
      addGrading(db, id, report, "", new Date(atMs));
      return id;
    });
    recomputeScores(db, assignmentId, [userId]);
    return ids;
  });
}
