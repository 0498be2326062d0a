// The tables behind a course's gradebook, and the log of who changed what.
//
//   extensions, overrides                      what is otherwise for one student
//   allowances                                 attempts that count because staff let them
//   solution_views                             who has opened an assignment's solutions
//   roster_seats, first_link_mails             seats of a roster that nobody has taken yet; first links that are to be mailed
//   scores, score_floors                       what counts for one student and assignment: what the gradebook reads
//   regrades                                   a newer version of the tests over what was submitted, in the shadow until it is applied
//   comments                                   what staff say of a line, a submission or a score
//   similarity_runs, similarity_dismissals     what looks alike, and what somebody has looked at
//   audit_events                               who changed what; only ever added to, and holds ids, no names

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
import type { Language } from "../../grader/doors/packs.ts";
import type { AuditAction } from "./audit-actions.ts";
import type { Score } from "../rules/policy.ts";
import { assignments, COURSE_ROLES, courses, users } from "./schema.ts";
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
    /** Replaces the assignment's; null: no other. */
    dueAt: time(),
    extraAttempts: integer().notNull().default(0),
    reason: text().notNull().default(""),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.assignmentId, table.userId] })],
);

/**
 * The newest that is not undone counts. Rows are kept, so that undoing one brings the one before
 * back.
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
    /** null: what the attempts come to counts again. */
    points: real(),
    reason: text().notNull(),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
    undoneAt: time(),
  },
  (table) => [index("overrides_cell").on(table.assignmentId, table.userId, table.createdAt)],
);

/**
 * "Let it count": an attempt that the rules leave out counts all the same, by its real time, and
 * uses no attempt. Rows are kept; undoing one takes its effect away.
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
 * Students who have opened an assignment's solutions: whoever gives more time, or lets an attempt
 * count, should know.
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
 * A line of a roster that matches an account whose owner has not proved who they are. It gives no
 * seat until they do: by a verified address, by signing in through the institution, by its one-time
 * link, or because staff confirm it.
 */
export const rosterSeats = sqliteTable(
  "roster_seats",
  {
    id: text().primaryKey(),
    courseId: text()
      .notNull()
      .references(() => courses.id, { onDelete: "cascade" }),
    /** As the roster has them; "" for what it does not have. */
    name: text().notNull(),
    username: text().notNull(),
    email: text().notNull(),
    section: text(),
    role: text({ enum: COURSE_ROLES }).notNull().default("student"),
    /** The account that claims this line. */
    claimedBy: text().references(() => users.id, { onDelete: "set null" }),
    /** Of the one-time link's secret; null if none was made. */
    linkHash: text().unique(),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
    takenBy: text(),
    takenAt: time(),
    withdrawnAt: time(),
  },
  (table) => [
    index("roster_seats_course").on(table.courseId),
    index("roster_seats_claim").on(table.claimedBy),
  ],
);

/**
 * First links that are to be mailed. A link's secret is made when it is sent, so that a mailing cut
 * off by a restart goes on without any being stored.
 */
export const firstLinkMails = sqliteTable(
  "first_link_mails",
  {
    courseId: text()
      .notNull()
      .references(() => courses.id, { onDelete: "cascade" }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
    /** Of the mail's words: that of whoever asked for it. */
    language: text().$type<Language>().notNull().default("en"),
    tries: integer().notNull().default(0),
    /** When the next try may be made; null: not by itself, it has failed too often. */
    nextAt: time(),
    /** Why the last try failed; null if none has. */
    error: text(),
    sentAt: time(),
  },
  (table) => [primaryKey({ columns: [table.courseId, table.userId] })],
);

/**
 * Written in the transaction of whatever changes it, by recomputeScores alone. No row: nothing
 * sent, nothing set.
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
    /** null: nothing that counts is graded yet. */
    points: real(),
    /** The attempt that it comes from. */
    submissionId: text(),
    attempts: integer().notNull(),
    waiting: integer().notNull(),
    isLate: integer({ mode: "boolean" }).notNull(),
    isOverridden: integer({ mode: "boolean" }).notNull(),
    isExtended: integer({ mode: "boolean" }).notNull(),
    /** Kept from an older version of the tests, whose score was higher. */
    isKept: integer({ mode: "boolean" }).notNull(),
    /** Why it is what it is, to be put in words. */
    detail: text({ mode: "json" }).$type<Score>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.assignmentId, table.userId] }),
    index("scores_user").on(table.userId),
    // All that a gradebook's table shows: thirty thousand cells are read from here, without the
    // rows and their details.
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

/** Where a regrade was applied with "never lower a score": what one student had before. */
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

/**
 * Its shadow gradings are the rows of `gradings` whose `runId` it is: what is missing there is
 * still to be done.
 */
export const regrades = sqliteTable(
  "regrades",
  {
    id: text().primaryKey(),
    assignmentId: text()
      .notNull()
      .references(() => assignments.id),
    fromHash: text().notNull(),
    /** The assignment's `regradeId` before this one. */
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

/** Of a line, of a whole submission (no line), or of a student's score (no submission). */
export const comments = sqliteTable(
  "comments",
  {
    id: text().primaryKey(),
    assignmentId: text().references(() => assignments.id),
    /** The student whom it is for. */
    userId: text()
      .notNull()
      .references(() => users.id),
    submissionId: text().references(() => submissions.id),
    /** From 1. */
    line: integer(),
    text: text().notNull(),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
    editedAt: time(),
    removedAt: time(),
    /** When the student first had it on a page as it is now; null: it is new to them. */
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

/**
 * The last comparison of an assignment's submissions; made anew where `inputHash` is not that of
 * what is there now.
 */
export const similarityRuns = sqliteTable("similarity_runs", {
  assignmentId: text()
    .primaryKey()
    .references(() => assignments.id),
  inputHash: text().notNull(),
  computedAt: time().notNull(),
  result: text({ mode: "json" }).$type<unknown>().notNull(),
});

/** A pair that somebody has looked at and found to be nothing; `userA` < `userB`. */
export const similarityDismissals = sqliteTable(
  "similarity_dismissals",
  {
    assignmentId: text()
      .notNull()
      .references(() => assignments.id),
    userA: text()
      .notNull()
      .references(() => users.id),
    userB: text()
      .notNull()
      .references(() => users.id),
    note: text().notNull(),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.assignmentId, table.userA, table.userB] })],
);

// ---- what happened
// -------------------------------------------------------------------------------------

/**
 * Only ever added to: triggers in the database refuse anything else. Ids alone, so that a person
 * can be forgotten without touching it.
 */
export const auditEvents = sqliteTable(
  "audit_events",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: time().notNull(),
    /** null: the server by itself. */
    actorId: text(),
    courseId: text(),
    assignmentId: text(),
    /** Whom it is about. */
    userId: text(),
    action: text().$type<AuditAction>().notNull(),
    before: text({ mode: "json" }).$type<unknown>(),
    after: text({ mode: "json" }).$type<unknown>(),
  },
  (table) => [
    index("audit_events_course").on(table.courseId, table.id),
    index("audit_events_user").on(table.userId),
  ],
);
