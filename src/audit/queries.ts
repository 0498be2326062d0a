// Reads the audit log for its page and its export: filtered, newest first, one page at a time. The
// log contains no names; they are looked up here.

import { and, desc, eq, gte, inArray, lt, or, type SQL } from "drizzle-orm";
import { selectFullNames } from "../membership/shown-name.ts";
import type { Db } from "../db/open.ts";
import { auditEvents } from "../db/audit-schema.ts";
import type { AuditAction } from "../db/audit-actions.ts";

export type AuditRow = typeof auditEvents.$inferSelect;

export interface AuditFilter {
  /** undefined: the whole site. */
  courseId?: string;
  /** "assignment": actions that begin with "assignment."; "" for all. */
  area?: string;
  /**
   * Entries by this person or about them: the ids of their account and of accounts that were merged
   * into it.
   */
  personIds?: string[];
  from?: Date;
  until?: Date;
  /** The last id of the previous page. */
  beforeId?: number;
}

export const AUDIT_PAGE = 100;

export function selectAuditEvents(db: Db, filter: AuditFilter, limit = AUDIT_PAGE): AuditRow[] {
  return db
    .select()
    .from(auditEvents)
    .where(buildFilter(filter))
    .orderBy(desc(auditEvents.id))
    .limit(limit)
    .all();
}

function buildFilter({
  courseId,
  area,
  personIds,
  from,
  until,
  beforeId,
}: AuditFilter): SQL | undefined {
  return and(
    courseId === undefined ? undefined : eq(auditEvents.courseId, courseId),
    // "/" is the character after ".", so this selects everything that begins with "area.".
    area === undefined || area === ""
      ? undefined
      : and(
          gte(auditEvents.action, `${area}.` as AuditAction),
          lt(auditEvents.action, `${area}/` as AuditAction),
        ),
    personIds === undefined
      ? undefined
      : or(inArray(auditEvents.actorId, personIds), inArray(auditEvents.userId, personIds)),
    from === undefined ? undefined : gte(auditEvents.at, from),
    until === undefined ? undefined : lt(auditEvents.at, until),
    beforeId === undefined ? undefined : lt(auditEvents.id, beforeId),
  );
}

/** By id; in a course, the names on its roster. Deleted users have no name. */
export function selectNames(
  db: Db,
  rows: readonly Pick<AuditRow, "actorId" | "userId">[],
  courseId?: string,
): Map<string, string> {
  const ids = [
    ...new Set(
      rows.flatMap(({ actorId, userId }) => [actorId, userId]).filter((id) => id !== null),
    ),
  ];
  const names = selectFullNames(db, ids, courseId);
  for (const id of ids) {
    const into = names.has(id) ? undefined : selectMergedInto(db, id);
    const name = into === undefined ? undefined : selectFullNames(db, [into], courseId).get(into);
    if (name !== undefined) names.set(id, name);
  }
  return names;
}

/**
 * The account that this one was merged into, following later merges to the last; undefined if it
 * was never merged.
 */
function selectMergedInto(db: Db, id: string): string | undefined {
  const find = db.$client
    .prepare<[string], string>(
      `select after ->> '$.into' from audit_events
      where user_id = ? and action = 'person.merge' and after ->> '$.into' is not null
      order by id desc limit 1`,
    )
    .pluck();
  let into = find.get(id);
  for (let next = into; next !== undefined; next = find.get(next)) into = next;
  return into;
}

/** The id of this account, and the ids of all accounts that were merged into it. */
export function selectMergedIds(db: Db, id: string): string[] {
  const find = db.$client
    .prepare<[string], string>(
      `select before ->> '$.from' from audit_events
      where user_id = ? and action = 'person.merge' and before ->> '$.from' is not null`,
    )
    .pluck();
  const ids = [id];
  for (let i = 0; i < ids.length; i += 1)
    ids.push(...find.all(ids[i]!).filter((one) => !ids.includes(one)));
  return ids;
}
