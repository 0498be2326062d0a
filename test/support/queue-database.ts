// A queue on its own database, with the rows that submissions refer to; and reports as the grader
// would create them.

import { onTestFinished } from "vitest";
import { type GroupReport, type Report, REPORT_VERSION } from "../../grader/doors/reports.ts";
import { type Db, openDatabase } from "../../src/db/open.ts";
import { users } from "../../src/db/schema.ts";
import { versions } from "../../src/db/pack-schema.ts";
import type { NewSubmission } from "../../src/grading/record-submission.ts";

const VERSION = "a".repeat(64);

/** With one version of one exercise and these people. */
export function openQueueDatabase(userIds: string[], file = ":memory:"): Db {
  const db = openDatabase(file);
  onTestFinished(() => void db.$client.close());
  const now = new Date(0);
  db.insert(versions)
    .values({
      hash: VERSION,
      packId: "tiny",
      exerciseId: "sum",
      title: { "zh-CN": "求和", en: "Sum" },
      level: 1,
      maxScore: 10,
      keptAt: now,
    })
    .run();
  for (const id of userIds)
    db.insert(users)
      .values({ id, name: id, email: `${id}@example.org`, createdAt: now, updatedAt: now })
      .run();
  return db;
}

export function newSubmission(userId: string, fields: Partial<NewSubmission> = {}): NewSubmission {
  const isForAssignment = typeof fields.assignmentId === "string";
  return {
    userId,
    packId: "tiny",
    exerciseId: "sum",
    assignmentId: null,
    submittedAt: new Date(),
    isPractice: !isForAssignment,
    saidToCount: isForAssignment,
    versionHash: VERSION,
    fileName: "submission.ts",
    source: "export const total = 1;",
    formKey: null,
    via: "web",
    ...fields,
  };
}

export function reportOf(fields: Partial<Report> = {}): Report {
  return {
    format: "gradus-report",
    version: REPORT_VERSION,
    verdict: "accepted",
    score: 10,
    maxScore: 10,
    exercise: { pack: "tiny", id: "sum", title: { "zh-CN": "求和", en: "Sum" } },
    messages: [],
    misconception: null,
    groups: [],
    figures: [],
    ownTests: [],
    receipt: { submission: "b".repeat(64), exercise: VERSION, engine: "0.0.0", seed: 1 },
    usage: null,
    ...fields,
  };
}

/** A group that passed completely, except for `fields`. */
export function groupOf(
  id: string,
  visible: boolean,
  fields: Partial<GroupReport> = {},
): GroupReport {
  const passed = {
    points: 5,
    score: 5,
    verdict: "accepted",
    failure: null,
    passed: 1,
    total: 1,
  } as const;
  return {
    id,
    title: { "zh-CN": id, en: id },
    visible,
    ...passed,
    largestError: null,
    needs: [],
    cases: [],
    ...fields,
  };
}
