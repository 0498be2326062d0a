// Reads a whole gradebook: one query for the students, one per assignment for its scores, directly
// into columns. Rows of `scores` do not become objects: a large course has thirty thousand of them.

import { removeMadeUpEmail } from "../identity/login-names.ts";
import {
  type Assignment,
  selectCourseAssignments,
  chooseTitle,
} from "../assignments/assignments.ts";
import { OWN_NAME, SHOWN_NAME } from "../membership/shown-name.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import type { Language } from "../../grader/doors/packs.ts";
import {
  FLAGS,
  type GradebookAssignment,
  type GradebookData,
  type GradebookStudents,
} from "./gradebook-data.ts";
import { isOver, computeWeightedTotal } from "../rules/total.ts";

type StudentRow = [
  id: string,
  name: string,
  ownName: string | null,
  username: string | null,
  email: string,
  section: string | null,
];
type ScoreRow = [userId: string, points: number | null, flags: number];

const queries = prepareOnce(({ $client }) => ({
  students: $client
    .prepare<[string], StudentRow>(
      `select u.id, ${SHOWN_NAME}, ${OWN_NAME}, u.display_username, u.email, e.section
       from enrolments as e join users as u on u.id = e.user_id
       where e.course_id = ? and e.role = 'student' order by ${SHOWN_NAME}, u.id`,
    )
    .raw(),
  oneStudent: $client
    .prepare<
      [string, string],
      StudentRow
    >(`select u.id, ${SHOWN_NAME}, ${OWN_NAME}, u.display_username, u.email, null from users as u
     left join enrolments as e on e.user_id = u.id and e.course_id = ? where u.id = ?`)
    .raw(),
  scores: $client
    .prepare<[string], ScoreRow>(
      `select user_id, points,
         is_late * ${FLAGS.late} + is_overridden * ${FLAGS.overridden}
           + is_extended * ${FLAGS.extended} + is_kept * ${FLAGS.floor}
           + (waiting > 0) * ${FLAGS.waiting}
       from scores where assignment_id = ?`,
    )
    .raw(),
  extendedDueTimes: $client
    .prepare<[string], [assignmentId: string, userId: string, dueAtMs: number]>(
      `select x.assignment_id, x.user_id, x.due_at
       from extensions as x join assignments as a on a.id = x.assignment_id
       where a.course_id = ? and x.due_at is not null`,
    )
    .raw(),
  outdated: $client
    .prepare<[string], string>(
      `select a.id from assignments as a join exercises as e on e.pack_id = a.pack_id and e.id = a.exercise_id
       where a.course_id = ? and e.withdrawn_at is null and e.hash <> a.version_hash`,
    )
    .pluck(),
}));

/** Students by name, those who left last; assignments in their order, removed ones last. */
export function selectGradebook(
  db: Db,
  courseId: string,
  language: Language,
  nowMs = Date.now(),
): GradebookData {
  const { students: enrolled, oneStudent, scores, extendedDueTimes, outdated } = queries(db);
  const students: GradebookStudents = {
    ids: [],
    names: [],
    ownNames: [],
    usernames: [],
    emails: [],
    sections: [],
    left: [],
  };
  const places = new Map<string, number>();
  const add = ([id, name, ownName, username, email, section]: StudentRow, left: 0 | 1): number => {
    const place = students.ids.push(id) - 1;
    students.names.push(name);
    students.ownNames.push(ownName);
    students.usernames.push(username);
    students.emails.push(removeMadeUpEmail(email));
    students.sections.push(section);
    students.left.push(left);
    places.set(id, place);
    return place;
  };
  for (const row of enrolled.all(courseId)) add(row, 0);

  const assignments = selectCourseAssignments(db, courseId);
  const old = new Set(outdated.all(courseId));
  const points: (number | null)[][] = [];
  const flags: number[][] = [];
  for (const { id } of assignments) {
    const ofOne = new Array<number | null>(students.ids.length).fill(null);
    const flagsOfOne = new Array<number>(students.ids.length).fill(0);
    for (const [userId, value, flag] of scores.all(id)) {
      const place = places.get(userId) ?? add(oneStudent.get(courseId, userId)!, 1);
      ofOne[place] = value;
      flagsOfOne[place] = flag;
    }
    points.push(ofOne);
    flags.push(flagsOfOne);
  }
  // Students who left are found on the way: the columns before have no place for them yet.
  for (const column of points) while (column.length < students.ids.length) column.push(null);
  for (const column of flags) while (column.length < students.ids.length) column.push(0);

  const extended = new Map<string, number>();
  for (const [assignmentId, userId, dueAtMs] of extendedDueTimes.all(courseId))
    extended.set(`${assignmentId} ${userId}`, dueAtMs);
  const shown = assignments.map((assignment) => describe(assignment, language, old));
  return {
    students,
    assignments: shown,
    points,
    flags,
    totals: computeTotals(assignments, students.ids, points, flags, extended, nowMs),
  };
}

function describe(
  assignment: Assignment,
  language: Language,
  old: Set<string>,
): GradebookAssignment {
  const { id, points, weight, removedAt } = assignment;
  return {
    id,
    title: chooseTitle(assignment, language),
    points,
    weight,
    isRemoved: removedAt !== null,
    isOutdated: removedAt === null && old.has(id),
  };
}

function computeTotals(
  assignments: Assignment[],
  ids: string[],
  points: (number | null)[][],
  flags: number[][],
  extended: Map<string, number>,
  nowMs: number,
): (number | null)[] {
  const counting = assignments.flatMap(({ id, removedAt, rules, points: maxPoints, weight }, i) =>
    removedAt === null
      ? [{ id, rules, maxPoints, weight, points: points[i]!, flags: flags[i]! }]
      : [],
  );
  return ids.map((userId, place) =>
    computeWeightedTotal(
      counting.map(({ id, rules, maxPoints, weight, points: ofOne, flags: flagsOfOne }) => {
        const extendedMs = extended.size === 0 ? undefined : extended.get(`${id} ${userId}`);
        const facts = {
          extension: extendedMs === undefined ? null : { dueAtMs: extendedMs },
          waiting: flagsOfOne[place]! & FLAGS.waiting,
        };
        return {
          points: ofOne[place]!,
          maxPoints,
          weight,
          isOver: isOver(rules, facts, nowMs),
        };
      }),
    ),
  );
}
