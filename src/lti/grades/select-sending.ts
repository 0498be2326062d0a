// What staff see of the scores that go to learning platforms: counts, failures, the log, and the
// state of one score.

import { and, asc, count, desc, eq } from "drizzle-orm";
import { type Assignment, selectCourseAssignments } from "../../assignments/assignments.ts";
import { selectExamEnd } from "../../assignments/exams.ts";
import type { Db } from "../../db/open.ts";
import {
  ltiContexts,
  ltiLineItems,
  ltiPeople,
  ltiPlatforms,
  ltiScores,
  ltiSendings,
  type SentScore,
} from "../../db/lti-schema.ts";
import { selectFullNames } from "../../membership/shown-name.ts";
import { LINE_ITEM_SCOPE, SCORE_SCOPE } from "./ags.ts";

export const SENDINGS_PER_PAGE = 50;
const MAX_FAILURES = 50;

export interface SendingColumn {
  assignment: Assignment;
  /** none: the platform has no column yet. missing: it was deleted there. */
  state: "none" | "there" | "missing";
  sent: number;
  waiting: number;
  failed: number;
  /** Students may not see these scores before then (Infinity: the exam has no end). */
  sealedUntilMs: number | null;
  /** The next try of those that failed for now; null: none has. */
  retryAt: Date | null;
  /** Why, by the last of them. */
  retryCode: string | null;
}

interface SendingFailure {
  assignmentId: string;
  subject: string;
  userId: string;
  code: string;
}

export interface SendingContext {
  id: string;
  title: string;
  platform: string;
  isRemoved: boolean;
  sendsScores: boolean;
  /** What the platform lets us do; none: it takes no scores from this course. */
  service: "full" | "readOnly" | "none";
  columns: SendingColumn[];
  /** Those that wait for staff; at most 50. */
  failures: SendingFailure[];
}

export function selectSendingContexts(
  db: Db,
  courseId: string,
  nowMs = Date.now(),
): SendingContext[] {
  const assignments = selectCourseAssignments(db, courseId);
  return db
    .select({
      context: ltiContexts,
      platform: ltiPlatforms.name,
      removedAt: ltiPlatforms.removedAt,
    })
    .from(ltiContexts)
    .innerJoin(ltiPlatforms, eq(ltiPlatforms.id, ltiContexts.platformId))
    .where(eq(ltiContexts.courseId, courseId))
    .orderBy(asc(ltiPlatforms.name), asc(ltiContexts.title), asc(ltiContexts.id))
    .all()
    .map(({ context, platform, removedAt }) => ({
      id: context.id,
      title: context.title,
      platform,
      isRemoved: removedAt !== null,
      sendsScores: context.sendsScores,
      service: chooseService(context.gradeScopes),
      columns: selectColumns(db, context.id, assignments, nowMs),
      failures: selectFailures(db, context.id),
    }));
}

function chooseService(scopes: readonly string[]): SendingContext["service"] {
  if (!scopes.includes(SCORE_SCOPE)) return "none";
  return scopes.includes(LINE_ITEM_SCOPE) ? "full" : "readOnly";
}

interface CountRow {
  id: string;
  sent: number;
  waiting: number;
  failed: number;
  retryAtMs: number | null;
  retryCode: string | null;
}

function selectColumns(
  db: Db,
  contextId: string,
  assignments: readonly Assignment[],
  nowMs: number,
): SendingColumn[] {
  const counts = new Map(
    db.$client
      .prepare<[string], CountRow>(
        `select assignment_id as id,
          count(*) filter (where due_at is null and error is null and sent is not null) as sent,
          count(*) filter (where due_at is not null) as waiting,
          count(*) filter (where due_at is null and error is not null) as failed,
          min(due_at) filter (where error is not null) as retryAtMs,
          max(error) filter (where due_at is not null) as retryCode
        from lti_scores where context_id = ? group by assignment_id`,
      )
      .all(contextId)
      .map((row) => [row.id, row]),
  );
  const items = new Map(
    db
      .select({ id: ltiLineItems.assignmentId, missingAt: ltiLineItems.missingAt })
      .from(ltiLineItems)
      .where(eq(ltiLineItems.contextId, contextId))
      .all()
      .map(({ id, missingAt }) => [id, missingAt === null ? "there" : "missing"] as const),
  );
  return assignments
    .filter(({ id, removedAt }) => removedAt === null || counts.has(id))
    .map((assignment) => {
      const row = counts.get(assignment.id);
      return {
        assignment,
        state: items.get(assignment.id) ?? "none",
        sent: row?.sent ?? 0,
        waiting: row?.waiting ?? 0,
        failed: row?.failed ?? 0,
        sealedUntilMs: selectExamEnd(db, assignment, { nowMs }),
        retryAt: row?.retryAtMs == null ? null : new Date(row.retryAtMs),
        retryCode: row?.retryCode ?? null,
      };
    });
}

