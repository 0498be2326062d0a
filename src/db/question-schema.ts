// Questions of students to the staff of their course. Each is a thread at one place of a submission
// (src/questions/place.ts).
//
// Status is derived (src/questions/question-state.ts): done if `doneAt` is set, otherwise waiting if
// `waitingSince` is set, otherwise answered.

import { sql } from "drizzle-orm";
import { index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Localized } from "../../grader/doors/packs.ts";
import { time } from "./columns.ts";
import { assignments, users } from "./schema.ts";
import { submissions } from "./submission-schema.ts";

export const questions = sqliteTable(
  "questions",
  {
    id: text().primaryKey(),
    assignmentId: text()
      .notNull()
      .references(() => assignments.id),
    /** The student who asks: the author of the submission. */
    userId: text()
      .notNull()
      .references(() => users.id),
    submissionId: text()
      .notNull()
      .references(() => submissions.id),
    /** As `formatPlace` writes it. */
    place: text().notNull(),
    /** What the report called the test or the group; null for other places. */
    title: text({ mode: "json" }).$type<Localized>(),
    createdAt: time().notNull(),
    /** When the student wrote the first message that is not answered; null: all are. */
    waitingSince: time(),
    doneAt: time(),
    doneBy: text(),
  },
  (table) => [
    uniqueIndex("questions_place").on(table.submissionId, table.place),
    index("questions_user").on(table.userId),
    index("questions_assignment").on(table.assignmentId, table.doneAt, table.waitingSince),
  ],
);

export const questionMessages = sqliteTable(
  "question_messages",
  {
    id: text().primaryKey(),
    questionId: text()
      .notNull()
      .references(() => questions.id, { onDelete: "cascade" }),
    authorId: text()
      .notNull()
      .references(() => users.id),
    text: text().notNull(),
    postedAt: time().notNull(),
    /** When the student first saw it; their own count as seen. null: it is new to them. */
    seenAt: time(),
  },
  (table) => [
    index("question_messages_question").on(table.questionId, table.postedAt),
    index("question_messages_new")
      .on(table.questionId)
      .where(sql`seen_at is null`),
  ],
);

/** Orders messages of the same millisecond as they were written. */
export const messageRow = sql<number>`question_messages.rowid`;
