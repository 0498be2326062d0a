// A database of the previous version: its scores are unchanged, and equal to what recomputing them
// gives.

import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/db/open.ts";
import { assignments } from "../../src/db/schema.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { scores } from "../../src/db/teaching-schema.ts";
import { explainScore } from "../../src/scoring/explain-score.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { openOldDatabase } from "../support/old-database.ts";
import { temporaryFolder } from "../support/packs.ts";

const DUE = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;
const RULES = {
  opensAtMs: null,
  dueAtMs: DUE,
  graceMinutes: 0,
  late: { kind: "deduction", percent: 10, per: "day", floorPercent: 0 },
  attempts: { kind: "limited", count: 1 },
  counts: "best",
};
const ignored = { early: 0, late: 0, overLimit: 1, tooSoon: 0 };
const from = {
  id: "one",
  number: 1,
  worth: 1,
  lateUnits: 1,
  lateFactor: 0.9,
  needsExtension: false,
};
/** As that version wrote them. */
const DETAILS = {
  ann: {
    points: 45,
    maxPoints: 100,
    isKept: false,
    from,
    counted: 1,
    waiting: 0,
    ignored,
    override: null,
    earned: 45,
  },
  bob: {
    points: 70,
    maxPoints: 100,
    isKept: false,
    counted: 0,
    waiting: 0,
    ignored: { ...ignored, overLimit: 0 },
    override: { points: 70, reason: "by hand" },
    earned: null,
  },
};

test("scores and rules of the previous version are read with their meaning", () => {
  const file = join(temporaryFolder(), "old.db");
  const old = openOldDatabase(file, "0003");
  const hash = "a".repeat(64);
  old
    .prepare(
      "insert into versions (hash, pack_id, exercise_id, title, level, max_score, kept_at) values (?, 'tiny', 'sum', '{}', 1, 10, 0)",
    )
    .run(hash);
  for (const id of ["ann", "bob"])
    old
      .prepare(
        "insert into users (id, name, email, email_verified, created_at, updated_at) values (?, ?, ?, 0, 0, 0)",
      )
      .run(id, id, `${id}@example.org`);
  old.exec(
    "insert into courses (id, title, time_zone, created_at) values ('c', 'Course', 'UTC', 0)",
  );
  old
    .prepare(
      "insert into assignments (id, course_id, pack_id, exercise_id, version_hash, rules, points, weight, position, created_at) values ('a', 'c', 'tiny', 'sum', ?, ?, 100, 1, 1, 0)",
    )
    .run(hash, JSON.stringify(RULES));
  const submit = old.prepare(
    "insert into submissions (id, user_id, pack_id, exercise_id, version_hash, assignment_id, attempt, file_name, source, submitted_at, via) values (?, 'ann', 'tiny', 'sum', ?, ?, ?, 'a.ts', 'x', ?, 'web')",
  );
  submit.run("one", hash, "a", 1, DUE + HOUR);
  submit.run("two", hash, "a", 2, DUE + 2 * HOUR);
  submit.run("loose", hash, null, 1, DUE + 2 * HOUR);
  const grade = old.prepare(
    "insert into gradings (id, submission_id, version_hash, run_id, seed, engine, verdict, score, max_score, report, groups, graded_at) values (?, ?, ?, '', 1, '0', ?, ?, 10, '{}', '[]', 0)",
  );
  grade.run("g1", "one", hash, "wrong-answer", 5);
  grade.run("g2", "two", hash, "accepted", 10);
  old.exec(
    "insert into overrides (id, assignment_id, user_id, points, reason, created_at, created_by) values ('o', 'a', 'bob', 70, 'by hand', 0, 't')",
  );
  for (const [userId, detail] of Object.entries(DETAILS)) {
    const { id = null } = "from" in detail ? detail.from : {};
    old
      .prepare(
        "insert into scores (assignment_id, user_id, points, submission_id, attempts, waiting, is_late, is_overridden, is_extended, is_kept, detail) values ('a', ?, ?, ?, ?, 0, ?, ?, 0, 0, ?)",
      )
      .run(
        userId,
        detail.points,
        id,
        detail.counted,
        id === null ? 0 : 1,
        userId === "bob" ? 1 : 0,
        JSON.stringify(detail),
      );
  }
  old.close();

  const db = openDatabase(file);
  const kept = db.select().from(scores).all();
  expect(
    kept.map(({ userId, points, detail }) => [
      userId,
      points,
      explainScore(detail, db.select().from(assignments).get()!.rules, makeTranslator("en"), "en"),
    ]),
  ).toEqual([
    [
      "ann",
      45,
      "45: the only attempt, 10% off (1 day late), 1 attempt beyond the limit does not count",
    ],
    ["bob", 70, "70: set by your instructor: by hand"],
  ]);
  db.transaction(() => recomputeScores(db, "a"));
  expect(db.select().from(scores).all()).toEqual(kept);
  expect(db.select().from(assignments).get()!.rules).toMatchObject({
    lateUntilMs: null,
    freeCompileErrors: false,
  });
  expect(
    db
      .select({
        id: submissions.id,
        isPractice: submissions.isPractice,
        saidToCount: submissions.saidToCount,
      })
      .from(submissions)
      .orderBy(submissions.id)
      .all(),
  ).toEqual([
    { id: "loose", isPractice: true, saidToCount: false },
    { id: "one", isPractice: false, saidToCount: true },
    { id: "two", isPractice: false, saidToCount: true },
  ]);
  db.$client.close();
});
