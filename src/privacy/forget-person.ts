// Deletes a person's data in one transaction, but not the numbers of the gradebook. Their scores
// stay, under an id. Their identity, their work, their questions with the answers, and all comments
// to them are deleted. What they wrote to others as staff stays, under an id.

import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { Report } from "../../grader/doors/reports.ts";
import { recordAudit } from "../db/record-audit.ts";
import { NO_MAIL_DOMAIN } from "../identity/login-names.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { enrolments, users } from "../db/schema.ts";
import { drafts, gradings, jobs, ownTests, submissions } from "../db/submission-schema.ts";
import {
  accounts,
  identityProofs,
  oneTimeLinks,
  sessions,
  tokens,
  verifications,
} from "../db/auth-schema.ts";
import { certificates } from "../db/certificate-schema.ts";
import { hintViews } from "../db/hint-schema.ts";
import { calendarFeeds, noticeMails, notices, noticeSettings } from "../db/notice-schema.ts";
import { questions } from "../db/question-schema.ts";
import {
  allowances,
  comments,
  extensions,
  overrides,
  scores,
  solutionViews,
} from "../db/teaching-schema.ts";
import { similarityDismissals, similarityRuns } from "../db/similarity-schema.ts";
import { firstLinkMails, rosterSeats } from "../db/roster-schema.ts";
import { forgetAtPlatforms } from "./forget-at-platforms.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";

/** The reason why a person cannot be deleted now. */
export type DeletionBlocker = "siteOwner" | "courseOwner";

/** The site owner, and the only owner of a course, must hand it over first. */
export function findDeletionBlocker(db: Db, userId: string): DeletionBlocker | undefined {
  const user = db
    .select({ siteRole: users.siteRole })
    .from(users)
    .where(eq(users.id, userId))
    .get();
  if (user?.siteRole === "owner") return "siteOwner";
  const alone = db.get<{ id: string } | undefined>(sql`
    select mine.course_id as id from ${enrolments} as mine
    where mine.user_id = ${userId} and mine.role = 'owner' and not exists (
      select 1 from ${enrolments} as other
      where other.course_id = mine.course_id and other.role = 'owner'
        and other.user_id <> ${userId})
    limit 1`);
  return alone === undefined ? undefined : "courseOwner";
}

/** `actorId`: the person or the site owner. Call it only if there is no blocker. */
export function forgetPerson(db: Db, userId: string, actorId: string, now = new Date()): void {
  db.transaction(
    () => {
      keepScores(db, userId, actorId, now);
      forgetWork(db, userId);
      forgetAtPlatforms(db, userId);
      forgetAccount(db, userId, now);
      for (const { assignmentId } of db
        .select({ assignmentId: scores.assignmentId })
        .from(scores)
        .where(eq(scores.userId, userId))
        .all())
        recomputeScores(db, assignmentId, [userId]);
      recordAudit(db, { action: "person.delete", actorId, userId }, now);
    },
    { behavior: "immediate" },
  );
  // SQLite's write-ahead log may still contain the old values until it is truncated.
  db.$client.pragma("wal_checkpoint(TRUNCATE)");
}

/**
 * Sets the person's present scores permanently: without their code, a later regrade could only
 * remove points.
 */
function keepScores(db: Db, userId: string, actorId: string, now: Date): void {
  for (const { assignmentId, points } of db
    .select()
    .from(scores)
    .where(eq(scores.userId, userId))
    .all()) {
    if (points !== null)
      db.insert(overrides)
        .values({
          id: newId(),
          assignmentId,
          userId,
          points,
          reason: "",
          createdAt: now,
          createdBy: actorId,
        })
        .run();
  }
  // A reason may contain personal details.
  db.update(overrides).set({ reason: "" }).where(eq(overrides.userId, userId)).run();
  db.update(extensions).set({ reason: "" }).where(eq(extensions.userId, userId)).run();
  db.update(allowances).set({ reason: "" }).where(eq(allowances.userId, userId)).run();
}

