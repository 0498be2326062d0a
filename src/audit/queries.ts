// What the audit log's page and export read: newest first, filtered, a page at a time. Names are looked up when it is read; the log itself has none.

import { and, desc, eq, gte, lt, or, type SQL } from "drizzle-orm";
import { selectFullNames } from "../courses/shown-name.ts";
import type { Db } from "../db/open.ts";
import { auditEvents } from "../db/teaching-schema.ts";
import type { AuditAction } from "./actions.ts";

export type AuditRow = typeof auditEvents.$inferSelect;

export interface AuditFilter {
  /** undefined: of the whole site. */
  courseId?: string;
  /** "assignment": everything that begins with it; "" for all. */
  area?: string;
  /** Who did it, or whom it is about. */
  personId?: string;
  from?: Date;
  until?: Date;
  /** Goes on after the last one of the page before. */
  beforeId?: number;
}

export const AUDIT_PAGE = 100;

export function selectAuditEvents(db: Db, filter: AuditFilter, limit = AUDIT_PAGE): AuditRow[] {
  return db.select().from(auditEvents).where(whereOf(filter)).orderBy(desc(auditEvents.id)).limit(limit).all();
}

function whereOf({ courseId, area, personId, from, until, beforeId }: AuditFilter): SQL | undefined {
  return and(
    courseId === undefined ? undefined : eq(auditEvents.courseId, courseId),
    // "." and "/" are neighbours: everything that begins with "area.".
    area === undefined || area === "" ? undefined : and(gte(auditEvents.action, `${area}.` as AuditAction), lt(auditEvents.action, `${area}/` as AuditAction)),
    personId === undefined ? undefined : or(eq(auditEvents.actorId, personId), eq(auditEvents.userId, personId)),
    from === undefined ? undefined : gte(auditEvents.at, from),
    until === undefined ? undefined : lt(auditEvents.at, until),
    beforeId === undefined ? undefined : lt(auditEvents.id, beforeId),
  );
}

/** By id, in a course as its roster has them; whoever is gone has none. */
export function selectNames(db: Db, rows: readonly Pick<AuditRow, "actorId" | "userId">[], courseId?: string): Map<string, string> {
  const ids = [...new Set(rows.flatMap(({ actorId, userId }) => [actorId, userId]).filter((id) => id !== null))];
  return selectFullNames(db, ids, courseId);
}
