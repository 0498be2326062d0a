// The table of first links to be mailed (`first_link_mails`): written in one transaction with its
// audit entry, and read by the mailer. It survives a restart.

import { and, asc, eq, isNotNull, isNull, lte, min, sql } from "drizzle-orm";
import type { Language } from "../../../grader/doors/packs.ts";
import { recordAudit } from "../../db/record-audit.ts";
import type { Db } from "../../db/open.ts";
import { courses } from "../../db/schema.ts";
import { firstLinkMails } from "../../db/roster-schema.ts";

export interface MailOrder {
  courseId: string;
  actorId: string;
  language: Language;
}

/**
 * Mails that are waiting already are left alone. With `again`, a mail that was sent or has failed
 * for good is sent once more. Returns how many were queued.
 */
export function queueMails(
  db: Db,
  { courseId, actorId, language }: MailOrder,
  userIds: string[],
  { again = false, now = new Date() }: { again?: boolean; now?: Date } = {},
): number {
  return db.transaction(
    (tx) => {
      let count = 0;
      for (const userId of userIds) {
        const fresh = {
          createdAt: now,
          createdBy: actorId,
          language,
          tries: 0,
          nextAt: now,
          error: null,
          sentAt: null,
        };
        const insert = tx.insert(firstLinkMails).values({ courseId, userId, ...fresh });
        const isDone = sql`${firstLinkMails.sentAt} is not null or ${firstLinkMails.nextAt} is null`;
        count += (
          again
            ? insert.onConflictDoUpdate({
                target: [firstLinkMails.courseId, firstLinkMails.userId],
                set: fresh,
                setWhere: isDone,
              })
            : insert.onConflictDoNothing()
        ).run().changes;
      }
      if (count > 0)
        recordAudit(tx, { action: "first-link.mail", actorId, courseId, after: { count } }, now);
      return count;
    },
    { behavior: "immediate" },
  );
}

export interface DueMail {
  courseId: string;
  courseTitle: string;
  userId: string;
  language: Language;
  tries: number;
}

/** The mail that has waited longest; undefined if none is due. An archived course sends none. */
export function selectOptionalDueMail(db: Db, now: Date): DueMail | undefined {
  return db
    .select({
      courseId: firstLinkMails.courseId,
      courseTitle: courses.title,
      userId: firstLinkMails.userId,
      language: firstLinkMails.language,
      tries: firstLinkMails.tries,
    })
    .from(firstLinkMails)
    .innerJoin(courses, eq(courses.id, firstLinkMails.courseId))
    .where(
      and(
        isNull(firstLinkMails.sentAt),
        lte(firstLinkMails.nextAt, now),
        isNull(courses.archivedAt),
      ),
    )
    .orderBy(asc(firstLinkMails.nextAt), asc(firstLinkMails.userId))
    .limit(1)
    .get();
}

/** When the next mail is due; undefined if none is waiting. */
export function selectNextMailTime(db: Db): Date | undefined {
  const row = db
    .select({ at: min(firstLinkMails.nextAt) })
    .from(firstLinkMails)
    .innerJoin(courses, eq(courses.id, firstLinkMails.courseId))
    .where(
      and(
        isNull(firstLinkMails.sentAt),
        isNotNull(firstLinkMails.nextAt),
        isNull(courses.archivedAt),
      ),
    )
    .get();
  return row?.at ?? undefined;
}

export interface MailCounts {
  sent: number;
  waiting: number;
  /** Not retried automatically. */
  failed: number;
}

/** How many of these people's mails were sent, are waiting, or failed. */
export function countMails(db: Db, courseId: string, userIds: readonly string[]): MailCounts {
  const find = db.$client.prepare<[string, string], { sent: 0 | 1; waiting: 0 | 1 }>(
    `select sent_at is not null as sent, sent_at is null and next_at is not null as waiting
    from first_link_mails where course_id = ? and user_id = ?`,
  );
  const counts = { sent: 0, waiting: 0, failed: 0 };
  for (const id of userIds) {
    const row = find.get(courseId, id);
    if (row === undefined) continue;
    if (row.sent === 1) counts.sent += 1;
    else counts[row.waiting === 1 ? "waiting" : "failed"] += 1;
  }
  return counts;
}

const cell = ({ courseId, userId }: Pick<DueMail, "courseId" | "userId">) =>
  and(eq(firstLinkMails.courseId, courseId), eq(firstLinkMails.userId, userId));

export function markSent(db: Db, mail: DueMail, now: Date): void {
  db.update(firstLinkMails).set({ sentAt: now, nextAt: null, error: null }).where(cell(mail)).run();
}

/** `nextAt` null: it is not retried automatically. */
export function markFailed(db: Db, mail: DueMail, error: string, nextAt: Date | null): void {
  db.update(firstLinkMails)
    .set({ tries: mail.tries + 1, error, nextAt })
    .where(cell(mail))
    .run();
}

/** The person has signed in meanwhile, has left, or has no address any more. */
export function dropMail(db: Db, mail: DueMail): void {
  db.delete(firstLinkMails).where(cell(mail)).run();
}
