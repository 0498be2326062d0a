// Adds one notice for one person, in the transaction of the event, and plans its mail. While a
// notice is unread, another about the same topic takes its place: ten changes in a minute are one
// notice, in one mail.

import { and, eq, isNull } from "drizzle-orm";
import { newId } from "../db/id.ts";
import { noticeMails, notices } from "../db/notice-schema.ts";
import type { Db } from "../db/open.ts";
import { MINUTE_MS } from "../durations.ts";
import { chooseDelivery, selectNoticeSettings } from "./deliveries.ts";
import type { Details, NoticeKind } from "./kinds.ts";

/** More of the same kind usually comes within minutes: comments, scores of a table. */
export const COLLECT_MS = 5 * MINUTE_MS;

const SCHEDULES = { now: "soon", daily: "daily", site: null } as const;

export type Writing = Pick<Db, "select" | "insert" | "update" | "delete">;

export interface NewNotice<K extends NoticeKind = NoticeKind> {
  userId: string;
  kind: K;
  topic: string;
  courseId: string | null;
  assignmentId?: string | null;
  submissionId?: string | null;
  aboutId?: string | null;
  detail: Details[K];
}

export function addNotice<K extends NoticeKind>(
  db: Writing,
  notice: NewNotice<K>,
  now: Date,
): void {
  const { userId, kind, topic, courseId, detail } = notice;
  const delivery = chooseDelivery(selectNoticeSettings(db, userId), kind);
  if (delivery === "off") return;
  const mailAs = SCHEDULES[delivery];
  const row = {
    courseId,
    assignmentId: notice.assignmentId ?? null,
    submissionId: notice.submissionId ?? null,
    aboutId: notice.aboutId ?? null,
    detail,
    at: now,
    mailAs,
    // What a mail has said before is not this.
    mailedAt: null,
  } as const;
  db.insert(notices)
    .values({ id: newId(), userId, kind, topic, ...row })
    .onConflictDoUpdate({
      target: [notices.userId, notices.kind, notices.topic],
      targetWhere: isNull(notices.readAt),
      set: row,
    })
    .run();
  if (mailAs === null) return;
  db.insert(noticeMails)
    .values({
      userId,
      schedule: mailAs,
      id: newId(),
      createdAt: now,
      dueAt: mailAs === "soon" ? new Date(now.getTime() + COLLECT_MS) : null,
    })
    // The mail that waits will contain it.
    .onConflictDoNothing()
    .run();
}

/** The unread one about the topic. */
export function selectOptionalUnread(
  db: Pick<Db, "select">,
  { userId, kind, topic }: Pick<NewNotice, "userId" | "kind" | "topic">,
) {
  return db
    .select()
    .from(notices)
    .where(
      and(
        eq(notices.userId, userId),
        eq(notices.kind, kind),
        eq(notices.topic, topic),
        isNull(notices.readAt),
      ),
    )
    .get();
}
