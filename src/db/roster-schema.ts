// The tables of a course's roster: seats not taken yet, and first links to be mailed.

import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Language } from "../../grader/doors/packs.ts";
import { COURSE_ROLES, courses, users } from "./schema.ts";
import { time } from "./columns.ts";

/**
 * A line of a roster that matches an account whose owner is not verified. It gives a seat only
 * after verification: by a verified address, by signing in through the institution, by its one-time
 * link, or by staff.
 */
export const rosterSeats = sqliteTable(
  "roster_seats",
  {
    id: text().primaryKey(),
    courseId: text()
      .notNull()
      .references(() => courses.id, { onDelete: "cascade" }),
    /** As on the roster; "" for missing fields. */
    name: text().notNull(),
    username: text().notNull(),
    email: text().notNull(),
    section: text(),
    role: text({ enum: COURSE_ROLES }).notNull().default("student"),
    /** The account that claims this line. */
    claimedBy: text().references(() => users.id, { onDelete: "set null" }),
    /** The hash of the one-time link's secret; null if no link was created. */
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
 * First links that are to be mailed. A link's secret is created when it is sent, so a mailing that
 * a restart interrupts can continue without stored secrets.
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
    /** The language of the mail: that of the staff member who requested it. */
    language: text().$type<Language>().notNull().default("en"),
    tries: integer().notNull().default(0),
    /** When the next try is due; null: no automatic try, because it has failed too often. */
    nextAt: time(),
    /** Why the last try failed; null if none has. */
    error: text(),
    sentAt: time(),
  },
  (table) => [primaryKey({ columns: [table.courseId, table.userId] })],
);
