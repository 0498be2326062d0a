// Every table. Times are milliseconds since 1970 in UTC (better-auth's are too, as dates); ids are
// random text (id.ts), so that an address gives nothing away. `npm run migration` writes the
// difference to the last migration into migrations/.
//
//   users, sessions, accounts, verifications   better-auth's, guests included (users with isAnonymous); no token readable (hiding-adapter.ts)
//   identity_proofs                            which addresses and user names an account has shown to be its owner's
//   tokens                                     for the command line; only a hash is kept
//   one_time_links                             making the owner's account, setting a password anew
//   courses, enrolments, join_links            who learns where, and in which role
//   assignments                                what a course asks for
//   packs, exercises, versions                 what is published, and every version that anything was ever graded with
//   submissions, jobs, gradings                code as it was sent; what still waits; what came out
//   drafts                                     what somebody is typing
//   settings                                   a few values that the server makes itself
//
// What hangs on an assignment (scores, extensions, regrades …) and the audit log are in
// teaching-schema.ts.

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
import type { Language, Localized, Report, Verdict } from "../../grader/index.ts";
import type { Rules } from "../rules/rules.ts";

export const time = () => integer({ mode: "timestamp_ms" });

// ---- people
// ------------------------------------------------------------------------------------------

export const SITE_ROLES = ["owner", "courseCreator"] as const;
export type SiteRole = (typeof SITE_ROLES)[number];

export const users = sqliteTable("users", {
  id: text().primaryKey(),
  name: text().notNull(),
  /** Made up (and never written to) for those who signed up with a user name alone. */
  email: text().notNull().unique(),
  emailVerified: integer({ mode: "boolean" }).notNull().default(false),
  image: text(),
  createdAt: time().notNull(),
  updatedAt: time().notNull(),
  username: text().unique(),
  displayUsername: text(),
  /** A guest: somebody who has tried something and has no account yet. */
  isAnonymous: integer({ mode: "boolean" }).default(false),
  /**
   * owner: of the whole site. courseCreator: may create courses, and nothing else. What one may do
   * in a course is in `enrolments`.
   */
  siteRole: text({ enum: SITE_ROLES }),
  /**
   * The course whose roster made this account; null if its owner did, or nobody knows. Its staff
   * hand out the first link, until it is used.
   */
  madeByCourse: text(),
  language: text().$type<Language>(),
  timeZone: text(),
});

export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: time().notNull(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
    ipAddress: text(),
    userAgent: text(),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

export const accounts = sqliteTable(
  "accounts",
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: time(),
    refreshTokenExpiresAt: time(),
    scope: text(),
    /** Hashed (scrypt). */
    password: text(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (table) => [index("accounts_user").on(table.userId)],
);

export const verifications = sqliteTable(
  "verifications",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: time().notNull(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (table) => [index("verifications_identifier").on(table.identifier)],
);

export const PROOF_KINDS = ["email", "username"] as const;
/**
 * mail: a link to the address. provider: the institution vouches for it. roster: a roster made the
 * account. link: a roster line's one-time link. staff: confirmed by hand.
 */
export const PROOF_WAYS = ["mail", "provider", "roster", "link", "staff"] as const;
export type ProofWay = (typeof PROOF_WAYS)[number];

/**
 * That an account belongs to the person whom a roster names by this address or user name. A proof
 * stays when the account's own address or user name changes, so anyone who takes one that was given
 * up has proved nothing.
 */
export const identityProofs = sqliteTable(
  "identity_proofs",
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text({ enum: PROOF_KINDS }).notNull(),
    /** Lower case. */
    value: text().notNull(),
    how: text({ enum: PROOF_WAYS }).notNull(),
    provenAt: time().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.kind, table.value] }),
    index("identity_proofs_value").on(table.kind, table.value),
  ],
);

export const tokens = sqliteTable(
  "tokens",
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** What its owner calls it: "laptop". */
    name: text().notNull(),
    /** SHA-256; the token itself is random enough to need no salt. */
    hash: text().notNull().unique(),
    createdAt: time().notNull(),
    lastUsedAt: time(),
    expiresAt: time(),
  },
  (table) => [index("tokens_user").on(table.userId)],
);

export const oneTimeLinks = sqliteTable("one_time_links", {
  id: text().primaryKey(),
  /** verify: confirms the address that the account has now; changing the address deletes it. */
  kind: text({ enum: ["owner", "reset", "verify"] }).notNull(),
  hash: text().notNull().unique(),
  /** Whose password or address; null for the link that makes the owner. */
  userId: text().references(() => users.id, { onDelete: "cascade" }),
  createdAt: time().notNull(),
  expiresAt: time().notNull(),
  usedAt: time(),
});

// ---- courses
// -----------------------------------------------------------------------------------------

