// The hints that people have opened. The hints themselves are in pack-schema.ts (`exercises`).

import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { time } from "./columns.ts";
import { assignments, users } from "./schema.ts";

/** One hint that a person has opened, with the time of the first opening. */
export const hintViews = sqliteTable(
  "hint_views",
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    packId: text().notNull(),
    exerciseId: text().notNull(),
    /** The function that the hint is about. */
    exportName: text().notNull(),
    step: text({ enum: ["nudge", "idea", "formula"] }).notNull(),
    /** The assignment on whose page it was opened; null: on the page of the exercise itself. */
    assignmentId: text().references(() => assignments.id),
    openedAt: time().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.userId, table.packId, table.exerciseId, table.exportName, table.step],
    }),
    index("hint_views_exercise").on(table.packId, table.exerciseId),
  ],
);
