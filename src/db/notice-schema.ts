// Notices, the mails that are made of them, and the addresses of calendars.
//
//   notices          what a person is to know; the page, the badge and the mails are made from it
//   notice_mails     the queue of mails: at most one row a person and schedule waits
//   notice_settings  what a person wants by mail; no row: the defaults
//   calendar_feeds   the secret address of a person's due times

import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { time } from "./columns.ts";
import { assignments, courses, users } from "./schema.ts";
import { submissions } from "./submission-schema.ts";

/** soon: a few minutes after the event. daily: with others, at the person's hour. */
export const MAIL_SCHEDULES = ["soon", "daily"] as const;
export type MailSchedule = (typeof MAIL_SCHEDULES)[number];

export const notices = sqliteTable(
  "notices",
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** One of NOTICE_KINDS (src/notices/kinds.ts). */
    kind: text().notNull(),
    /** What it is about. While a notice is unread, another with the same topic takes its place. */
    topic: text().notNull(),
    courseId: text().references(() => courses.id, { onDelete: "cascade" }),
    assignmentId: text().references(() => assignments.id, { onDelete: "cascade" }),
    submissionId: text().references(() => submissions.id, { onDelete: "cascade" }),
    /** The student whom a notice for staff is about: it goes with them. */
    aboutId: text(),
    /** Read with the kind's schema. */
    detail: text({ mode: "json" }).$type<unknown>(),
    at: time().notNull(),
    readAt: time(),
    /** The mail that is to contain it; null: none, or it was sent. */
    mailAs: text({ enum: MAIL_SCHEDULES }),
    mailedAt: time(),
  },
  (table) => [
    uniqueIndex("notices_unread")
      .on(table.userId, table.kind, table.topic)
      .where(sql`read_at is null`),
    index("notices_user").on(table.userId, table.at),
    index("notices_once").on(table.kind, table.topic),
    index("notices_submission").on(table.submissionId),
    index("notices_about").on(table.aboutId),
    index("notices_mail")
      .on(table.userId, table.mailAs)
      .where(sql`mail_as is not null`),
  ],
);

export const noticeMails = sqliteTable(
  "notice_mails",
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    schedule: text({ enum: MAIL_SCHEDULES }).notNull(),
    /** In the Message-ID: a mail that is sent twice can be recognized. */
    id: text().notNull(),
    createdAt: time().notNull(),
    /** null: the sender has not computed the person's hour yet. */
    dueAt: time(),
    tries: integer().notNull().default(0),
    /** Why the last try failed: a code. */
    error: text(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.schedule] }),
    index("notice_mails_due").on(table.dueAt),
  ],
);

export const noticeSettings = sqliteTable("notice_settings", {
  userId: text()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** By kind; kinds that are missing have their default. */
  deliveries: text({ mode: "json" }).$type<unknown>().notNull(),
  /** From 0 to 23, in the site's time zone. */
  dailyHour: integer().notNull(),
  /** The mail server refused this address for good, with this code: it gets no more mail. */
  refusedAddress: text(),
  refusedCode: text(),
  refusedAt: time(),
});

export const calendarFeeds = sqliteTable("calendar_feeds", {
  userId: text()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Of the secret in the address, which is not stored. */
  hash: text().notNull().unique(),
  createdAt: time().notNull(),
  usedAt: time(),
});
