// One entry of the audit log, written in the transaction of what it tells of: neither is there
// without the other.

import type { Db } from "./open.ts";
import { auditEvents } from "./teaching-schema.ts";
import type { AuditAction } from "./audit-actions.ts";

export interface AuditEntry {
  action: AuditAction;
  /** null: the server by itself. */
  actorId: string | null;
  courseId?: string | null;
  assignmentId?: string | null;
  /** Whom it is about. */
  userId?: string | null;
  /** What it was, and what it is now: ids, numbers, dates; no names, no code. */
  before?: unknown;
  after?: unknown;
}

export function recordAudit(db: Pick<Db, "insert">, entry: AuditEntry, at = new Date()): void {
  if (entry.actorId === "") throw new Error(`${entry.action}: an audit entry needs its actor`);
  db.insert(auditEvents)
    .values({ at, ...entry })
    .run();
}
