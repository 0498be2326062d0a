// The table of the audit log: who changed what. Rows are only added, and contain ids, not names.

import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AuditAction } from "./audit-actions.ts";
import { time } from "./columns.ts";

/**
 * Entries are only added: triggers in the database refuse anything else. They contain only ids, so
 * that a person's data can be deleted without changing them.
 */
export const auditEvents = sqliteTable(
  "audit_events",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: time().notNull(),
    /** null: the server itself. */
    actorId: text(),
    courseId: text(),
    assignmentId: text(),
    /** The user whom the entry concerns. */
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
