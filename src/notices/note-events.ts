// Which events make a notice, and for whom. Each function is called in the transaction of its
// event, so that neither exists without the other. What a reader may not see yet, such as a score
// in a running exam, is left out when it is shown or mailed (src/inbox/shown/select-notices.ts).

import { and, eq, ne } from "drizzle-orm";
import { notices } from "../db/notice-schema.ts";
import { enrolments, users } from "../db/schema.ts";
import type { Extension } from "../rules/assignment-rules.ts";
import { addNotice, selectOptionalUnread, type Writing } from "./add-notice.ts";
import { DETAILS, type ScoreCause } from "./kinds.ts";

interface Commented {
  actorId: string;
  userId: string;
  courseId: string | null;
  assignmentId: string | null;
  submissionId: string | null;
}

/** To the student: a new or changed comment. */
export function noteComment(db: Writing, comment: Commented, now: Date): void {
  const { actorId, userId, courseId, assignmentId, submissionId } = comment;
  if (actorId === userId) return;
  addNotice(
    db,
    {
      userId,
      kind: "comment",
      topic: submissionId ?? `score ${assignmentId}`,
      courseId,
      assignmentId,
      submissionId,
      detail: null,
    },
    now,
  );
}

interface Asked {
  questionId: string;
  /** The student who asks. */
  userId: string;
  courseId: string;
  assignmentId: string;
  submissionId: string;
}

/** To the student, if the staff wrote; otherwise to all staff of the course. */
export function noteMessage(db: Writing, asked: Asked & { isStudent: boolean }, now: Date): void {
  const { questionId, userId, courseId, assignmentId, submissionId, isStudent } = asked;
  const place = { topic: questionId, courseId, assignmentId, submissionId, detail: null };
  if (!isStudent) addNotice(db, { ...place, userId, kind: "answer" }, now);
  else
    for (const staffId of selectStaff(db, courseId))
      addNotice(db, { ...place, userId: staffId, kind: "question", aboutId: userId }, now);
}

export interface ScoreChange {
  userId: string;
  courseId: string;
  assignmentId: string;
  from: number | null;
  to: number | null;
  cause: ScoreCause;
}

/**
 * To the student. If an earlier change is unread and was not mailed, the two are one change; if it
 * comes to nothing, there is no notice.
 */
export function noteScore(db: Writing, change: ScoreChange, now: Date): void {
  const { userId, courseId, assignmentId, from, to, cause } = change;
  if (from === to) return;
  const name = { userId, kind: "score", topic: assignmentId } as const;
  const unread = selectOptionalUnread(db, name);
  const earlier = DETAILS.score.safeParse(unread?.detail);
  const known =
    unread !== undefined && unread.mailedAt === null && earlier.success ? earlier.data.from : from;
  if (unread !== undefined && known === to) {
    db.delete(notices).where(eq(notices.id, unread.id)).run();
    return;
  }
  addNotice(db, { ...name, courseId, assignmentId, detail: { from: known, to, cause } }, now);
}

interface Extended {
  courseId: string;
  assignmentId: string;
  userId: string;
  before: Extension | undefined;
  /** undefined: it was removed. */
  after: Extension | undefined;
}

/** To the student. */
export function noteExtension(db: Writing, extended: Extended, now: Date): void {
  const { courseId, assignmentId, userId, before, after } = extended;
  if (before?.dueAtMs === after?.dueAtMs && before?.extraAttempts === after?.extraAttempts) return;
  addNotice(
    db,
    {
      userId,
      kind: "extension",
      topic: assignmentId,
      courseId,
      assignmentId,
      detail: {
        dueAtMs: after?.dueAtMs ?? null,
        extraAttempts: after?.extraAttempts ?? 0,
        isRemoved: after === undefined,
      },
    },
    now,
  );
}

/** To the staff: a learning platform did not take a score, and it is not tried again. */
export function noteFailedSending(
  db: Writing,
  { courseId, contextId }: { courseId: string; contextId: string },
  now: Date,
): void {
  for (const userId of selectStaff(db, courseId))
    addNotice(
      db,
      { userId, kind: "sendingFailed", topic: contextId, courseId, detail: { contextId } },
      now,
    );
}

interface Failed {
  /** null: practice outside a course, which concerns the owners of the site. */
  courseId: string | null;
  assignmentId: string | null;
  submissionId: string;
  userId: string;
}

/** To the staff: Gradus could not grade a submission. */
export function noteSystemError(db: Writing, failed: Failed, now: Date): void {
  const { courseId, assignmentId, submissionId, userId: aboutId } = failed;
  const readers = courseId === null ? selectSiteOwners(db) : selectStaff(db, courseId);
  for (const userId of readers)
    addNotice(
      db,
      {
        userId,
        kind: "systemError",
        topic: assignmentId ?? "practice",
        courseId,
        assignmentId,
        submissionId,
        aboutId,
        detail: null,
      },
      now,
    );
}

function selectStaff(db: Writing, courseId: string): string[] {
  return db
    .select({ userId: enrolments.userId })
    .from(enrolments)
    .where(and(eq(enrolments.courseId, courseId), ne(enrolments.role, "student")))
    .all()
    .map(({ userId }) => userId);
}

function selectSiteOwners(db: Writing): string[] {
  return db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.siteRole, "owner"))
    .all()
    .map(({ id }) => id);
}
