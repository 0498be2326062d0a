// The parts of a person's data that are returned as they are stored.

import { and, asc, eq, isNull, or, sql } from "drizzle-orm";
import { identityProofs, sessions, tokens } from "../db/auth-schema.ts";
import type { Db } from "../db/open.ts";
import { courses, enrolments, type users } from "../db/schema.ts";
import { hintViews } from "../db/hint-schema.ts";
import { certificates } from "../db/certificate-schema.ts";
import { messageRow, questionMessages, questions } from "../db/question-schema.ts";
import { drafts, ownTests } from "../db/submission-schema.ts";
import { allowances, comments, extensions, solutionViews } from "../db/teaching-schema.ts";
import { firstLinkMails, rosterSeats } from "../db/roster-schema.ts";
import { removeMadeUpEmail } from "../identity/login-names.ts";

export function describeAccount(user: typeof users.$inferSelect) {
  const {
    id,
    name,
    displayUsername,
    email,
    createdAt,
    language,
    timeZone,
    siteRole,
    madeByCourse,
  } = user;
  return {
    id,
    name,
    username: displayUsername,
    email: removeMadeUpEmail(email),
    createdAt,
    language,
    timeZone,
    siteRole,
    madeByCourse,
  };
}

export function collectSessions(db: Db, userId: string) {
  return db
    .select({
      createdAt: sessions.createdAt,
      expiresAt: sessions.expiresAt,
      ipAddress: sessions.ipAddress,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .all();
}

export function collectTokens(db: Db, userId: string) {
  return db
    .select({
      name: tokens.name,
      createdAt: tokens.createdAt,
      lastUsedAt: tokens.lastUsedAt,
      expiresAt: tokens.expiresAt,
    })
    .from(tokens)
    .where(eq(tokens.userId, userId))
    .all();
}

/** The accounts of other systems that sign in to this one. */
export function collectProofs(db: Db, userId: string) {
  return db
    .select({
      kind: identityProofs.kind,
      value: identityProofs.value,
      how: identityProofs.how,
      provenAt: identityProofs.provenAt,
    })
    .from(identityProofs)
    .where(eq(identityProofs.userId, userId))
    .all();
}

/** A seat that is only claimed may belong to someone else, so its name stays out. */
export function collectRosterSeats(db: Db, userId: string) {
  return db
    .select({
      course: rosterSeats.courseId,
      createdAt: rosterSeats.createdAt,
      takenAt: rosterSeats.takenAt,
    })
    .from(rosterSeats)
    .where(or(eq(rosterSeats.claimedBy, userId), eq(rosterSeats.takenBy, userId)))
    .all();
}

export function collectCourses(db: Db, userId: string) {
  return db
    .select({
      id: courses.id,
      title: courses.title,
      role: enrolments.role,
      section: enrolments.section,
      rosterName: enrolments.rosterName,
      canvas: enrolments.canvas,
      joinedAt: enrolments.joinedAt,
    })
    .from(enrolments)
    .innerJoin(courses, eq(courses.id, enrolments.courseId))
    .where(eq(enrolments.userId, userId))
    .all();
}

export function collectDrafts(db: Db, userId: string) {
  return db
    .select({
      pack: drafts.packId,
      exercise: drafts.exerciseId,
      source: drafts.source,
      savedAt: drafts.savedAt,
    })
    .from(drafts)
    .where(eq(drafts.userId, userId))
    .all();
}

export function collectOwnTests(db: Db, userId: string) {
  return db
    .select({
      pack: ownTests.packId,
      exercise: ownTests.exerciseId,
      test: ownTests.test,
      addedAt: ownTests.addedAt,
    })
    .from(ownTests)
    .where(eq(ownTests.userId, userId))
    .orderBy(asc(ownTests.addedAt), asc(ownTests.id))
    .all();
}

export function collectExtensions(db: Db, userId: string) {
  return db
    .select({
      assignment: extensions.assignmentId,
      dueAt: extensions.dueAt,
      extraAttempts: extensions.extraAttempts,
      reason: extensions.reason,
    })
    .from(extensions)
    .where(eq(extensions.userId, userId))
    .all();
}

export function collectAllowances(db: Db, userId: string) {
  return db
    .select({
      submission: allowances.submissionId,
      assignment: allowances.assignmentId,
      withLateRule: allowances.withLateRule,
      reason: allowances.reason,
      createdAt: allowances.createdAt,
      undoneAt: allowances.undoneAt,
    })
    .from(allowances)
    .where(eq(allowances.userId, userId))
    .all();
}

export function collectSolutionViews(db: Db, userId: string) {
  return db
    .select({
      assignment: solutionViews.assignmentId,
      firstAt: solutionViews.firstAt,
      lastAt: solutionViews.lastAt,
    })
    .from(solutionViews)
    .where(eq(solutionViews.userId, userId))
    .all();
}

export function collectHintViews(db: Db, userId: string) {
  return db
    .select({
      pack: hintViews.packId,
      exercise: hintViews.exerciseId,
      function: hintViews.exportName,
      step: hintViews.step,
      assignment: hintViews.assignmentId,
      openedAt: hintViews.openedAt,
    })
    .from(hintViews)
    .where(eq(hintViews.userId, userId))
    .orderBy(asc(hintViews.openedAt), asc(hintViews.exportName), asc(hintViews.step))
    .all();
}

export function collectCertificates(db: Db, userId: string) {
  return db
    .select({
      id: certificates.id,
      name: certificates.name,
      pack: certificates.packId,
      packTitle: certificates.packTitle,
      version: certificates.packVersion,
      exercises: certificates.exercises,
      finishedOn: certificates.finishedOn,
      createdAt: certificates.createdAt,
    })
    .from(certificates)
    .where(eq(certificates.userId, userId))
    .orderBy(asc(certificates.createdAt), asc(certificates.id))
    .all();
}

export function collectComments(db: Db, userId: string) {
  return db
    .select({
      submission: comments.submissionId,
      assignment: comments.assignmentId,
      line: comments.line,
      text: comments.text,
      createdAt: comments.createdAt,
      seenAt: comments.seenAt,
    })
    .from(comments)
    .where(
      and(
        or(eq(comments.userId, userId), eq(comments.createdBy, userId)),
        isNull(comments.removedAt),
      ),
    )
    .all();
}

/** The messages in their questions, and those that they wrote as staff. */
export function collectQuestionMessages(db: Db, userId: string) {
  return db
    .select({
      question: questions.id,
      submission: questions.submissionId,
      assignment: questions.assignmentId,
      place: questions.place,
      title: questions.title,
      isMine: sql<number>`${questionMessages.authorId} = ${userId}`.mapWith(Boolean),
      text: questionMessages.text,
      postedAt: questionMessages.postedAt,
      seenAt: questionMessages.seenAt,
      doneAt: questions.doneAt,
    })
    .from(questionMessages)
    .innerJoin(questions, eq(questions.id, questionMessages.questionId))
    .where(or(eq(questions.userId, userId), eq(questionMessages.authorId, userId)))
    .orderBy(asc(questionMessages.postedAt), asc(messageRow))
    .all();
}

export function collectFirstLinkMails(db: Db, userId: string) {
  return db
    .select({
      course: firstLinkMails.courseId,
      createdAt: firstLinkMails.createdAt,
      tries: firstLinkMails.tries,
      sentAt: firstLinkMails.sentAt,
    })
    .from(firstLinkMails)
    .where(eq(firstLinkMails.userId, userId))
    .all();
}