export const COURSE_ROLES = ["owner", "instructor", "assistant", "student"] as const;
export type CourseRole = (typeof COURSE_ROLES)[number];

export const courses = sqliteTable("courses", {
  id: text().primaryKey(),
  title: text().notNull(),
  /** In which its dates are given and meant: "Asia/Shanghai". */
  timeZone: text().notNull().default("UTC"),
  /** Of the titles in exports, whoever exports: a platform matches columns by their titles. */
  language: text().$type<Language>().notNull().default("en"),
  createdAt: time().notNull(),
  /**
   * Over: everything stays readable for its staff and students, and nothing can be sent or changed.
   */
  archivedAt: time(),
});

/** The columns by which Canvas finds a student again, as its own export has them. */
export interface CanvasIdentity {
  /**
   * "Student", "ID", "SIS User ID", "SIS Login ID" and "Section", each as the file has it; "" if
   * the file has none.
   */
  student: string;
  id: string;
  sisUserId: string;
  sisLoginId: string;
  section: string;
}

export const enrolments = sqliteTable(
  "enrolments",
  {
    courseId: text()
      .notNull()
      .references(() => courses.id, { onDelete: "cascade" }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text({ enum: COURSE_ROLES }).notNull(),
    /** "Lab 2": a part of the course that staff filter by and give extensions to; null for none. */
    section: text(),
    /**
     * As the roster has it. It stays when the person changes the name of their account; null if
     * they are on no roster.
     */
    rosterName: text(),
    /**
     * How the course's Canvas names this student, from a gradebook of it that was uploaded; null
     * until then.
     */
    canvas: text({ mode: "json" }).$type<CanvasIdentity>(),
    joinedAt: time().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.courseId, table.userId] }),
    index("enrolments_user").on(table.userId),
  ],
);

export const joinLinks = sqliteTable(
  "join_links",
  {
    id: text().primaryKey(),
    courseId: text()
      .notNull()
      .references(() => courses.id, { onDelete: "cascade" }),
    /**
     * The secret part of the address. Kept readable: staff show it again, and it opens no more than
     * a seat in the course.
     */
    code: text().notNull().unique(),
    createdAt: time().notNull(),
    expiresAt: time(),
    maxUses: integer(),
    uses: integer().notNull().default(0),
    revokedAt: time(),
  },
  (table) => [index("join_links_course").on(table.courseId)],
);

// ---- assignments
// -------------------------------------------------------------------------------------

export const SOLUTION_RULES = ["never", "afterPassing", "afterDue"] as const;

/**
 * One exercise in one course: rules, points, and the version of the tests that its scores come
 * from.
 */
export const assignments = sqliteTable(
  "assignments",
  {
    id: text().primaryKey(),
    courseId: text()
      .notNull()
      .references(() => courses.id),
    /** null: the exercise's own title, in the reader's language. */
    title: text(),
    packId: text().notNull(),
    exerciseId: text().notNull(),
    /** The pin: everybody's attempts are judged by this version, whenever they were sent. */
    versionHash: text()
      .notNull()
      .references(() => versions.hash),
    /** The regrade that moved the pin here; null where none has. */
    regradeId: text(),
    rules: text({ mode: "json" }).$type<Rules>().notNull(),
    /** What the best attempt earns. */
    points: real().notNull(),
    /** Its share in the course's total, against the other assignments' weights. */
    weight: real().notNull().default(1),
    position: integer().notNull(),
    /** Of hidden tests not even the kind of failure is told before the last due time. */
    isExam: integer({ mode: "boolean" }).notNull().default(false),
    /** When students may read the reference and the accepted examples. */
    solutions: text({ enum: SOLUTION_RULES }).notNull().default("never"),
    /** One line from the staff, above the exercise; "" for none. */
    announcement: text().notNull().default(""),
    /**
     * The title of its column in exports, stored at the first export, so that a later one names the
     * same column; null before.
     */
    exportTitle: text(),
    /**
     * The title of its column in the course's Canvas, with Canvas's id in parentheses; null until a
     * Canvas gradebook was uploaded.
     */
    canvasColumn: text(),
    /** Counts the changes: whoever saves names the one that they saw. */
    revision: integer().notNull().default(1),
    createdAt: time().notNull(),
    /**
     * Taken out of the course: nothing more can be sent, it counts no longer, and what was sent
     * stays readable.
     */
    removedAt: time(),
  },
  (table) => [
    index("assignments_course").on(table.courseId, table.position),
    index("assignments_exercise").on(table.packId, table.exerciseId),
  ],
);

// ---- packs
// -------------------------------------------------------------------------------------------

export const packs = sqliteTable("packs", {
  id: text().primaryKey(),
  title: text({ mode: "json" }).$type<Localized>().notNull(),
  version: text().notNull(),
  position: integer().notNull(),
  publishedAt: time().notNull(),
  /** Its folder is gone; what was done with it stays readable. */
  withdrawnAt: time(),
});

