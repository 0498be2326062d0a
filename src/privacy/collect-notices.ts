// The notices of a person, what they want by mail, and their calendar. The calendar's secret is not
// stored; its hash stays out, as those of tokens do.

import { asc, eq } from "drizzle-orm";
import { calendarFeeds, noticeMails, notices, noticeSettings } from "../db/notice-schema.ts";
import type { Db } from "../db/open.ts";

export function collectNotices(db: Db, userId: string) {
  return db
    .select({
      kind: notices.kind,
      course: notices.courseId,
      assignment: notices.assignmentId,
      submission: notices.submissionId,
      detail: notices.detail,
      at: notices.at,
      readAt: notices.readAt,
      mailedAt: notices.mailedAt,
    })
    .from(notices)
    .where(eq(notices.userId, userId))
    .orderBy(asc(notices.at), asc(notices.id))
    .all();
}

export function collectNoticeSettings(db: Db, userId: string) {
  return db
    .select({
      deliveries: noticeSettings.deliveries,
      dailyHour: noticeSettings.dailyHour,
      refusedAddress: noticeSettings.refusedAddress,
      refusedCode: noticeSettings.refusedCode,
      refusedAt: noticeSettings.refusedAt,
    })
    .from(noticeSettings)
    .where(eq(noticeSettings.userId, userId))
    .all();
}

/** Those that wait. */
export function collectNoticeMails(db: Db, userId: string) {
  return db
    .select({
      schedule: noticeMails.schedule,
      createdAt: noticeMails.createdAt,
      dueAt: noticeMails.dueAt,
      tries: noticeMails.tries,
      error: noticeMails.error,
    })
    .from(noticeMails)
    .where(eq(noticeMails.userId, userId))
    .all();
}

export function collectCalendar(db: Db, userId: string) {
  return db
    .select({ createdAt: calendarFeeds.createdAt, usedAt: calendarFeeds.usedAt })
    .from(calendarFeeds)
    .where(eq(calendarFeeds.userId, userId))
    .all();
}
