// A user's courses, with what is due next and the student's standing: shown on the start page and
// on /courses. Every start page reads this, so it is a few prepared queries, however many courses
// and assignments there are.

import type { Localized } from "../../../grader/doors/packs.ts";
import { type NewComments, selectNewComments } from "../../comments/seen-comments.ts";
import { WAITING_IN_COURSE } from "../../questions/count-waiting.ts";
import { type NewAnswers, selectNewAnswers } from "../../questions/seen-answers.ts";
import type { Db } from "../../db/open.ts";
import { prepareOnce } from "../../db/prepared.ts";
import type { CourseRole } from "../../db/schema.ts";
import {
  computeDueAtMs,
  type Extension,
  hasOpened,
  isPastDue,
  computeLateness,
  type Rules,
} from "../../rules/assignment-rules.ts";
import { isOver, computeWeightedTotal } from "../../rules/total.ts";
import { makeSealLookup } from "../../assignments/exams.ts";
import { DAY_MS } from "../../durations.ts";

export interface MyAssignment {
  id: string;
  course: { id: string; title: string; timeZone: string };
  /** null: the exercise's own title. */
  title: string | null;
  exerciseTitle: Localized;
  packId: string;
  exerciseId: string;
  isExam: boolean;
  /** With this user's extension; null if there is no due time. */
  dueAtMs: number | null;
  maxPoints: number;
  /** null: nothing that counts is graded, or the result is still hidden. */
  points: number | null;
  attempts: number;
}

export interface MyCourse {
  id: string;
  title: string;
  timeZone: string;
  role: CourseRole;
  isArchived: boolean;
  /** The assignment due next; undefined if there is none. */
  next: MyAssignment | undefined;
  /** A student's total in percent; null: nothing counts yet, or they are staff. */
  total: number | null;
  /** For staff. */
  students: number;
  /** For staff: questions that wait for an answer. */
  questions: number;
}

export interface MyCourses {
  /** Archived ones last; the others by date joined, newest first. */
  courses: MyCourse[];
  /** A student's work that can still earn points: overdue first, then by due time. */
  due: { assignment: MyAssignment; isOverdue: boolean }[];
  comments: NewComments[];
  answers: NewAnswers[];
}

/** The courses' own pages show the rest. */
const MAX_DUE = 6;
/** Overdue work without a last day does not stay at the top forever. */
const OVERDUE_SHOWN_MS = 14 * DAY_MS;

interface CourseRow {
  id: string;
  title: string;
  timeZone: string;
  role: CourseRole;
  archivedAt: number | null;
  students: number;
  questions: number;
}

interface AssignmentRow {
  id: string;
  courseId: string;
  title: string | null;
  exerciseTitle: string;
  packId: string;
  exerciseId: string;
  versionHash: string;
  isExam: 0 | 1;
  rules: string;
  maxPoints: number;
  weight: number;
  extendedDueAtMs: number | null;
  points: number | null;
  attempts: number | null;
  waiting: number | null;
}

const queries = prepareOnce(({ $client }) => ({
  isInAny: $client
    .prepare<[string], 1>("select 1 from enrolments where user_id = ? limit 1")
    .pluck(),
  courses: $client.prepare<[string], CourseRow>(
    `select c.id, c.title, c.time_zone as timeZone, e.role, c.archived_at as archivedAt,
       case when e.role = 'student' then 0 else (
         select count(*) from enrolments as s where s.course_id = c.id and s.role = 'student'
       ) end as students,
       case when e.role = 'student' then 0 else ${WAITING_IN_COURSE} end as questions
     from enrolments as e join courses as c on c.id = e.course_id
     where e.user_id = ? order by c.archived_at is not null, e.joined_at desc, c.id`,
  ),
  assignments: $client.prepare<[string], AssignmentRow>(
    `select a.id, a.course_id as courseId, a.title, v.title as exerciseTitle,
       a.pack_id as packId, a.exercise_id as exerciseId, a.version_hash as versionHash,
       a.is_exam as isExam, a.rules, a.points as maxPoints, a.weight,
       x.due_at as extendedDueAtMs, s.points, s.attempts, s.waiting
     from enrolments as e
       join assignments as a on a.course_id = e.course_id
       join versions as v on v.hash = a.version_hash
       left join extensions as x on x.assignment_id = a.id and x.user_id = e.user_id
       left join scores as s on s.assignment_id = a.id and s.user_id = e.user_id
     where e.user_id = ? and a.removed_at is null order by a.position, a.created_at`,
  ),
}));

