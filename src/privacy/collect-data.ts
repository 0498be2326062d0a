// Everything that the site has about one person, as one document: to take along, or because the law
// says so. What they may not see yet of their own reports (hidden tests, a running exam) they do
// not get this way either.

import { and, asc, eq, isNull, or } from "drizzle-orm";
import { redact } from "../../grader/doors/reports.ts";
import { realEmail } from "../identity/login-names.ts";
import { examEndsAtMs } from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import { assignments, courses, enrolments, users } from "../db/schema.ts";
import { drafts, gradings, jobs, submissions } from "../db/submission-schema.ts";
import { identityProofs, sessions, tokens } from "../db/auth-schema.ts";
import {
  allowances,
  auditEvents,
  comments,
  extensions,
  firstLinkMails,
  overrides,
  rosterSeats,
  scores,
  solutionViews,
} from "../db/teaching-schema.ts";
import { currentVersion, isCurrentGrading, ofAssignment } from "../scoring/current-grading.ts";
import { type ExerciseKey, sealsAt } from "../assignments/exams.ts";
import { shownGrading, shownTimes } from "../grading/shown-grading.ts";
import { isoSecond } from "../ui/format.ts";

/** Throws where there is nobody of that id. */
export function collectData(db: Db, userId: string, now = new Date()): Record<string, unknown> {
  const user = db.select().from(users).where(eq(users.id, userId)).get();
  if (user === undefined) throw new Error(`no such user: ${userId}`);
  const seals = findSeals(db, now);
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
    format: "gradus-personal-data",
    version: 1,
    madeAt: now,
    account: {
      id,
      name,
      username: displayUsername,
      email: realEmail(email),
      createdAt,
      language,
      timeZone,
      siteRole,
      madeByCourse,
    },
    sessions: db
      .select({
        createdAt: sessions.createdAt,
        expiresAt: sessions.expiresAt,
        ipAddress: sessions.ipAddress,
        userAgent: sessions.userAgent,
      })
      .from(sessions)
      .where(eq(sessions.userId, userId))
      .all(),
    tokens: db
      .select({
        name: tokens.name,
        createdAt: tokens.createdAt,
        lastUsedAt: tokens.lastUsedAt,
        expiresAt: tokens.expiresAt,
      })
      .from(tokens)
      .where(eq(tokens.userId, userId))
      .all(),
    proofs: db
      .select({
        kind: identityProofs.kind,
        value: identityProofs.value,
        how: identityProofs.how,
        provenAt: identityProofs.provenAt,
      })
      .from(identityProofs)
      .where(eq(identityProofs.userId, userId))
      .all(),
    // What a roster says of somebody else stays theirs: of a seat that is only claimed, no more
    // than that.
    rosterSeats: db
      .select({
        course: rosterSeats.courseId,
        createdAt: rosterSeats.createdAt,
        takenAt: rosterSeats.takenAt,
      })
      .from(rosterSeats)
      .where(or(eq(rosterSeats.claimedBy, userId), eq(rosterSeats.takenBy, userId)))
      .all(),
    courses: db
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
      .all(),
    drafts: db
      .select({
        pack: drafts.packId,
        exercise: drafts.exerciseId,
        source: drafts.source,
        savedAt: drafts.savedAt,
      })
      .from(drafts)
      .where(eq(drafts.userId, userId))
      .all(),
    submissions: collectSubmissions(db, userId, seals),
    scores: collectScores(db, userId, seals),
    extensions: db
      .select({
        assignment: extensions.assignmentId,
        dueAt: extensions.dueAt,
        extraAttempts: extensions.extraAttempts,
        reason: extensions.reason,
      })
      .from(extensions)
      .where(eq(extensions.userId, userId))
      .all(),
    allowances: db
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
      .all(),
    solutionViews: db
      .select({
        assignment: solutionViews.assignmentId,
        firstAt: solutionViews.firstAt,
        lastAt: solutionViews.lastAt,
      })
      .from(solutionViews)
      .where(eq(solutionViews.userId, userId))
      .all(),
    overrides: collectOverrides(db, userId, seals),
    comments: db
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
      .all(),
    firstLinkMails: db
      .select({
        course: firstLinkMails.courseId,
        createdAt: firstLinkMails.createdAt,
        tries: firstLinkMails.tries,
        sentAt: firstLinkMails.sentAt,
      })
      .from(firstLinkMails)
      .where(eq(firstLinkMails.userId, userId))
      .all(),
    events: collectEvents(db, userId, seals),
  };
}