function selectFailures(db: Db, contextId: string): SendingFailure[] {
  return db.$client
    .prepare<[string, number], SendingFailure>(
      `select assignment_id as assignmentId, subject, user_id as userId, error as code
      from lti_scores
      where context_id = ? and due_at is null and error is not null
      order by assignment_id, subject limit ?`,
    )
    .all(contextId, MAX_FAILURES);
}

export interface LoggedSending {
  id: number;
  platform: string;
  assignmentId: string;
  userId: string;
  at: Date;
  score: SentScore;
  outcome: string;
}

/** Newest first; `page` counts from 1. */
export function selectSendings(
  db: Db,
  courseId: string,
  page: number,
): { rows: LoggedSending[]; total: number } {
  const rows = db
    .select({
      id: ltiSendings.id,
      platform: ltiPlatforms.name,
      assignmentId: ltiSendings.assignmentId,
      userId: ltiSendings.userId,
      at: ltiSendings.at,
      score: ltiSendings.score,
      outcome: ltiSendings.outcome,
    })
    .from(ltiSendings)
    .innerJoin(ltiContexts, eq(ltiContexts.id, ltiSendings.contextId))
    .innerJoin(ltiPlatforms, eq(ltiPlatforms.id, ltiContexts.platformId))
    .where(eq(ltiContexts.courseId, courseId))
    .orderBy(desc(ltiSendings.id))
    .limit(SENDINGS_PER_PAGE)
    .offset((page - 1) * SENDINGS_PER_PAGE)
    .all();
  const { total } = db
    .select({ total: count() })
    .from(ltiSendings)
    .innerJoin(ltiContexts, eq(ltiContexts.id, ltiSendings.contextId))
    .where(eq(ltiContexts.courseId, courseId))
    .get()!;
  return { rows, total };
}

/** Of everybody whom the page names. */
export function selectSendingNames(
  db: Db,
  courseId: string,
  contexts: readonly SendingContext[],
  log: readonly LoggedSending[],
): Map<string, string> {
  const ids = new Set([
    ...contexts.flatMap(({ failures }) => failures.map(({ userId }) => userId)),
    ...log.map(({ userId }) => userId),
  ]);
  return selectFullNames(db, [...ids], courseId);
}

/** The state of one student's score on one platform. */
export type CellSending =
  | { kind: "off" | "unknown" | "nothing" }
  | { kind: "sent"; at: Date; score: SentScore }
  | { kind: "held"; untilMs: number }
  | { kind: "waiting" }
  | { kind: "retry"; at: Date; code: string }
  | { kind: "failed"; code: string };

/** One entry for each platform's course that is linked to the course. */
export function selectCellSendings(
  db: Db,
  assignment: Assignment,
  userId: string,
  nowMs = Date.now(),
): { platform: string; sending: CellSending }[] {
  const contexts = db
    .select({
      id: ltiContexts.id,
      platform: ltiPlatforms.name,
      sendsScores: ltiContexts.sendsScores,
    })
    .from(ltiContexts)
    .innerJoin(ltiPlatforms, eq(ltiPlatforms.id, ltiContexts.platformId))
    .where(eq(ltiContexts.courseId, assignment.courseId))
    .orderBy(asc(ltiPlatforms.name), asc(ltiContexts.id))
    .all();
  return contexts.map(({ id, platform, sendsScores }) => ({
    platform,
    sending: sendsScores
      ? chooseSending(db, id, assignment, userId, nowMs)
      : { kind: "off" as const },
  }));
}

function chooseSending(
  db: Db,
  contextId: string,
  assignment: Assignment,
  userId: string,
  nowMs: number,
): CellSending {
  const isKnown =
    db
      .select({ subject: ltiPeople.subject })
      .from(ltiPeople)
      .where(and(eq(ltiPeople.contextId, contextId), eq(ltiPeople.userId, userId)))
      .get() !== undefined;
  if (!isKnown) return { kind: "unknown" };
  const row = db
    .select()
    .from(ltiScores)
    .where(
      and(
        eq(ltiScores.contextId, contextId),
        eq(ltiScores.assignmentId, assignment.id),
        eq(ltiScores.userId, userId),
      ),
    )
    .get();
  if (row === undefined) return { kind: "nothing" };
  const { dueAt, error, sent, sentTimestamp } = row;
  if (dueAt !== null) {
    if (error !== null) return { kind: "retry", at: dueAt, code: error };
    const untilMs = selectExamEnd(db, assignment, { nowMs });
    return untilMs === null ? { kind: "waiting" } : { kind: "held", untilMs };
  }
  if (error !== null) return { kind: "failed", code: error };
  return sent === null || sentTimestamp === null
    ? { kind: "nothing" }
    : { kind: "sent", at: sentTimestamp, score: sent };
}