function forgetWork(db: Db, userId: string): void {
  const all = db
    .select({
      id: submissions.id,
      assignmentId: submissions.assignmentId,
      isPractice: submissions.isPractice,
    })
    .from(submissions)
    .where(eq(submissions.userId, userId))
    .all();
  const everAllowed = new Set(
    db
      .select({ id: allowances.submissionId })
      .from(allowances)
      .where(eq(allowances.userId, userId))
      .all()
      .map(({ id }) => id),
  );
  db.delete(jobs).where(eq(jobs.userId, userId)).run();
  db.delete(drafts).where(eq(drafts.userId, userId)).run();
  db.delete(ownTests).where(eq(ownTests.userId, userId)).run();
  db.delete(comments).where(eq(comments.userId, userId)).run();
  // The database deletes the messages with their question.
  db.delete(questions).where(eq(questions.userId, userId)).run();
  db.delete(solutionViews).where(eq(solutionViews.userId, userId)).run();
  db.delete(hintViews).where(eq(hintViews.userId, userId)).run();
  db.delete(certificates).where(eq(certificates.userId, userId)).run();
  // Those of staff that are about this person's work, too.
  db.delete(notices)
    .where(or(eq(notices.userId, userId), eq(notices.aboutId, userId)))
    .run();
  for (const { id, assignmentId, isPractice } of all) {
    // Practice is deleted, unless staff have let it count.
    if (assignmentId === null || (isPractice && !everAllowed.has(id))) {
      db.delete(gradings).where(eq(gradings.submissionId, id)).run();
      db.delete(submissions).where(eq(submissions.id, id)).run();
    } else {
      for (const grading of db
        .select({ id: gradings.id, report: gradings.report })
        .from(gradings)
        .where(eq(gradings.submissionId, id))
        .all()) {
        db.update(gradings)
          .set({ report: emptied(grading.report) })
          .where(eq(gradings.id, grading.id))
          .run();
      }
    }
  }
  db.update(submissions)
    .set({ source: "", fileName: "", formKey: null })
    .where(eq(submissions.userId, userId))
    .run();
  // A stored comparison contains everyone's code. The next view compares again, without this
  // person.
  const assignmentIds = [...new Set(all.flatMap(({ assignmentId }) => assignmentId ?? []))];
  if (assignmentIds.length > 0)
    db.delete(similarityRuns).where(inArray(similarityRuns.assignmentId, assignmentIds)).run();
  db.update(similarityDismissals)
    .set({ note: "" })
    .where(or(eq(similarityDismissals.userA, userId), eq(similarityDismissals.userB, userId)))
    .run();
}

/**
 * Leaves verdicts and points, and removes everything that the program read, printed or returned.
 */
function emptied(report: Report): Report {
  return {
    ...report,
    messages: [],
    figures: [],
    misconception: null,
    groups: report.groups.map((group) => ({ ...group, cases: [] })),
    receipt: { ...report.receipt, submission: "" },
  };
}

/** Replaces the name by a part of the id, which is the same in every language. */
function forgetAccount(db: Db, userId: string, now: Date): void {
  const { email } = db
    .select({ email: users.email })
    .from(users)
    .where(eq(users.id, userId))
    .get()!;
  db.delete(verifications)
    .where(
      or(eq(verifications.identifier, email), sql`instr(${verifications.value}, ${userId}) > 0`),
    )
    .run();
  for (const table of [
    sessions,
    accounts,
    tokens,
    oneTimeLinks,
    identityProofs,
    firstLinkMails,
    noticeMails,
    noticeSettings,
    calendarFeeds,
  ] as const)
    db.delete(table).where(eq(table.userId, userId)).run();
  db.delete(enrolments)
    .where(and(eq(enrolments.userId, userId), ne(enrolments.role, "student")))
    .run();
  db.update(enrolments)
    .set({ rosterName: null, canvas: null })
    .where(eq(enrolments.userId, userId))
    .run();
  db.delete(rosterSeats).where(eq(rosterSeats.takenBy, userId)).run();
  db.update(rosterSeats).set({ claimedBy: null }).where(eq(rosterSeats.claimedBy, userId)).run();
  db.update(users)
    .set({
      name: `#${userId.slice(0, 6)}`,
      email: `${userId}@${NO_MAIL_DOMAIN}`,
      emailVerified: false,
      image: null,
      username: null,
      displayUsername: null,
      madeByCourse: null,
      siteRole: null,
      language: null,
      timeZone: null,
      updatedAt: now,
    })
    .where(eq(users.id, userId))
    .run();
}
