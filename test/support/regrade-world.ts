// A course with an assignment pinned to a version, students, and newer versions to regrade by;
// gradings are given, not computed.

import { onTestFinished } from "vitest";
import type { Verdict } from "../../grader/doors/reports.ts";
import { type Db, openDatabase } from "../../src/db/open.ts";
import { assignments, courses, users } from "../../src/db/schema.ts";
import { versions } from "../../src/db/pack-schema.ts";
import { scores } from "../../src/db/teaching-schema.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";
import { selectOptionalAssignment } from "../../src/assignments/assignments.ts";
import { selectOptionalRegrade } from "../../src/regrades/queries.ts";
import { computeDigest, readPreview } from "../../src/regrades/read-preview.ts";
import { storeShadowGrading, selectMissing } from "../../src/regrades/select-ungraded.ts";
import { startRegrades } from "../../src/regrades/start.ts";
import { Queue } from "../../src/grading/queue.ts";
import { addEnrolment } from "./add-enrolment.ts";
import { newSubmission, reportOf } from "./queue-database.ts";

export const TEACHER = "teacher";
export const COURSE = "course";
export const ASSIGNMENT = "assignment";
/** Of the same exercise, each newer than the previous one. */
export const [OLD, MENDED, NEWEST] = ["1", "2", "3"].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
];

export const NO_RULES: Rules = {
  opensAtMs: null,
  dueAtMs: null,
  graceMinutes: 0,
  lateUntilMs: null,
  freeCompileErrors: false,
  late: { kind: "free" },
  attempts: { kind: "unlimited" },
  counts: "best",
};

export interface RegradeWorld {
  db: Db;
  queue: Queue;
  /** Sent at this moment; returns its id. */
  send: (userId: string, atMs: number) => string;
  /** The queue's result for it, out of 10, by this version. */
  grade: (id: string, score: number, hash?: string) => void;
  start: (toHash?: string) => string;
  /** The shadow's verdict on everything that is missing. */
  judgeMissing: (scoreOf: (submissionId: string) => number, toHash?: string) => void;
  seen: (regradeId: string) => string;
  stateOf: (regradeId: string) => string;
  points: () => Record<string, number | null>;
  /** Rows of `scores`, as stored. */
  rows: () => unknown[];
  pin: () => { versionHash: string; regradeId: string | null };
}

export function openRegradeWorld(
  students: readonly string[] = ["ada", "ben", "cam"],
  rules: Rules = NO_RULES,
): RegradeWorld {
  const db = openDatabase(":memory:");
  onTestFinished(() => void db.$client.close());
  const at = new Date(0);
  let nowMs = 0;
  const queue = new Queue(db, { now: () => new Date(nowMs) });
  for (const hash of [OLD, MENDED, NEWEST])
    db.insert(versions)
      .values({
        hash,
        packId: "tiny",
        exerciseId: "sum",
        title: { "zh-CN": "求和", en: "Sum" },
        level: 1,
        maxScore: 10,
        keptAt: at,
      })
      .run();
  for (const id of [TEACHER, ...students])
    db.insert(users)
      .values({
        id,
        name: `Name of ${id}`,
        email: `${id}@example.org`,
        createdAt: at,
        updatedAt: at,
      })
      .run();
  db.insert(courses).values({ id: COURSE, title: "Course", createdAt: at }).run();
  for (const userId of students) addEnrolment(db, COURSE, userId, "student", { joinedAt: at });
  db.insert(assignments)
    .values({
      id: ASSIGNMENT,
      courseId: COURSE,
      packId: "tiny",
      exerciseId: "sum",
      versionHash: OLD,
      rules,
      points: 100,
      position: 0,
      createdAt: at,
    })
    .run();

  const assignment = () => selectOptionalAssignment(db, COURSE, ASSIGNMENT)!;
  return {
    db,
    queue,
    send: (userId, atMs) => {
      nowMs = atMs;
      const result = queue.submit(
        newSubmission(userId, {
          assignmentId: ASSIGNMENT,
          versionHash: OLD,
          submittedAt: new Date(atMs),
        }),
      );
      if (result.kind !== "recorded") throw new Error(result.kind);
      return result.id;
    },
    grade: (id, score, hash = OLD) => queue.finish(id, judged(hash, score)),
    start: (toHash = MENDED) =>
      startRegrades(db, [{ assignment: assignment(), offeredHash: toHash }], TEACHER, "en")[0]!,
    judgeMissing: (scoreOf, toHash = MENDED) => {
      for (const work of selectMissing(db, 1000))
        storeShadowGrading(db, work, judged(toHash, scoreOf(work.submissionId)), at);
    },
    seen: (id) =>
      computeDigest(readPreview(db, selectOptionalRegrade(db, COURSE, id)!, assignment())),
    stateOf: (id) => selectOptionalRegrade(db, COURSE, id)!.state,
    points: () =>
      Object.fromEntries(
        db
          .select()
          .from(scores)
          .all()
          .map(({ userId, points }) => [userId, points]),
      ),
    rows: () => db.$client.prepare("select * from scores order by user_id").all(),
    pin: () => {
      const { versionHash, regradeId } = assignment();
      return { versionHash, regradeId };
    },
  };
}

/** One group, out of 10. */
export function judged(hash: string, score: number, seed = 1) {
  const verdict: Verdict = score === 10 ? "accepted" : "wrong-answer";
  const group = {
    id: "all",
    title: { "zh-CN": "全部", en: "All" },
    visible: true,
    points: 10,
    score,
    verdict,
    failure: null,
    passed: null,
    total: null,
    largestError: null,
    needs: [],
    cases: [],
  };
  return reportOf({
    verdict,
    score,
    groups: [group],
    receipt: { submission: "b".repeat(64), exercise: hash, engine: "0.0.0", seed },
  });
}
