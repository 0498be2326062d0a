// Computes what a submission counts for now. Computed each time it is shown, because rules,
// extensions and tests may change.

import type { Localized } from "../../grader/doors/packs.ts";
import { and, eq, sql } from "drizzle-orm";
import {
  type Assignment,
  selectOptionalAssignment,
  chooseTitles,
} from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { scores } from "../db/teaching-schema.ts";
import type { Score } from "../rules/policy.ts";
import { type AttemptStanding, selectStandings } from "../assignments/select-standings.ts";

export interface PurposeGoal {
  id: string;
  title: Localized;
  course: { id: string; title: string };
}

/** The number of an attempt among those that count; `of`: the limit, null without one. */
interface AttemptNumber {
  attempt: number;
  of: number | null;
}

export type Purpose =
  /**
   * `goal`: the assignment on whose page its author chose practice; null: it was submitted for no
   * assignment.
   */
  | { kind: "practice"; goal: PurposeGoal | null }
  /** An exam runs: nothing is shown before its end. */
  | ({ kind: "sealed"; goal: PurposeGoal } & Partial<AttemptNumber>)
  | {
      kind: "uncounted";
      goal: PurposeGoal;
      why: "early" | "late" | "notCompiled" | "overLimit" | "tooSoon" | "judgeError" | "removed";
    }
  /** Not graded yet. isOptional: it can raise the score, and uses no attempt. */
  | ({ kind: "waiting"; goal: PurposeGoal; isOptional: boolean } & AttemptNumber)
  | ({
      kind: "counts";
      goal: PurposeGoal;
      isOptional: boolean;
      points: number;
      maxPoints: number;
      latePercent: number;
      isAllowed: boolean;
      allowedBecause: string | null;
      score: ScoreFrom;
    } & AttemptNumber);

/**
 * The source of the score: this attempt, another one, a teacher's override, or the tests before
 * they were corrected.
 */
export type ScoreFrom =
  | { from: "this" }
  | { from: "best" | "last"; attempt: number | null; points: number }
  | { from: "override" | "floor"; points: number };

export interface PurposeQuery {
  id: string;
  userId: string;
  assignment: { id: string; courseId: string } | null;
  isPractice: boolean;
  /** An exam on its exercise runs, and the reader may not see the result. */
  isSealed: boolean;
}

/**
 * By submission. Counts the attempts of each student and assignment once, for all of their
 * submissions.
 */
export function selectPurposes(db: Db, rows: readonly PurposeQuery[]): Map<string, Purpose> {
  const cells = new Map<string, Cell | undefined>();
  const selectOnce = ({ userId, assignment, isSealed }: PurposeQuery): Cell | undefined => {
    if (assignment === null) return undefined;
    const key = `${assignment.id} ${userId}`;
    if (!cells.has(key)) cells.set(key, selectCell(db, assignment, userId, isSealed));
    return cells.get(key);
  };
  return new Map(rows.map((row) => [row.id, describePurpose(row, selectOnce(row))]));
}

/** The purpose of one submission, as far as its reader may see it. */
export function selectPurpose(
  db: Db,
  submission: Omit<PurposeQuery, "isSealed"> & { sealedUntilMs: number | null },
): Purpose {
  return selectPurposes(db, [{ ...submission, isSealed: submission.sealedUntilMs !== null }]).get(
    submission.id,
  )!;
}

interface Cell {
  assignment: Assignment;
  standings: Map<string, AttemptStanding>;
  score: Score | undefined;
}

const scoreOf = prepareOnce((db) =>
  db
    .select({ detail: scores.detail })
    .from(scores)
    .where(
      and(
        eq(scores.assignmentId, sql.placeholder("assignmentId")),
        eq(scores.userId, sql.placeholder("userId")),
      ),
    )
    .prepare(),
);

function selectCell(
  db: Db,
  { id, courseId }: { id: string; courseId: string },
  userId: string,
  isSealed: boolean,
): Cell | undefined {
  const assignment = selectOptionalAssignment(db, courseId, id);
  if (assignment === undefined) return undefined;
  const score = scoreOf(db).get({ assignmentId: id, userId })?.detail;
  return { assignment, standings: selectStandings(db, assignment, userId, { isSealed }), score };
}

function describePurpose(
  { id, isPractice, isSealed }: PurposeQuery,
  cell: Cell | undefined,
): Purpose {
  if (cell === undefined) return { kind: "practice", goal: null };
  const { assignment, standings, score } = cell;
  const goal: PurposeGoal = {
    id: assignment.id,
    title: chooseTitles(assignment),
    course: { id: assignment.course.id, title: assignment.course.title },
  };
  const standing = standings.get(id);
  const number =
    standing?.counts === true ? { attempt: standing.number, of: standing.of } : undefined;
  if (isPractice && standing?.counts !== true) return { kind: "practice", goal };
  if (assignment.removedAt !== null) return { kind: "uncounted", goal, why: "removed" };
  if (isSealed) return { kind: "sealed", goal, ...number };
  if (standing === undefined || !standing.counts) {
    const why = standing === undefined || standing.why === "practice" ? "judgeError" : standing.why;
    return { kind: "uncounted", goal, why };
  }
  const isOptional = !standing.usesAttempt;
  if (standing.points === null)
    return { kind: "waiting", goal, isOptional, attempt: standing.number, of: standing.of };
  return {
    kind: "counts",
    goal,
    isOptional,
    points: standing.points,
    maxPoints: assignment.points,
    attempt: standing.number,
    of: standing.of,
    latePercent: Math.round((1 - standing.lateFactor) * 10_000) / 100,
    isAllowed: standing.isAllowed,
    allowedBecause: standing.isChosen ? (score?.from?.allowance?.reason ?? null) : null,
    score: scoreFrom(cell, standing.isChosen),
  };
}

function scoreFrom({ assignment, standings, score }: Cell, isChosen: boolean): ScoreFrom {
  if (score?.override != null) return { from: "override", points: score.override.points };
  if (score?.isKept === true && score.points !== null)
    return { from: "floor", points: score.points };
  const chosen = [...standings.values()].find((standing) => standing.counts && standing.isChosen);
  if (isChosen || chosen?.counts !== true) return { from: "this" };
  return {
    from: assignment.rules.counts,
    attempt: chosen.usesAttempt ? chosen.number : null,
    points: chosen.points ?? 0,
  };
}
