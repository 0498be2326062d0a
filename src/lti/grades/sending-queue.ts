// The rows of `lti_scores` as a queue: those whose `dueAt` has passed are looked at. A row that is
// being sent is due again after a while, in case this process ends in the middle; if it is marked
// meanwhile, the mark stays.

import { and, eq, gt, lt, lte, sql } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { ltiContexts, ltiScores, ltiSendings, type SentScore } from "../../db/lti-schema.ts";
import { prepareOnce } from "../../db/prepared.ts";
import { DAY_MS, MINUTE_MS } from "../../durations.ts";
import { noteFailedSending } from "../../notices/note-events.ts";
import type { GradeCell } from "./read-cell.ts";

const LEASE_MS = 10 * MINUTE_MS;
const LOG_LASTS_MS = 365 * DAY_MS;

export interface DueRow extends GradeCell {
  userId: string;
  sent: SentScore | null;
  sentTimestampMs: number | null;
  tries: number;
}

type RawRow = Omit<DueRow, "sent"> & { sent: string | null };

const dueQuery = prepareOnce(({ $client }) =>
  $client.prepare<[{ platformId: string; nowMs: number }], RawRow>(
    `select s.context_id as contextId, s.assignment_id as assignmentId, s.subject,
      s.user_id as userId, s.sent, s.sent_timestamp as sentTimestampMs, s.tries
    from lti_scores as s join lti_contexts as c on c.id = s.context_id
    where s.due_at <= :nowMs and c.platform_id = :platformId
    order by s.due_at, s.rowid limit 1`,
  ),
);

/** The row of the platform that has waited longest; undefined if none is due. */
export function selectOptionalDueRow(
  db: Db,
  platformId: string,
  nowMs: number,
): DueRow | undefined {
  const row = dueQuery(db).get({ platformId, nowMs });
  return row && { ...row, sent: row.sent === null ? null : (JSON.parse(row.sent) as SentScore) };
}

const isCell = ({ contextId, assignmentId, subject }: GradeCell) =>
  and(
    eq(ltiScores.contextId, contextId),
    eq(ltiScores.assignmentId, assignmentId),
    eq(ltiScores.subject, subject),
  );

/** There is nothing to send now: it is looked at again at that time, or after a change. */
export function restRow(db: Db, row: GradeCell, untilMs: number | null): void {
  db.update(ltiScores)
    .set({ dueAt: untilMs === null ? null : new Date(untilMs), tries: 0, error: null })
    .where(isCell(row))
    .run();
}

/** Returns the time that stands in the row while it is being sent. */
export function leaseRow(db: Db, row: GradeCell, nowMs: number): Date {
  const lease = new Date(nowMs + LEASE_MS);
  db.update(ltiScores).set({ dueAt: lease }).where(isCell(row)).run();
  return lease;
}

/** At the start: what the last server was sending is due now. */
export function releaseLeases(db: Db, nowMs: number): void {
  db.update(ltiScores)
    .set({ dueAt: new Date(nowMs) })
    .where(
      and(gt(ltiScores.dueAt, new Date(nowMs)), lte(ltiScores.dueAt, new Date(nowMs + LEASE_MS))),
    )
    .run();
}

/** Before a score is sent: if its answer is lost, the next one still has a later time. */
export function noteTimestamp(db: Db, row: GradeCell, timestamp: Date): void {
  db.update(ltiScores).set({ sentTimestamp: timestamp }).where(isCell(row)).run();
}

/** A mark that was made meanwhile stays. */
const unlessMarked = (lease: Date, dueAt: Date | null) =>
  sql<Date>`case when ${ltiScores.dueAt} = ${lease.getTime()}
    then ${dueAt === null ? null : dueAt.getTime()} else ${ltiScores.dueAt} end`;

/** `isOfColumn`: whether the column is still the one that the score was sent to. */
export function recordSent(
  db: Db,
  row: DueRow,
  {
    score,
    lease,
    isOfColumn,
    dueAt,
    now,
  }: { score: SentScore; lease: Date; isOfColumn: boolean; dueAt: Date | null; now: Date },
): void {
  db.transaction(
    () => {
      db.update(ltiScores)
        .set({
          ...(isOfColumn ? { sent: score } : {}),
          tries: 0,
          error: null,
          dueAt: unlessMarked(lease, dueAt),
        })
        .where(isCell(row))
        .run();
      addSending(db, row, score, "sent", now);
    },
    { behavior: "immediate" },
  );
}

/** `dueAt` null: it is not tried again before a change, or before staff send it again. */
export function recordFailure(
  db: Db,
  row: DueRow,
  {
    score,
    lease,
    code,
    dueAt,
    now,
  }: { score: SentScore; lease: Date; code: string; dueAt: Date | null; now: Date },
): void {
  db.transaction(
    () => {
      db.update(ltiScores)
        .set({ tries: row.tries + 1, error: code, dueAt: unlessMarked(lease, dueAt) })
        .where(isCell(row))
        .run();
      addSending(db, row, score, code, now);
      if (dueAt === null) noteFailure(db, row, now);
    },
    { behavior: "immediate" },
  );
}

function noteFailure(db: Db, { contextId }: DueRow, now: Date): void {
  const context = db
    .select({ courseId: ltiContexts.courseId })
    .from(ltiContexts)
    .where(eq(ltiContexts.id, contextId))
    .get();
  if (context?.courseId != null)
    noteFailedSending(db, { courseId: context.courseId, contextId }, now);
}

/** If the person was deleted while it was sent, there is no entry. */
function addSending(
  db: Db,
  { contextId, assignmentId, subject }: DueRow,
  score: SentScore,
  outcome: string,
  at: Date,
): void {
  const row = db
    .select({ userId: ltiScores.userId })
    .from(ltiScores)
    .where(isCell({ contextId, assignmentId, subject }))
    .get();
  if (row === undefined) return;
  db.insert(ltiSendings)
    .values({ contextId, assignmentId, userId: row.userId, at, score, outcome })
    .run();
}

/** The log goes back a year. */
export function pruneSendings(db: Db, now: Date): void {
  db.delete(ltiSendings)
    .where(lt(ltiSendings.at, new Date(now.getTime() - LOG_LASTS_MS)))
    .run();
}
