// Published packs, their exercises, and every version that was ever used for grading.

import { integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Hints, Localized } from "../../grader/doors/packs.ts";
import { time } from "./columns.ts";

export const packs = sqliteTable("packs", {
  id: text().primaryKey(),
  title: text({ mode: "json" }).$type<Localized>().notNull(),
  version: text().notNull(),
  position: integer().notNull(),
  publishedAt: time().notNull(),
  /** When its folder was found missing. Submissions to its exercises stay readable. */
  withdrawnAt: time(),
});

/** The version of each exercise that is offered now. */
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
    /** The newest hints; they are shown for every version. null: none. */
    hints: text({ mode: "json" }).$type<Hints>(),
  },
  (table) => [primaryKey({ columns: [table.packId, table.id] })],
);

/**
 * One version of an exercise, identified by the hash of its files. The data folder stores the files
 * under that hash.
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
