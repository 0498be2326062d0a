// Writes an entry of the audit log in the transaction of the change, so that neither exists without
// the other.

import type { Db } from "./open.ts";
import { auditEvents } from "./audit-schema.ts";
import type { AuditAction } from "./audit-actions.ts";

export interface AuditEntry {
  action: AuditAction;
  /** null: the server itself. */
  actorId: string | null;
  courseId?: string | null;
  assignmentId?: string | null;
  /** The user whom the entry concerns. */
  userId?: string | null;
  /** The old and the new value: only ids, numbers and dates; never names or code. */
  before?: unknown;
  after?: unknown;
}

export function recordAudit(db: Pick<Db, "insert">, entry: AuditEntry, at = new Date()): void {
  if (entry.actorId === "") throw new Error(`${entry.action}: an audit entry needs its actor`);
  db.insert(auditEvents)
    .values({ at, ...entry })
    .run();
}
