// All data that the site stores about one person, as one document: for data portability, or because
// the law requires it. Parts of their own reports that they may not see yet (hidden tests, a running
// exam) are left out here too.

import { asc, eq, or } from "drizzle-orm";
import { redact } from "../../grader/doors/reports.ts";
import { computeExamEndMs } from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import { assignments, users } from "../db/schema.ts";
import { gradings, jobs, submissions } from "../db/submission-schema.ts";
import { overrides, scores } from "../db/teaching-schema.ts";
import { auditEvents } from "../db/audit-schema.ts";
import { currentVersion, isCurrentGrading, ofAssignment } from "../scoring/current-grading.ts";
import { makeSealLookup } from "../assignments/exams.ts";
import type { ExerciseKey } from "../assignments/uses-exercise.ts";
import { chooseShownGrading, shownTimes } from "../grading/shown-grading.ts";
import { formatIsoSecond } from "../ui/format.ts";
import {
  collectAllowances,
  collectCertificates,
  collectComments,
  collectCourses,
  collectDrafts,
  collectOwnTests,
  collectExtensions,
  collectFirstLinkMails,
  collectHintViews,
  collectProofs,
  collectQuestionMessages,
  collectRosterSeats,
  collectSessions,
  collectSolutionViews,
  collectTokens,
  describeAccount,
} from "./collect-rows.ts";
import {
  collectCalendar,
  collectNoticeMails,
  collectNotices,
  collectNoticeSettings,
} from "./collect-notices.ts";
import {
  collectPlatformCourses,
  collectPlatformLaunches,
  collectPlatformScores,
  collectPlatformSendings,
  collectSignIns,
} from "./collect-platform-rows.ts";

/** Throws if there is no user with this id. */
export function collectData(db: Db, userId: string, now = new Date()): Record<string, unknown> {
  const user = db.select().from(users).where(eq(users.id, userId)).get();
  if (user === undefined) throw new Error(`no such user: ${userId}`);
  const seals = findSeals(db, now);
  const isShown = ({ assignment }: { assignment: string }) => !seals.ofAssignment(assignment);
  return {
    format: "gradus-personal-data",
    version: 1,
    madeAt: now,
    account: describeAccount(user),
    sessions: collectSessions(db, userId),
    tokens: collectTokens(db, userId),
    signIns: collectSignIns(db, userId),
    proofs: collectProofs(db, userId),
    rosterSeats: collectRosterSeats(db, userId),
    courses: collectCourses(db, userId),
    drafts: collectDrafts(db, userId),
    ownTests: collectOwnTests(db, userId),
    submissions: collectSubmissions(db, userId, seals),
    scores: collectScores(db, userId, seals),
    extensions: collectExtensions(db, userId),
    allowances: collectAllowances(db, userId),
    solutionViews: collectSolutionViews(db, userId),
    hintViews: collectHintViews(db, userId),
    certificates: collectCertificates(db, userId),
    overrides: collectOverrides(db, userId, seals),
    comments: collectComments(db, userId),
    questionMessages: collectQuestionMessages(db, userId),
    notices: collectNotices(db, userId).map((notice) =>
      notice.kind === "score" && seals.ofAssignment(notice.assignment)
        ? { ...notice, detail: null }
        : notice,
    ),
    noticeSettings: collectNoticeSettings(db, userId),
    noticeMails: collectNoticeMails(db, userId),
    calendar: collectCalendar(db, userId),
    firstLinkMails: collectFirstLinkMails(db, userId),
    platformCourses: collectPlatformCourses(db, userId),
    platformLaunches: collectPlatformLaunches(db, userId),
    platformScores: collectPlatformScores(db, userId).filter(isShown),
    platformSendings: collectPlatformSendings(db, userId).filter(isShown),
    events: collectEvents(db, userId, seals),
  };
}

/** Whether the results of an assignment, or of an exercise, must stay hidden for now. */
interface Seals {
  ofAssignment: (assignmentId: string | null) => boolean;
  ofExercise: (exercise: ExerciseKey) => boolean;
}

function findSeals(db: Db, now: Date): Seals {
  const ofExercise = makeSealLookup(db, now.getTime());
  const known = new Map<string, boolean>();
  const isSealed = (id: string): boolean => {
    const assignment = db.select().from(assignments).where(eq(assignments.id, id)).get();
    if (assignment === undefined) return false;
    return (
      ofExercise(assignment) ||
      (assignment.isExam && (computeExamEndMs(db, assignment) ?? Infinity) > now.getTime())
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
 * While an exam runs, each report contains only the visible groups, with their time, whether the
 * hidden groups are graded or not.
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
        const { report, gradedAt, audience } = chooseShownGrading(stored, {
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
          submittedAt: formatIsoSecond(submittedAt),
          gradedAt: gradedAt && formatIsoSecond(gradedAt),
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
 * A score that was set by hand in an exam is shown when the other scores are: it may have been set
 * after looking at the points from the tests.
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

/** A change in a running exam is listed without its values, which may contain points. */
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
