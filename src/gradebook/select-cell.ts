// One student's score in one assignment, with everything it depends on: attempts, overrides,
// comments.

import { and, asc, desc, eq, isNotNull } from "drizzle-orm";
import type { Verdict } from "../../grader/doors/reports.ts";
import { removeMadeUpEmail } from "../identity/login-names.ts";
import { type Comment, selectComments } from "../comments/queries.ts";
import { selectOptionalSolutionView, type SolutionView } from "../assignments/solution-views.ts";
import {
  type Assignment,
  selectOptionalAssignment,
  selectOptionalExtension,
} from "../assignments/assignments.ts";
import { ownName, shownName } from "../membership/shown-name.ts";
import type { Db } from "../db/open.ts";
import { assignments, enrolments, users } from "../db/schema.ts";
import { gradings, jobs, submissions } from "../db/submission-schema.ts";
import { allowances, extensions, overrides, scores } from "../db/teaching-schema.ts";
import { isCurrentGrading, ofAssignment } from "../scoring/current-grading.ts";
import { isLoosePractice } from "./loose-practice.ts";
import { type Score, scoreAttempts } from "../rules/policy.ts";
import type { CellName } from "./cell-name.ts";
import type { Extension } from "../rules/assignment-rules.ts";
import { type AttemptStanding, selectStandings } from "../assignments/select-standings.ts";

/** If there is more practice than this, the latest is shown. */
const MAX_LOOSE = 100;

interface CellStudent {
  id: string;
  name: string;
  /** The account's own name, if it differs from the roster's. */
  ownName: string | null;
  username: string | null;
  email: string | null;
  section: string | null;
  /** Has something here, but is no longer a student of the course: can be read, not changed. */
  hasLeft: boolean;
}

export interface CellAttempt {
  id: string;
  attempt: number;
  submittedAt: Date;
  verdict: Verdict | null;
  score: number | null;
  maxScore: number | null;
  /** Under exam: its visible groups are graded, the hidden ones not yet. */
  isHiddenPending: boolean;
  /** Its outcome now. */
  standing: AttemptStanding;
}

interface AllowanceEntry {
  id: string;
  submissionId: string;
  /** The attempt's number. */
  attempt: number;
  withLateRule: boolean;
  reason: string;
  by: string | null;
  createdAt: Date;
  undoneAt: Date | null;
}

export interface OverrideEntry {
  id: string;
  points: number | null;
  reason: string;
  by: string | null;
  createdAt: Date;
  undoneAt: Date | null;
}

export interface Cell {
  assignment: Assignment;
  student: CellStudent;
  score: Score;
  extension: (Extension & { reason: string }) | null;
  attempts: CellAttempt[];
  /**
   * Practice on the exercise that was sent for no assignment, since the student joined the course.
   */
  loosePractice: CellAttempt[];
  /** Attempts that staff let count, newest first. */
  allowances: AllowanceEntry[];
  /** When the student opened the solutions; undefined: never. */
  solutionView: SolutionView | undefined;
  /** Newest first. */
  overrides: OverrideEntry[];
  /** The override that counts: the newest that is not undone. */
  current: OverrideEntry | undefined;
  /** On the score itself, not on a submission or a line. */
  comments: Comment[];
}

/** undefined if the course has no such assignment, or the student has nothing to do with it. */
export function selectOptionalCell(
  db: Db,
  courseId: string,
  assignmentId: string,
  userId: string,
): Cell | undefined {
  const assignment = selectOptionalAssignment(db, courseId, assignmentId);
  if (assignment === undefined) return undefined;
  const student = selectOptionalStudent(db, courseId, assignmentId, userId);
  if (student === undefined) return undefined;
  const row = db
    .select({ detail: scores.detail })
    .from(scores)
    .where(and(eq(scores.assignmentId, assignmentId), eq(scores.userId, userId)))
    .get();
  const nothing = () =>
    scoreAttempts({
      attempts: [],
      rules: assignment.rules,
      extension: null,
      override: null,
      maxPoints: assignment.points,
    });
  const extended = db
    .select({ reason: extensions.reason })
    .from(extensions)
    .where(and(eq(extensions.assignmentId, assignmentId), eq(extensions.userId, userId)))
    .get();
  const extension = selectOptionalExtension(db, assignmentId, userId);
  const history = selectOverrides(db, assignmentId, userId);
  return {
    assignment,
    student,
    score: row?.detail ?? nothing(),
    extension: extension === null ? null : { ...extension, reason: extended?.reason ?? "" },
    attempts: selectCellAttempts(db, assignment, userId),
    loosePractice: selectLoosePractice(db, { courseId, assignmentId, userId }),
    allowances: selectAllowances(db, assignmentId, userId),
    solutionView: selectOptionalSolutionView(db, assignmentId, userId),
    overrides: history,
    current: history.find(({ undoneAt }) => undoneAt === null),
    comments: selectComments(db, { assignmentId, userId }),
  };
}

