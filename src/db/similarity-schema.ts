// The tables of the comparison of submissions: its runs, and the pairs that staff dismissed.

import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { assignments, users } from "./schema.ts";
import { time } from "./columns.ts";

/**
 * The last comparison of an assignment's submissions; repeated if `inputHash` differs from that of
 * the current submissions.
 */
export const similarityRuns = sqliteTable("similarity_runs", {
  assignmentId: text()
    .primaryKey()
    .references(() => assignments.id),
  inputHash: text().notNull(),
  computedAt: time().notNull(),
  result: text({ mode: "json" }).$type<unknown>().notNull(),
});

/** A pair that staff have dismissed; `userA` < `userB`. */
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
