// Writes the exceptions of the demo's course: an extension, a score by hand, a comment;
// and their notices.

import { recordAudit } from "../db/record-audit.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { extensions, overrides } from "../db/teaching-schema.ts";
import { addComment } from "../comments/queries.ts";
import { noteExtension, noteScore } from "../notices/note-events.ts";
import { DAY_MS } from "../durations.ts";
import type { Sent } from "./write-attempt.ts";
import type { DemoWords } from "./words.ts";

interface Exceptions {
  courseId: string;
  assignmentIds: string[];
  studentIds: string[];
  teacherId: string;
  words: DemoWords;
  firstSubmission: Sent;
  dueAtMs: number;
  now: Date;
}

export function writeExtension(
  db: Db,
  { courseId, assignmentIds, studentIds, teacherId, words, dueAtMs, now }: Exceptions,
): void {
  const userId = studentIds[8]!;
  const assignmentId = assignmentIds[2]!;
  const until = dueAtMs + 3 * DAY_MS;
  db.insert(extensions)
    .values({
      assignmentId,
      userId,
      dueAt: new Date(until),
      extraAttempts: 0,
      reason: words.extensionReason,
      createdAt: now,
      createdBy: teacherId,
    })
    .run();
  recordAudit(
    db,
    {
      action: "extension.set",
      actorId: teacherId,
      courseId,
      assignmentId,
      userId,
      after: { dueAtMs: until },
    },
    now,
  );
  const after = { dueAtMs: until, extraAttempts: 0 };
  noteExtension(db, { courseId, assignmentId, userId, before: undefined, after }, now);
}

export function writeOverride(
  db: Db,
  { courseId, assignmentIds, studentIds, teacherId, words, now }: Exceptions,
): void {
  const userId = studentIds[3]!;
  const assignmentId = assignmentIds[2]!;
  db.insert(overrides)
    .values({
      id: newId(),
      assignmentId,
      userId,
      points: 85,
      reason: words.overrideReason,
      createdAt: now,
      createdBy: teacherId,
    })
    .run();
  recordAudit(
    db,
    {
      action: "override.set",
      actorId: teacherId,
      courseId,
      assignmentId,
      userId,
      after: { points: 85 },
    },
    now,
  );
  noteScore(db, { courseId, assignmentId, userId, from: null, to: 85, cause: "override" }, now);
}

export function writeComment(
  db: Db,
  { courseId, teacherId, words, firstSubmission, now }: Exceptions,
): void {
  addComment(
    db,
    {
      actorId: teacherId,
      courseId,
      assignmentId: firstSubmission.assignmentId,
      userId: firstSubmission.userId,
      submissionId: firstSubmission.id,
      line: 1,
      text: words.comment,
    },
    now,
  );
}
