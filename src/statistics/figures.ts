// All figures of an assignment's statistics page, as numbers.

import type { Assignment } from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import { computeDueAtMs, hasOpened } from "../rules/assignment-rules.ts";
import { rankMisconceptions, type MisconceptionCount } from "./digest.ts";
import {
  type AttemptsToPass,
  countAttemptsToPass,
  type TimeToPass,
  countTimeToPass,
} from "./first-pass.ts";
import { describeGroups, type GroupFigures } from "./group-figures.ts";
import type { DigestCache } from "./digest-cache.ts";
import { findNeedy, type Needy } from "./needs-help.ts";
import { type HintFigures, selectHintFigures } from "./opened-hints.ts";
import { countOverTime, type OverTime } from "./over-time.ts";
import { selectOutcomes, selectStudents, type StudentRow } from "./read-attempts.ts";
import { distributeScores, type ScoreDistribution } from "./score-distribution.ts";

export interface Figures {
  students: Map<string, StudentRow>;
  /** The number of students who have submitted, and of their submissions. */
  submitters: number;
  submissions: number;
  waiting: number;
  scores: ScoreDistribution;
  attempts: AttemptsToPass;
  time: TimeToPass;
  groups: GroupFigures[];
  misconceptions: MisconceptionCount[];
  overTime: OverTime;
  needy: Needy[];
  hints: HintFigures;
}

/** `groups`: of the version that the assignment is pinned to. */
export async function computeFigures(
  db: Db,
  digests: DigestCache,
  assignment: Assignment,
  groups: readonly { id: string; points: number }[],
  nowMs = Date.now(),
): Promise<Figures> {
  const { rules, course, points } = assignment;
  const students = selectStudents(db, assignment);
  const digest = await digests.select(
    assignment,
    students.map(({ userId }) => userId),
  );
  const progress = [...digest.students.values()];
  // If no score comes from an attempt (it was set by hand, or none counts), the best attempt shows
  // what the student can do.
  const shown = students.flatMap(
    ({ userId, submissionId }) => submissionId ?? digest.students.get(userId)?.best?.id ?? [],
  );
  return {
    students: new Map(students.map((student) => [student.userId, student])),
    submitters: progress.length,
    submissions: progress.reduce((sum, { sent }) => sum + sent, 0),
    waiting: progress.reduce((sum, { waiting }) => sum + waiting, 0),
    scores: distributeScores(
      students.flatMap((student) => student.points ?? []),
      points,
    ),
    attempts: countAttemptsToPass(progress),
    time: countTimeToPass(progress),
    groups: describeGroups(groups, selectOutcomes(db, assignment, shown)),
    misconceptions: rankMisconceptions(digest),
    overTime: countOverTime(digest.quarters, course.timeZone, rules.dueAtMs),
    hints: selectHintFigures(db, assignment),
    needy: findNeedy(
      students.map(({ userId, dueAt, isOverridden }) => ({
        userId,
        progress: digest.students.get(userId),
        dueAtMs: computeDueAtMs(rules, { dueAtMs: dueAt?.getTime() ?? null }),
        isSettled: isOverridden,
      })),
      {
        nowMs,
        rules,
        isOpen:
          course.archivedAt === null && assignment.removedAt === null && hasOpened(rules, nowMs),
      },
    ),
  };
}
