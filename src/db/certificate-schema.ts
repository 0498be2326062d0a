// Certificates that people have asked for after finishing a pack.

import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Localized } from "../../grader/doors/packs.ts";
import { time } from "./columns.ts";
import { users } from "./schema.ts";

/**
 * What a certificate says is copied when it is made, and stays when the pack changes. A withdrawn
 * one has no row.
 */
export const certificates = sqliteTable(
  "certificates",
  {
    /** 200 random bits: anyone with the address reads it. */
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** As its owner typed it; it need not be the account's name. */
    name: text().notNull(),
    packId: text().notNull(),
    packTitle: text({ mode: "json" }).$type<Localized>().notNull(),
    packVersion: text().notNull(),
    exercises: integer().notNull(),
    /** The day on which the last exercise was finished, in its owner's time zone: "2026-12-31". */
    finishedOn: text().notNull(),
    createdAt: time().notNull(),
  },
  (table) => [index("certificates_user").on(table.userId)],
);