/** Asked by the header of every page. */
export function isInAnyCourse(db: Db, userId: string): boolean {
  return queries(db).isInAny.get(userId) !== undefined;
}

export function selectMyCourses(db: Db, userId: string, nowMs = Date.now()): MyCourses {
  const found = queries(db).courses.all(userId);
  if (found.length === 0) return { courses: [], due: [], comments: [], answers: [] };
  const byCourse = Map.groupBy(queries(db).assignments.all(userId), ({ courseId }) => courseId);
  const due: MyCourses["due"] = [];
  const isSealed = makeSealLookup(db, nowMs);
  const courses = found.map(({ archivedAt, ...course }): MyCourse => {
    const { id, title, timeZone, role } = course;
    const works = (byCourse.get(id) ?? []).map((row) =>
      readWork(row, { course: { id, title, timeZone }, isSealed: isSealed(row), nowMs }),
    );
    const isArchived = archivedAt !== null;
    const isStudent = role === "student";
    if (isStudent && !isArchived)
      due.push(
        ...works
          .filter((work) => isToDo(work, nowMs))
          .map(({ assignment, rules }) => ({
            assignment,
            isOverdue: isPastDue(rules, assignment.dueAtMs, nowMs),
          })),
      );
    const upcoming = works.filter(
      ({ assignment: { dueAtMs }, rules }) =>
        dueAtMs !== null && hasOpened(rules, nowMs) && !isPastDue(rules, dueAtMs, nowMs),
    );
    const [next] = isArchived ? [] : upcoming.map(({ assignment }) => assignment).sort(byDueTime);
    return {
      ...course,
      isArchived,
      next,
      total: isStudent ? computeWeightedTotal(works.map(({ part }) => part)) : null,
    };
  });
  return {
    courses,
    due: due.sort((a, b) => byDueTime(a.assignment, b.assignment)).slice(0, MAX_DUE),
    comments: selectNewComments(db, userId),
    answers: selectNewAnswers(db, userId),
  };
}

interface WorkRow {
  assignment: MyAssignment;
  rules: Rules;
  extension: Extension | null;
  part: Parameters<typeof computeWeightedTotal>[0] extends Iterable<infer Part> ? Part : never;
}

function readWork(
  row: AssignmentRow,
  { course, isSealed, nowMs }: { course: MyAssignment["course"]; isSealed: boolean; nowMs: number },
): WorkRow {
  const { id, title, packId, exerciseId, maxPoints, weight, extendedDueAtMs } = row;
  const rules = JSON.parse(row.rules) as Rules;
  const extension =
    extendedDueAtMs === null ? null : { dueAtMs: extendedDueAtMs, extraAttempts: 0 };
  // What an exam hides on the exercise's own pages is hidden here too, and is not in the total.
  const points = isSealed ? null : row.points;
  return {
    assignment: {
      id,
      course,
      title,
      exerciseTitle: JSON.parse(row.exerciseTitle) as Localized,
      packId,
      exerciseId,
      isExam: row.isExam === 1,
      dueAtMs: computeDueAtMs(rules, extension),
      maxPoints,
      points,
      attempts: row.attempts ?? 0,
    },
    rules,
    extension,
    part: {
      points,
      maxPoints,
      weight,
      isOver: !isSealed && isOver(rules, { extension, waiting: row.waiting ?? 0 }, nowMs),
    },
  };
}

/**
 * Open, and not full marks yet; after the due time only if nothing was sent and late work still
 * earns points.
 */
function isToDo(
  { assignment: { dueAtMs, points, maxPoints, attempts }, rules, extension }: WorkRow,
  nowMs: number,
): boolean {
  if (dueAtMs === null || !hasOpened(rules, nowMs) || (points !== null && points >= maxPoints))
    return false;
  if (!isPastDue(rules, dueAtMs, nowMs)) return true;
  const isLateAccepted = computeLateness(rules, extension, nowMs) !== undefined;
  return attempts === 0 && isLateAccepted && nowMs - dueAtMs <= OVERDUE_SHOWN_MS;
}

function byDueTime(a: MyAssignment, b: MyAssignment): number {
  return (a.dueAtMs ?? Infinity) - (b.dueAtMs ?? Infinity);
}