/** Which version of an exercise is offered now. */
export const exercises = sqliteTable(
  "exercises",
  {
    packId: text()
      .notNull()
      .references(() => packs.id),
    id: text().notNull(),
    hash: text()
      .notNull()
      .references(() => versions.hash),
    position: integer().notNull(),
    publishedAt: time().notNull(),
    withdrawnAt: time(),
  },
  (table) => [primaryKey({ columns: [table.packId, table.id] })],
);

/**
 * One version of an exercise, by the hash of its files, which are kept under that hash in the data
 * folder.
 */
export const versions = sqliteTable("versions", {
  hash: text().primaryKey(),
  packId: text().notNull(),
  exerciseId: text().notNull(),
  title: text({ mode: "json" }).$type<Localized>().notNull(),
  level: integer().notNull(),
  maxScore: real().notNull(),
  keptAt: time().notNull(),
});

// ---- submissions
// ---------------------------------------------------------------------------------------

/**
 * Code as it was sent. Nothing here ever changes, but for the author when a guest becomes somebody,
 * and the assignment when staff let practice count.
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
    /** The version that was offered when it was sent. */
    versionHash: text()
      .notNull()
      .references(() => versions.hash),
    /**
     * The assignment that it was meant for, whether it counts or not: the policy decides that each
     * time scores are computed. null: it was sent from no assignment's page, or by no member of the
     * course.
     */
    assignmentId: text().references((): AnySQLiteColumn => assignments.id),
    /**
     * Sent as practice: it counts only if staff let it (`allowances`). Always true where
     * `assignmentId` is null.
     */
    isPractice: integer({ mode: "boolean" }).notNull().default(false),
    /**
     * When it was sent, its author was told that it counts. One that was said not to count, and
     * counts after all (an extension, a moved due time), may raise a score and never lowers it.
     */
    saidToCount: integer({ mode: "boolean" }).notNull().default(true),
    /**
     * The attempt's number, from 1, for this author and assignment (or exercise, where it is for
     * none).
     */
    attempt: integer().notNull(),
    fileName: text().notNull(),
    source: text().notNull(),
    /** When its request had been read whole: the one time by which it is admitted and scored. */
    submittedAt: time().notNull(),
    /** Made by the page that sent it: the same form sent twice is one submission. */
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

/** What is still to be graded. The row goes in the transaction that writes the grading. */
export const jobs = sqliteTable(
  "jobs",
  {
    submissionId: text()
      .primaryKey()
      .references(() => submissions.id),
    userId: text().notNull(),
    /** Order of arrival; a clock that is set back changes nothing. */
    ticket: integer().notNull().unique(),
    /**
     * Since when somebody is at it; null while it waits. There is one server on one file, so at its
     * start nobody is.
     */
    claimedAt: time(),
    tries: integer().notNull().default(0),
    /**
     * During an exam: the report of the visible groups, for its author, and when it was made. The
     * job then waits for its hidden groups.
     */
    visibleReport: text({ mode: "json" }).$type<Report>(),
    visibleGradedAt: time(),
  },
  (table) => [index("jobs_user").on(table.userId)],
);

export interface GroupOutcome {
  id: string;
  verdict: Verdict | "skipped";
  /** 0 to 1. */
  share: number;
}

/** One run of one version's tests over one submission. */
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
    /** The regrade that it was made for; "" for the one that every submission gets by itself. */
    runId: text().notNull().default(""),
    seed: integer().notNull(),
    /**
     * Of the hidden groups' cases; null if they were made from `seed`, before hidden groups had a
     * seed of their own.
     */
    hiddenSeed: integer(),
    engine: text().notNull(),
    /** As its author sees it: where a hidden group decided, a limit is not named. */
    verdict: text().$type<Verdict>().notNull(),
    score: real().notNull(),
    maxScore: real().notNull(),
    /** Everything, hidden groups too: `redact` before anybody but staff sees it. */
    report: text({ mode: "json" }).$type<Report>().notNull(),
    /**
     * What statistics need of the report, without reading it: the known mistake, and each group's
     * verdict and share of its points.
     */
    misconception: text(),
    groups: text({ mode: "json" }).$type<GroupOutcome[]>().notNull().default([]),
    gradedAt: time().notNull(),
    /**
     * When its visible groups had been graded, if the hidden ones came later (during an exam): what
     * its author sees as the time.
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
     * Counts the saves: one that names an older revision than is here comes from a tab that has not
     * seen it.
     */
    revision: integer().notNull(),
    savedAt: time().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.packId, table.exerciseId] })],
);

export const settings = sqliteTable("settings", {
  key: text().primaryKey(),
  value: text().notNull(),
});