/** Whether nothing may be told yet of what was earned in an assignment, or with an exercise. */
interface Seals {
  ofAssignment: (assignmentId: string | null) => boolean;
  ofExercise: (exercise: ExerciseKey) => boolean;
}

function findSeals(db: Db, now: Date): Seals {
  const ofExercise = sealsAt(db, now.getTime());
  const known = new Map<string, boolean>();
  const isSealed = (id: string): boolean => {
    const assignment = db.select().from(assignments).where(eq(assignments.id, id)).get();
    if (assignment === undefined) return false;
    return (
      ofExercise(assignment) ||
      (assignment.isExam && (examEndsAtMs(db, assignment) ?? Infinity) > now.getTime())
    );
  };
  return {
    ofExercise,
    ofAssignment: (id) => {
      if (id === null) return false;
      if (!known.has(id)) known.set(id, isSealed(id));
      return known.get(id)!;
    },
  };
}

/**
 * While an exam runs, a report is that of the visible groups, and by its time, whether the hidden
 * ones are graded or not.
 */
function collectSubmissions(db: Db, userId: string, { ofExercise }: Seals) {
  return db
    .select({
      submission: submissions,
      versionHash: currentVersion,
      report: gradings.report,
      gradedAt: gradings.gradedAt,
      visibleReport: jobs.visibleReport,
      ...shownTimes,
    })
    .from(submissions)
    .leftJoin(assignments, ofAssignment)
    .leftJoin(gradings, isCurrentGrading)
    .leftJoin(jobs, eq(jobs.submissionId, submissions.id))
    .where(eq(submissions.userId, userId))
    .orderBy(asc(submissions.submittedAt), asc(submissions.id))
    .all()
    .map(
      ({
        submission: {
          id,
          packId,
          exerciseId,
          assignmentId,
          isPractice,
          saidToCount,
          attempt,
          fileName,
          source,
          submittedAt,
          via,
        },
        ...stored
      }) => {
        const { report, gradedAt, audience } = shownGrading(stored, {
          isStaff: false,
          isSealed: ofExercise({ packId, exerciseId, versionHash: stored.versionHash }),
        });
        return {
          id,
          pack: packId,
          exercise: exerciseId,
          assignment: assignmentId,
          isPractice,
          saidToCount,
          attempt,
          fileName,
          source,
          via,
          submittedAt: isoSecond(submittedAt),
          gradedAt: gradedAt && isoSecond(gradedAt),
          report: report && redact(report, audience),
        };
      },
    );
}

function collectScores(db: Db, userId: string, { ofAssignment: isSealed }: Seals) {
  return db
    .select({ score: scores, assignment: assignments })
    .from(scores)
    .innerJoin(assignments, eq(assignments.id, scores.assignmentId))
    .where(eq(scores.userId, userId))
    .all()
    .filter(({ assignment }) => !isSealed(assignment.id))
    .map(({ score: { assignmentId, points, detail }, assignment }) => ({
      assignment: assignmentId,
      points,
      of: assignment.points,
      detail,
    }));
}

/**
 * A score that was set by hand in an exam is told with the others: it may have been set beside the
 * points that the tests gave.
 */
function collectOverrides(db: Db, userId: string, { ofAssignment: isSealed }: Seals) {
  return db
    .select({
      assignment: overrides.assignmentId,
      points: overrides.points,
      reason: overrides.reason,
      createdAt: overrides.createdAt,
      undoneAt: overrides.undoneAt,
    })
    .from(overrides)
    .where(eq(overrides.userId, userId))
    .all()
    .filter(({ assignment }) => !isSealed(assignment));
}

/**
 * That something was changed in an exam is told, and what it was afterwards: before and after may
 * hold points.
 */
function collectEvents(db: Db, userId: string, { ofAssignment: isSealed }: Seals) {
  return db
    .select()
    .from(auditEvents)
    .where(or(eq(auditEvents.userId, userId), eq(auditEvents.actorId, userId)))
    .orderBy(asc(auditEvents.id))
    .all()
    .map((event) =>
      event.actorId !== userId && isSealed(event.assignmentId)
        ? { ...event, before: null, after: null }
        : event,
    );
}
