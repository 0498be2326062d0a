// Writes messages and states of questions. What staff do is also written to the audit log, without
// the text: it is private to the student and the staff.

import { and, desc, eq } from "drizzle-orm";
import type { Localized } from "../../grader/doors/packs.ts";
import type { AuditAction } from "../db/audit-actions.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { assignments } from "../db/schema.ts";
import { messageRow, questionMessages, questions } from "../db/question-schema.ts";
import { recordAudit } from "../db/record-audit.ts";
import { noteMessage } from "../notices/note-events.ts";

type Row = typeof questions.$inferSelect;

interface Message {
  actorId: string;
  text: string;
}

interface NewQuestion extends Message {
  submission: { id: string; userId: string };
  assignmentId: string;
  place: string;
  title: Localized | null;
}

/**
 * By the student. A place has one question: if there is one, the message is added to it. Returns its
 * id.
 */
export function askQuestion(db: Db, asked: NewQuestion, now = new Date()): string {
  const { submission, assignmentId, place, title } = asked;
  return db.transaction(
    (tx) => {
      const found = tx
        .select()
        .from(questions)
        .where(and(eq(questions.submissionId, submission.id), eq(questions.place, place)))
        .get();
      const question =
        found ??
        tx
          .insert(questions)
          .values({
            id: newId(),
            assignmentId,
            userId: submission.userId,
            submissionId: submission.id,
            place,
            title,
            createdAt: now,
            waitingSince: now,
          })
          .returning()
          .get();
      if (write(tx, question, asked, now)) note(tx, question, asked.actorId, now);
      return question.id;
    },
    { behavior: "immediate" },
  );
}

interface ByActor {
  courseId: string;
  submissionId: string;
  questionId: string;
}

/** By the student or by staff. Nothing happens if the submission has no such question. */
export function replyToQuestion(db: Db, reply: ByActor & Message, now = new Date()): void {
  change(db, reply, (tx, question) => {
    if (!write(tx, question, reply, now)) return;
    audit(tx, "question.answer", question, reply, now);
    note(tx, question, reply.actorId, now);
  });
}

/** A question that is done already stays as it is. False if the submission has no such question. */
export function markAsDone(db: Db, done: ByActor & { actorId: string }, now = new Date()): boolean {
  return change(db, done, (tx, question) => {
    if (question.doneAt !== null) return;
    set(tx, question, { doneAt: now, doneBy: done.actorId });
    audit(tx, "question.done", question, done, now);
  });
}

/** From then on it waits for an answer. False if the submission has no such question. */
export function openAgain(
  db: Db,
  opened: ByActor & { actorId: string },
  now = new Date(),
): boolean {
  return change(db, opened, (tx, question) => {
    if (question.doneAt === null) return;
    set(tx, question, { doneAt: null, doneBy: null, waitingSince: now });
    audit(tx, "question.open", question, opened, now);
  });
}

type Tx = Pick<Db, "select" | "insert" | "update" | "delete">;

function change(
  db: Db,
  { submissionId, questionId }: ByActor,
  apply: (tx: Tx, question: Row) => void,
): boolean {
  return db.transaction(
    (tx) => {
      const question = tx
        .select()
        .from(questions)
        .where(and(eq(questions.id, questionId), eq(questions.submissionId, submissionId)))
        .get();
      if (question === undefined) return false;
      apply(tx, question);
      return true;
    },
    { behavior: "immediate" },
  );
}

/**
 * A message of the student opens the question again; one of the staff leaves it done. False if the
 * last message is the same: the browser has sent the form twice.
 */
function write(tx: Tx, question: Row, { actorId, text }: Message, now: Date): boolean {
  const last = selectOptionalLast(tx, question.id);
  if (question.doneAt === null && last?.authorId === actorId && last.text === text) return false;
  const isStudent = actorId === question.userId;
  tx.insert(questionMessages)
    .values({
      id: newId(),
      questionId: question.id,
      authorId: actorId,
      text,
      postedAt: now,
      seenAt: isStudent ? now : null,
    })
    .run();
  const waitingSince = question.doneAt === null ? (question.waitingSince ?? now) : now;
  set(
    tx,
    question,
    isStudent ? { waitingSince, doneAt: null, doneBy: null } : { waitingSince: null },
  );
  return true;
}

function selectOptionalLast(tx: Tx, questionId: string) {
  return tx
    .select()
    .from(questionMessages)
    .where(eq(questionMessages.questionId, questionId))
    .orderBy(desc(questionMessages.postedAt), desc(messageRow))
    .limit(1)
    .get();
}

function set(tx: Tx, { id }: Row, values: Partial<Row>): void {
  tx.update(questions).set(values).where(eq(questions.id, id)).run();
}

function note(
  tx: Tx,
  { id, userId, assignmentId, submissionId }: Row,
  actorId: string,
  now: Date,
): void {
  const isStudent = actorId === userId;
  const { courseId } = tx
    .select({ courseId: assignments.courseId })
    .from(assignments)
    .where(eq(assignments.id, assignmentId))
    .get()!;
  noteMessage(tx, { questionId: id, userId, courseId, assignmentId, submissionId, isStudent }, now);
}

/** The student's own actions are not changes by staff. */
function audit(
  tx: Tx,
  action: AuditAction,
  { id, userId, assignmentId, submissionId }: Row,
  { actorId, courseId }: { actorId: string; courseId: string },
  now: Date,
): void {
  if (actorId === userId) return;
  recordAudit(
    tx,
    {
      action,
      actorId,
      courseId,
      assignmentId,
      userId,
      after: { question: id, submission: submissionId },
    },
    now,
  );
}
