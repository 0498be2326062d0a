// The rows of `notice_mails` as a queue. A row says only that a person is due a mail; what it
// contains is read when it is sent. While a mail is being sent its row is due again after a while,
// in case this process ends in the middle. Rows survive a restart.

import {
  and,
  asc,
  count,
  desc,
  eq,
  inArray,
  isNotNull,
  isNull,
  lte,
  notInArray,
  sql,
} from "drizzle-orm";
import { newId } from "../../db/id.ts";
import { type MailSchedule, noticeMails, notices, noticeSettings } from "../../db/notice-schema.ts";
import type { Db } from "../../db/open.ts";
import { HOUR_MS, MINUTE_MS } from "../../durations.ts";
import { COLLECT_MS } from "../../notices/add-notice.ts";
import { USUAL_HOUR } from "../../notices/deliveries.ts";
import { computeDigestMs } from "./digest-time.ts";

const LEASE_MS = 5 * MINUTE_MS;
/** The delay after the first try, the second …: for three days. */
const RETRY_AFTER_MS: readonly number[] = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  ...Array.from({ length: 12 }, () => 6 * HOUR_MS),
];

export type QueuedMail = typeof noticeMails.$inferSelect;
type MailName = Pick<QueuedMail, "userId" | "schedule">;

const isMail = ({ userId, schedule }: MailName) =>
  and(eq(noticeMails.userId, userId), eq(noticeMails.schedule, schedule));
const isIn = ({ userId, schedule }: MailName) =>
  and(eq(notices.userId, userId), eq(notices.mailAs, schedule));

/** Gives new daily mails the hour that their readers chose. */
export function scheduleDailies(db: Db, timeZone: string): void {
  const rows = db
    .select({
      userId: noticeMails.userId,
      schedule: noticeMails.schedule,
      createdAt: noticeMails.createdAt,
      hour: noticeSettings.dailyHour,
    })
    .from(noticeMails)
    .leftJoin(noticeSettings, eq(noticeSettings.userId, noticeMails.userId))
    .where(isNull(noticeMails.dueAt))
    .all();
  for (const row of rows) {
    const dueMs = computeDigestMs(row.createdAt.getTime(), row.hour ?? USUAL_HOUR, timeZone);
    db.update(noticeMails)
      .set({ dueAt: new Date(dueMs) })
      .where(isMail(row))
      .run();
  }
}

/** The one that has waited longest; undefined if none is due. */
export function selectOptionalDueMail(db: Db, now: Date): QueuedMail | undefined {
  return db
    .select()
    .from(noticeMails)
    .where(lte(noticeMails.dueAt, now))
    .orderBy(asc(noticeMails.dueAt))
    .limit(1)
    .get();
}

export function leaseMail(db: Db, mail: MailName, now: Date): void {
  db.update(noticeMails)
    .set({ dueAt: new Date(now.getTime() + LEASE_MS) })
    .where(isMail(mail))
    .run();
}

export interface Finished {
  /** The notices that it contained, or that need no mail; "all": everything that waited. */
  done: readonly string[] | "all";
  /** Those that a running exam hides. */
  held: readonly string[];
  heldUntilMs: number | null;
  isSent: boolean;
  /** When its notices were read from the database: what changed since is for the next mail. */
  readAt: Date;
}

/** Removes the row; if notices are left, the next mail waits in its place. */
export function finishMail(
  db: Db,
  mail: QueuedMail,
  { done, held, heldUntilMs, isSent, readAt }: Finished,
  now: Date,
): void {
  db.transaction(
    () => {
      db.update(notices)
        .set({ mailAs: null, ...(isSent ? { mailedAt: now } : {}) })
        .where(
          and(
            isIn(mail),
            lte(notices.at, readAt),
            done === "all" ? notInArray(notices.id, [...held]) : inArray(notices.id, [...done]),
          ),
        )
        .run();
      const left = db.select({ at: notices.at, id: notices.id }).from(notices).where(isIn(mail));
      const rest = left.all();
      if (rest.length === 0) {
        db.delete(noticeMails).where(isMail(mail)).run();
        return;
      }
      const isAllHeld = rest.every(({ id }) => held.includes(id));
      db.update(noticeMails)
        .set({
          id: newId(),
          createdAt: now,
          tries: 0,
          error: null,
          dueAt: chooseNext(mail.schedule, isAllHeld ? heldUntilMs : null, now),
        })
        .where(isMail(mail))
        .run();
    },
    { behavior: "immediate" },
  );
}

