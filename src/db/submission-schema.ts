// Submitted code, the jobs that still wait, the results, drafts, and tests of one's own.

import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { OwnTest, Report, Verdict } from "../../grader/doors/reports.ts";
import { time } from "./columns.ts";
import { versions } from "./pack-schema.ts";
import { users, assignments } from "./schema.ts";

/**
 * Code as submitted. A row never changes, with two exceptions: the author, when a guest creates an
 * account, and the assignment, when staff count practice.
 */
export const submissions = sqliteTable(
  "submissions",
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id),
    packId: text().notNull(),
    exerciseId: text().notNull(),
    /** The version offered at the time of submission. */
    versionHash: text()
      .notNull()
      .references(() => versions.hash),
    /**
     * The assignment it was submitted to, whether it counts or not: the policy decides that each
     * time scores are computed. null if it was submitted from the exercise itself, or by someone
     * who is not in the course.
     */
    assignmentId: text().references((): AnySQLiteColumn => assignments.id),
    /**
     * Submitted as practice: it counts only if staff allow it (`allowances`). Always true if
     * `assignmentId` is null.
     */
    isPractice: integer({ mode: "boolean" }).notNull().default(false),
    /**
     * Whether the answer to the author said that it counts. If it said no, and the submission counts
     * later (an extension, a moved due time), it may raise a score but never lower it.
     */
    saidToCount: integer({ mode: "boolean" }).notNull().default(true),
    /**
     * The attempt's number, from 1, for this author and assignment (or exercise, if it is for no
     * assignment).
     */
    attempt: integer().notNull(),
    fileName: text().notNull(),
    source: text().notNull(),
    /** When its request had been read completely. Admission and scoring both use this time. */
    submittedAt: time().notNull(),
    /** Chosen by the page, so that the same form submitted twice is one submission. */
    formKey: text(),
    via: text({ enum: ["web", "cli", "api"] }).notNull(),
  },
  (table) => [
    uniqueIndex("submissions_attempt")
      .on(table.userId, table.packId, table.exerciseId, table.attempt)
      .where(sql`assignment_id is null`),
    uniqueIndex("submissions_assignment").on(table.assignmentId, table.userId, table.attempt),
    uniqueIndex("submissions_form_key").on(table.userId, table.formKey),
    index("submissions_time").on(table.userId, table.submittedAt),
  ],
);

/** Submissions still to be graded. The transaction that writes the grading deletes the row. */
export const jobs = sqliteTable(
  "jobs",
  {
    submissionId: text()
      .primaryKey()
      .references(() => submissions.id),
    userId: text().notNull(),
    /** The order of arrival, independent of the clock. */
    ticket: integer().notNull().unique(),
    /**
     * When grading began; null while the job waits. Only one server uses the database, so no claim
     * is valid when it starts.
     */
    claimedAt: time(),
    tries: integer().notNull().default(0),
    /** How many graders were lost while they graded it. */
    losses: integer().notNull().default(0),
    /**
     * During an exam: the report of the visible groups, for the author. The job then waits for its
     * hidden groups.
     */
    visibleReport: text({ mode: "json" }).$type<Report>(),
    visibleGradedAt: time(),
  },
  (table) => [index("jobs_user").on(table.userId)],
);

/**
 * The ids of the jobs that were added, changed or deleted last, the newest with the highest id. Only
 * triggers write it: migration 0009 has them, and src/grading/line/follow-jobs.ts reads it.
 */
export const jobChanges = sqliteTable("job_changes", {
  id: integer().primaryKey(),
  submissionId: text().notNull(),
});

export interface GroupOutcome {
  id: string;
  verdict: Verdict | "skipped";
  /** 0 to 1. */
  share: number;
}

/** One run of one version's tests on one submission. */
export const gradings = sqliteTable(
  "gradings",
  {
    id: text().primaryKey(),
    submissionId: text()
      .notNull()
      .references(() => submissions.id),
    versionHash: text()
      .notNull()
      .references(() => versions.hash),
    /** The regrade it belongs to; "" for the first grading of a submission. */
    runId: text().notNull().default(""),
    seed: integer().notNull(),
    /**
     * The seed of the hidden groups' cases; null for old gradings, whose hidden cases came from
     * `seed`.
     */
    hiddenSeed: integer(),
    engine: text().notNull(),
    /** As the author sees it: if a hidden group decided, an exceeded limit is not named. */
    verdict: text().$type<Verdict>().notNull(),
    score: real().notNull(),
    maxScore: real().notNull(),
    /** Complete, with hidden groups: `redact` it before anyone but staff sees it. */
    report: text({ mode: "json" }).$type<Report>().notNull(),
    /**
     * Copied from the report for statistics, which do not parse it: the known mistake, and below it
     * each group's verdict and share of its points.
     */
    misconception: text(),
    groups: text({ mode: "json" }).$type<GroupOutcome[]>().notNull().default([]),
    gradedAt: time().notNull(),
    /**
     * When the visible groups were graded, if the hidden ones came later (during an exam). The author
     * sees this as the time of grading.
     */
    visibleGradedAt: time(),
  },
  (table) => [
    uniqueIndex("gradings_once").on(table.submissionId, table.versionHash, table.runId),
    index("gradings_run")
      .on(table.runId)
      .where(sql`run_id <> ''`),
  ],
);

export const drafts = sqliteTable(
  "drafts",
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    packId: text().notNull(),
    exerciseId: text().notNull(),
    source: text().notNull(),
    /**
     * Counts the saves. A save based on an older revision comes from a tab that has not seen this
     * one.
     */
    revision: integer().notNull(),
    savedAt: time().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.packId, table.exerciseId] })],
);

/** A test that a person wrote for an exercise. It runs with the live tests and counts for nothing. */
export const ownTests = sqliteTable(
  "own_tests",
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    packId: text().notNull(),
    exerciseId: text().notNull(),
    /** The page that adds it makes it up, so that adding it twice has no effect. */
    id: text().notNull(),
    test: text({ mode: "json" }).$type<OwnTest>().notNull(),
    addedAt: time().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.packId, table.exerciseId, table.id] })],
);
