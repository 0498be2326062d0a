// Staff comments to a student: on a line of a submission, on a whole submission, or on a score.
// Removed comments stay in the database, but are never shown.

import { and, asc, eq, isNull, type Placeholder } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { makePlaceholders } from "../db/placeholders.ts";
import { prepareOnce } from "../db/prepared.ts";
import { users } from "../db/schema.ts";
import { noteComment } from "../notices/note-events.ts";
import { comments } from "../db/teaching-schema.ts";

export const MAX_COMMENT_LENGTH = 4000;

export interface Comment {
  id: string;
  /** Counted from 1; null: on the whole submission, or on a score. */
  line: number | null;
  text: string;
  authorId: string;
  author: string;
  createdAt: Date;
  editedAt: Date | null;
}

/** The submission or score that a comment belongs to. */
export type CommentPlace = { submissionId: string } | { assignmentId: string; userId: string };

type Named<T> = { [K in keyof T]: T[K] | Placeholder };

function wherePlace(place: Named<CommentPlace>) {
  return "submissionId" in place
    ? eq(comments.submissionId, place.submissionId)
    : and(
        isNull(comments.submissionId),
        eq(comments.assignmentId, place.assignmentId),
        eq(comments.userId, place.userId),
      );
}

const commentsOf = prepareOnce((db) => {
  const prepare = (place: Named<CommentPlace>) =>
    db
      .select({
        id: comments.id,
        line: comments.line,
        text: comments.text,
        authorId: comments.createdBy,
        author: users.name,
        createdAt: comments.createdAt,
        editedAt: comments.editedAt,
      })
      .from(comments)
      .innerJoin(users, eq(users.id, comments.createdBy))
      .where(and(wherePlace(place), isNull(comments.removedAt)))
      .orderBy(asc(comments.line), asc(comments.createdAt), asc(comments.id))
      .prepare();
  const { submissionId, assignmentId, userId } = makePlaceholders(
    "submissionId",
    "assignmentId",
    "userId",
  );
  return { submission: prepare({ submissionId }), score: prepare({ assignmentId, userId }) };
});

/** By line, those on the whole first; then in the order in which they were written. */
export function selectComments(db: Db, place: CommentPlace): Comment[] {
  const { submission, score } = commentsOf(db);
  return ("submissionId" in place ? submission : score).all({ ...place });
}

export interface NewComment {
  actorId: string;
  courseId: string | null;
  assignmentId: string | null;
  /** The student whom the comment addresses. */
  userId: string;
  submissionId: string | null;
  line: number | null;
  text: string;
}

export function addComment(
  db: Db,
  { actorId, courseId, assignmentId, userId, submissionId, line, text }: NewComment,
  now = new Date(),
): string {
  return db.transaction(
    (tx) => {
      const id = newId();
      tx.insert(comments)
        .values({
          id,
          assignmentId,
          userId,
          submissionId,
          line,
          text,
          createdAt: now,
          createdBy: actorId,
        })
        .run();
      // The text is private to the two of them; the log only records that there is a comment.
      recordAudit(
        tx,
        {
          action: "comment.add",
          actorId,
          courseId,
          assignmentId,
          userId,
          after: { comment: id, submission: submissionId, line },
        },
        now,
      );
      noteComment(tx, { actorId, userId, courseId, assignmentId, submissionId }, now);
      return id;
    },
    { behavior: "immediate" },
  );
}

export interface CommentChange {
  actorId: string;
  courseId: string | null;
  id: string;
}

/** Only by its author. False if there is no such comment of theirs. */
export function changeComment(
  db: Db,
  place: CommentPlace,
  { actorId, courseId, id, text }: CommentChange & { text: string },
  now = new Date(),
): boolean {
  return db.transaction(
    (tx) => {
      const found = tx
        .select()
        .from(comments)
        .where(
          and(
            eq(comments.id, id),
            wherePlace(place),
            isNull(comments.removedAt),
            eq(comments.createdBy, actorId),
          ),
        )
        .get();
      if (found === undefined) return false;
      if (found.text === text) return true;
      // The edited comment is new to its reader.
      tx.update(comments)
        .set({ text, editedAt: now, seenAt: null })
        .where(eq(comments.id, id))
        .run();
      recordAudit(
        tx,
        {
          action: "comment.change",
          actorId,
          courseId,
          assignmentId: found.assignmentId,
          userId: found.userId,
          after: { comment: id, submission: found.submissionId, line: found.line },
        },
        now,
      );
      const { assignmentId, userId, submissionId } = found;
      noteComment(tx, { actorId, userId, courseId, assignmentId, submissionId }, now);
      return true;
    },
    { behavior: "immediate" },
  );
}

/** `any`: also another author's, for instructors. */
export function removeComment(
  db: Db,
  place: CommentPlace,
  { actorId, courseId, id, any }: CommentChange & { any: boolean },
  now = new Date(),
): boolean {
  return db.transaction(
    (tx) => {
      const found = tx
        .select()
        .from(comments)
        .where(
          and(
            eq(comments.id, id),
            wherePlace(place),
            isNull(comments.removedAt),
            any ? undefined : eq(comments.createdBy, actorId),
          ),
        )
        .get();
      if (found === undefined) return false;
      tx.update(comments).set({ removedAt: now }).where(eq(comments.id, id)).run();
      recordAudit(
        tx,
        {
          action: "comment.remove",
          actorId,
          courseId,
          assignmentId: found.assignmentId,
          userId: found.userId,
          before: { comment: id, submission: found.submissionId, line: found.line },
        },
        now,
      );
      return true;
    },
    { behavior: "immediate" },
  );
}