/** null: a daily one, at its reader's hour. The end of an exam may move. */
function chooseNext(schedule: MailSchedule, heldUntilMs: number | null, now: Date): Date | null {
  const nowMs = now.getTime();
  if (heldUntilMs !== null) return new Date(Math.min(heldUntilMs + 1, nowMs + HOUR_MS));
  return schedule === "daily" ? null : new Date(nowMs + COLLECT_MS);
}

/**
 * The mail is tried again later. `isOfServer`: so are all others that are due, because the mail
 * server would refuse them too. After the last try it is given up: the notices stay on the site.
 */
export function failMail(
  db: Db,
  mail: QueuedMail,
  { code, isOfServer }: { code: string; isOfServer: boolean },
  now: Date,
): void {
  db.transaction(
    () => {
      const others = isOfServer
        ? db.select().from(noticeMails).where(lte(noticeMails.dueAt, now)).all()
        : [];
      for (const row of [mail, ...others]) {
        const retryMs = RETRY_AFTER_MS[row.tries];
        if (retryMs === undefined) giveUp(db, row);
        else
          db.update(noticeMails)
            .set({ tries: row.tries + 1, error: code, dueAt: new Date(now.getTime() + retryMs) })
            .where(isMail(row))
            .run();
      }
    },
    { behavior: "immediate" },
  );
}

function giveUp(db: Db, mail: MailName): void {
  db.update(notices).set({ mailAs: null }).where(isIn(mail)).run();
  db.delete(noticeMails).where(isMail(mail)).run();
}

/** No mail to this person waits any more. */
export function dropMails(db: Pick<Db, "update" | "delete">, userId: string): void {
  db.update(notices)
    .set({ mailAs: null })
    .where(and(eq(notices.userId, userId), isNotNull(notices.mailAs)))
    .run();
  db.delete(noticeMails).where(eq(noticeMails.userId, userId)).run();
}

/** On a site without a mail server none is ever sent. */
export function dropAllMails(db: Db): void {
  db.transaction(
    () => {
      db.update(notices).set({ mailAs: null }).where(isNotNull(notices.mailAs)).run();
      db.delete(noticeMails).run();
    },
    { behavior: "immediate" },
  );
}

export interface MailQueueState {
  waiting: number;
  failed: number;
  /** By code, those with the most mails first. */
  failures: { code: string; mails: number; nextAt: Date; since: Date }[];
  /** Addresses that the mail server refused for good. */
  refused: number;
}

export function selectQueueState(db: Db): MailQueueState {
  const { waiting } = db.select({ waiting: count() }).from(noticeMails).get()!;
  const { refused } = db
    .select({ refused: count() })
    .from(noticeSettings)
    .where(isNotNull(noticeSettings.refusedAddress))
    .get()!;
  const failures = db
    .select({
      code: sql<string>`${noticeMails.error}`,
      mails: count(),
      nextAt: sql<number>`min(${noticeMails.dueAt})`,
      since: sql<number>`min(${noticeMails.createdAt})`,
    })
    .from(noticeMails)
    .where(isNotNull(noticeMails.error))
    .groupBy(noticeMails.error)
    .orderBy(desc(count()))
    .all()
    .map((row) => ({ ...row, nextAt: new Date(row.nextAt), since: new Date(row.since) }));
  return {
    waiting,
    failed: failures.reduce((sum, { mails }) => sum + mails, 0),
    failures,
    refused,
  };
}

/** The site owner asks for it. Returns how many. */
export function retryFailed(db: Db, now = new Date()): number {
  return db.update(noticeMails).set({ dueAt: now }).where(isNotNull(noticeMails.error)).run()
    .changes;
}
