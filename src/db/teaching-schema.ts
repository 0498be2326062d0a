// The tables behind a course's gradebook.
//
//   extensions, overrides    exceptions for one student
//   allowances               attempts that count because staff allow it
//   solution_views           students who have opened an assignment's solutions
//   scores, score_floors     the score of one student and assignment
//   regrades                 new tests for existing submissions
//   comments                 staff comments on a line, a submission or a score

import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { Score } from "../rules/policy.ts";
import { assignments, users } from "./schema.ts";
import { submissions } from "./submission-schema.ts";
import { versions } from "./pack-schema.ts";
import { time } from "./columns.ts";

export const extensions = sqliteTable(
  "extensions",
  {
    assignmentId: text()
      .notNull()
      .references(() => assignments.id),
    userId: text()
      .notNull()
      .references(() => users.id),
    /** Replaces the assignment's value; null: keeps it. */
    dueAt: time(),
    extraAttempts: integer().notNull().default(0),
    reason: text().notNull().default(""),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.assignmentId, table.userId] })],
);

/**
 * The newest override that is not undone counts. Rows are never deleted, so undoing one restores
 * the one before it.
 */
export const overrides = sqliteTable(
  "overrides",
  {
    id: text().primaryKey(),
    assignmentId: text()
      .notNull()
      .references(() => assignments.id),
    userId: text()
      .notNull()
      .references(() => users.id),
    /** null: the score from attempts counts again. */
    points: real(),
    reason: text().notNull(),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
    undoneAt: time(),
  },
  (table) => [index("overrides_cell").on(table.assignmentId, table.userId, table.createdAt)],
);

/**
 * "Let it count": an attempt that the rules exclude counts anyway, by its real time, and uses no
 * attempt. Rows are never deleted; undoing one removes its effect.
 */
export const allowances = sqliteTable(
  "allowances",
  {
    id: text().primaryKey(),
    submissionId: text()
      .notNull()
      .references(() => submissions.id),
    assignmentId: text()
      .notNull()
      .references(() => assignments.id),
    userId: text()
      .notNull()
      .references(() => users.id),
    /** Whether the late rule still applies to it. */
    withLateRule: integer({ mode: "boolean" }).notNull(),
    reason: text().notNull(),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
    undoneAt: time(),
  },
  (table) => [
    index("allowances_cell").on(table.assignmentId, table.userId),
    uniqueIndex("allowances_once")
      .on(table.submissionId)
      .where(sql`undone_at is null`),
  ],
);

/**
 * Students who have opened an assignment's solutions. Staff should know this before they extend a
 * due time or let an attempt count.
 */
export const solutionViews = sqliteTable(
  "solution_views",
  {
    assignmentId: text()
      .notNull()
      .references(() => assignments.id),
    userId: text()
      .notNull()
      .references(() => users.id),
    firstAt: time().notNull(),
    lastAt: time().notNull(),
  },
  (table) => [primaryKey({ columns: [table.assignmentId, table.userId] })],
);

/**
 * Written only by recomputeScores, in the transaction of the change. No row: nothing submitted,
 * nothing set.
 */
export const scores = sqliteTable(
  "scores",
  {
    assignmentId: text()
      .notNull()
      .references(() => assignments.id),
    userId: text()
      .notNull()
      .references(() => users.id),
    /** null: no counting attempt is graded yet. */
    points: real(),
    /** The attempt that gives the score. */
    submissionId: text(),
    attempts: integer().notNull(),
    waiting: integer().notNull(),
    isLate: integer({ mode: "boolean" }).notNull(),
    isOverridden: integer({ mode: "boolean" }).notNull(),
    isExtended: integer({ mode: "boolean" }).notNull(),
    /** Carried over from an older version of the tests, whose score was higher. */
    isKept: integer({ mode: "boolean" }).notNull(),
    /** The data that explains the score in words. */
    detail: text({ mode: "json" }).$type<Score>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.assignmentId, table.userId] }),
    index("scores_user").on(table.userId),
    // All columns that a gradebook's table shows: thirty thousand cells are read from here, without
    // the rows and their details.
    index("scores_cells").on(
      table.assignmentId,
      table.userId,
      table.points,
      table.isLate,
      table.isOverridden,
      table.isExtended,
      table.isKept,
      table.waiting,
    ),
  ],
);

/** The score of one student before a regrade that was applied with "never lower a score". */
export const scoreFloors = sqliteTable(
  "score_floors",
  {
    regradeId: text()
      .notNull()
      .references(() => regrades.id),
    assignmentId: text()
      .notNull()
      .references(() => assignments.id),
    userId: text()
      .notNull()
      .references(() => users.id),
    points: real().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regradeId, table.userId] }),
    index("score_floors_cell").on(table.assignmentId, table.userId),
  ],
);

/** Its ungraded submissions are those without a row in `gradings` with its id as `runId`. */
export const regrades = sqliteTable(
  "regrades",
  {
    id: text().primaryKey(),
    assignmentId: text()
      .notNull()
      .references(() => assignments.id),
    fromHash: text().notNull(),
    /** The assignment's previous `regradeId`. */
    fromRegradeId: text(),
    toHash: text()
      .notNull()
      .references(() => versions.hash),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
    appliedAt: time(),
    /** never-lower: students who would lose points keep their points. */
    mode: text({ enum: ["all", "never-lower"] }),
    discardedAt: time(),
    undoneAt: time(),
  },
  (table) => [index("regrades_assignment").on(table.assignmentId, table.createdAt)],
);

/** On a line, on a whole submission (no line), or on a student's score (no submission). */
export const comments = sqliteTable(
  "comments",
  {
    id: text().primaryKey(),
    assignmentId: text().references(() => assignments.id),
    /** The student whom the comment addresses. */
    userId: text()
      .notNull()
      .references(() => users.id),
    submissionId: text().references(() => submissions.id),
    /** Counted from 1. */
    line: integer(),
    text: text().notNull(),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
    editedAt: time(),
    removedAt: time(),
    /** When the student first saw the current text; null: it is new to them. */
    seenAt: time(),
  },
  (table) => [
    index("comments_submission").on(table.submissionId),
    index("comments_cell").on(table.assignmentId, table.userId),
    index("comments_new")
      .on(table.userId)
      .where(sql`seen_at is null and removed_at is null`),
  ],
);