function selectOptionalStudent(
  db: Db,
  courseId: string,
  assignmentId: string,
  userId: string,
): CellStudent | undefined {
  const row = db
    .select({
      id: users.id,
      name: shownName,
      ownName,
      username: users.displayUsername,
      email: users.email,
      section: enrolments.section,
      role: enrolments.role,
      scored: scores.userId,
    })
    .from(users)
    .leftJoin(enrolments, and(eq(enrolments.userId, users.id), eq(enrolments.courseId, courseId)))
    .leftJoin(scores, and(eq(scores.userId, users.id), eq(scores.assignmentId, assignmentId)))
    .where(eq(users.id, userId))
    .get();
  if (row === undefined || (row.role !== "student" && row.scored === null)) return undefined;
  const { id, name, ownName: own, username, email, section, role } = row;
  return {
    id,
    name,
    ownName: own,
    username,
    email: removeMadeUpEmail(email),
    section,
    hasLeft: role !== "student",
  };
}

/** For queries that join `jobs`. */
const isHiddenPending = isNotNull(jobs.visibleReport).mapWith(Boolean);

/** In the order in which they were sent. */
function selectCellAttempts(db: Db, assignment: Assignment, userId: string): CellAttempt[] {
  const standings = selectStandings(db, assignment, userId);
  return db
    .select({
      id: submissions.id,
      attempt: submissions.attempt,
      submittedAt: submissions.submittedAt,
      verdict: gradings.verdict,
      score: gradings.score,
      maxScore: gradings.maxScore,
      isHiddenPending,
    })
    .from(submissions)
    .innerJoin(assignments, ofAssignment)
    .leftJoin(gradings, isCurrentGrading)
    .leftJoin(jobs, eq(jobs.submissionId, submissions.id))
    .where(and(eq(submissions.assignmentId, assignment.id), eq(submissions.userId, userId)))
    .orderBy(asc(submissions.submittedAt), asc(submissions.attempt))
    .all()
    .map((row) => ({ ...row, standing: standings.get(row.id)! }));
}

/** In the order in which they were sent. */
function selectLoosePractice(db: Db, cell: CellName): CellAttempt[] {
  const isLoose = isLoosePractice(db, cell);
  if (isLoose === undefined) return [];
  return db
    .select({
      id: submissions.id,
      attempt: submissions.attempt,
      submittedAt: submissions.submittedAt,
      verdict: gradings.verdict,
      score: gradings.score,
      maxScore: gradings.maxScore,
      isHiddenPending,
    })
    .from(submissions)
    .leftJoin(assignments, ofAssignment)
    .leftJoin(gradings, isCurrentGrading)
    .leftJoin(jobs, eq(jobs.submissionId, submissions.id))
    .where(isLoose)
    .orderBy(desc(submissions.submittedAt))
    .limit(MAX_LOOSE)
    .all()
    .toReversed()
    .map((row) => ({ ...row, standing: { counts: false, why: "practice" } }));
}

function selectAllowances(db: Db, assignmentId: string, userId: string): AllowanceEntry[] {
  return db
    .select({
      id: allowances.id,
      submissionId: allowances.submissionId,
      attempt: submissions.attempt,
      withLateRule: allowances.withLateRule,
      reason: allowances.reason,
      by: users.name,
      createdAt: allowances.createdAt,
      undoneAt: allowances.undoneAt,
    })
    .from(allowances)
    .innerJoin(submissions, eq(submissions.id, allowances.submissionId))
    .leftJoin(users, eq(users.id, allowances.createdBy))
    .where(and(eq(allowances.assignmentId, assignmentId), eq(allowances.userId, userId)))
    .orderBy(desc(allowances.createdAt), desc(allowances.id))
    .all();
}

export function selectOverrides(
  db: Pick<Db, "select">,
  assignmentId: string,
  userId: string,
): OverrideEntry[] {
  return db
    .select({
      id: overrides.id,
      points: overrides.points,
      reason: overrides.reason,
      by: users.name,
      createdAt: overrides.createdAt,
      undoneAt: overrides.undoneAt,
    })
    .from(overrides)
    .leftJoin(users, eq(users.id, overrides.createdBy))
    .where(and(eq(overrides.assignmentId, assignmentId), eq(overrides.userId, userId)))
    .orderBy(desc(overrides.createdAt), desc(overrides.id))
    .all();
}

/** Of two attempts of the same cell; undefined if either is not in it. */
export function selectOptionalSources(
  db: Db,
  { attempts, loosePractice }: Cell,
  ids: [string, string],
): [string, string] | undefined {
  const all = [...attempts, ...loosePractice];
  if (!ids.every((id) => all.some((attempt) => attempt.id === id))) return undefined;
  const selectSource = (id: string) =>
    db.select({ source: submissions.source }).from(submissions).where(eq(submissions.id, id)).get()!
      .source;
  return [selectSource(ids[0]), selectSource(ids[1])];
}
