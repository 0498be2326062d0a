// The tables of people, courses and assignments. Times are milliseconds since 1970 in UTC
// (better-auth's are too, as dates). Ids are random text (id.ts), so an address reveals nothing.
// `npm run migration` writes the difference to the last migration into migrations/.
//
//   users                             accounts, guests included (isAnonymous)
//   courses, enrolments, join_links   who takes part, and in which role
//   assignments                       which exercises a course sets
//   settings                          a few values that the server makes itself
//
// The other tables: auth-schema.ts (how people sign in), pack-schema.ts (what is published),
// submission-schema.ts (code, jobs and results), teaching-schema.ts (scores, extensions, regrades),
// hint-schema.ts (opened hints), question-schema.ts (questions to the staff), certificate-schema.ts,
// notice-schema.ts (notices and their mails),
// roster-schema.ts (seats not taken yet), lti-schema.ts (learning platforms), similarity-schema.ts,
// audit-schema.ts.

import { index, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Language } from "../../grader/doors/packs.ts";
import type { Rules } from "../rules/assignment-rules.ts";
import type { HintRule } from "../rules/hint-rule.ts";
import { time } from "./columns.ts";
import { versions } from "./pack-schema.ts";

// ---- people ------------------------------------------------------------------------------------
export const SITE_ROLES = ["owner", "courseCreator"] as const;
export type SiteRole = (typeof SITE_ROLES)[number];

export const users = sqliteTable("users", {
  id: text().primaryKey(),
  name: text().notNull(),
  /** If someone signed up with a username only: an invented address that never gets mail. */
  email: text().notNull().unique(),
  emailVerified: integer({ mode: "boolean" }).notNull().default(false),
  image: text(),
  createdAt: time().notNull(),
  updatedAt: time().notNull(),
  username: text().unique(),
  displayUsername: text(),
  /** A guest: someone who tried an exercise and has no account yet. */
  isAnonymous: integer({ mode: "boolean" }).default(false),
  /**
   * owner: of the whole site. courseCreator: may create courses and nothing else. The role in a
   * course is in `enrolments`.
   */
  siteRole: text({ enum: SITE_ROLES }),
  /**
   * The course whose roster created this account; null if the person signed up, or if it is
   * unknown. The staff of that course hand out the first sign-in link until it is used.
   */
  madeByCourse: text(),
  language: text().$type<Language>(),
  timeZone: text(),
});

// ---- courses -----------------------------------------------------------------------------------
export const COURSE_ROLES = ["owner", "instructor", "assistant", "student"] as const;
export type CourseRole = (typeof COURSE_ROLES)[number];

export const courses = sqliteTable("courses", {
  id: text().primaryKey(),
  title: text().notNull(),
  /** The time zone of its dates, such as "Asia/Shanghai". */
  timeZone: text().notNull().default("UTC"),
  /** The language of the titles in exports, for every reader: platforms match columns by title. */
  language: text().$type<Language>().notNull().default("en"),
  createdAt: time().notNull(),
  /**
   * The course is over: staff and students can read everything, and nothing can be sent or changed.
   */
  archivedAt: time(),
});

/** The columns by which Canvas identifies a student, as in its own export. */
export interface CanvasIdentity {
  /**
   * The fields are "Student", "ID", "SIS User ID", "SIS Login ID" and "Section", unchanged from the
   * file; "" if the file has no such column.
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
    /** The section, such as "Lab 2", by which staff filter and give extensions; null for none. */
    section: text(),
    /**
     * The name on the roster. It does not change with the name of the account; null for someone on
     * no roster.
     */
    rosterName: text(),
    /**
     * How the course's Canvas identifies this student, read from an uploaded Canvas gradebook; null
     * until one is uploaded.
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
     * The secret part of the address. Stored as plain text, because staff show it again and it only
     * gives a seat in the course.
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

// ---- assignments -------------------------------------------------------------------------------
export const SOLUTION_RULES = ["never", "afterPassing", "afterDue"] as const;

/** One exercise in one course: its rules, its points, and the version of the tests that scores it. */
export const assignments = sqliteTable(
  "assignments",
  {
    id: text().primaryKey(),
    courseId: text()
      .notNull()
      .references(() => courses.id),
    /** null for the exercise's own title, in the reader's language. */
    title: text(),
    packId: text().notNull(),
    exerciseId: text().notNull(),
    /**
     * The pinned version. It scores every attempt, regardless of when the attempt was submitted.
     */
    versionHash: text()
      .notNull()
      .references(() => versions.hash),
    /** The regrade that set this version; null if none has. */
    regradeId: text(),
    rules: text({ mode: "json" }).$type<Rules>().notNull(),
    /** The points for a full score. */
    points: real().notNull(),
    /** Its share of the course's total, relative to the other assignments' weights. */
    weight: real().notNull().default(1),
    position: integer().notNull(),
    /** In an exam, hidden tests show nothing, not even the verdict, before the last due time. */
    isExam: integer({ mode: "boolean" }).notNull().default(false),
    /** When students may read the reference solution and the accepted examples. */
    solutions: text({ enum: SOLUTION_RULES }).notNull().default("never"),
    /** When students may open hints. */
    hints: text({ mode: "json" }).$type<HintRule>().notNull().default({ kind: "on" }),
    /** Whether students may ask what the reference answers to a test's input that they change. */
    mayAskReference: integer({ mode: "boolean" }).notNull().default(false),
    /** One line from the staff, shown above the exercise; "" for none. */
    announcement: text().notNull().default(""),
    /**
     * The title of its column in exports, stored at the first export so that later ones use the
     * same; null before.
     */
    exportTitle: text(),
    /**
     * The title of its column in the course's Canvas, with Canvas's id in parentheses; null until a
     * Canvas gradebook is uploaded.
     */
    canvasColumn: text(),
    /** Counts the changes. A save names the revision it was based on. */
    revision: integer().notNull().default(1),
    createdAt: time().notNull(),
    /**
     * When it was removed from the course. Nothing more can be sent, it no longer counts, and earlier
     * submissions stay readable.
     */
    removedAt: time(),
  },
  (table) => [
    index("assignments_course").on(table.courseId, table.position),
    index("assignments_exercise").on(table.packId, table.exerciseId),
  ],
);

export const settings = sqliteTable("settings", {
  key: text().primaryKey(),
  value: text().notNull(),
});
