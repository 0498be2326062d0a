// Marks scores to be compared with what a learning platform has (src/lti/grades/), in the
// transaction of the change that may affect them. A mark says nothing about the score: the sender
// computes it when it looks, and sends nothing if the platform has it already.
//
// People without a score and without anything sent get no row, nor does a platform's course whose
// platform takes no scores.

import type { Db } from "./open.ts";
import { prepareOnce } from "./prepared.ts";

const insertMarks = (where: string, onlyIf = "true") => `
  insert into lti_scores (context_id, assignment_id, subject, user_id, due_at, tries)
  select c.id, a.id, p.subject, p.user_id, :now, 0
  from lti_contexts as c
    join assignments as a on a.course_id = c.course_id
    join lti_people as p on p.context_id = c.id
  where c.sends_scores = 1 and p.is_test_student = 0
    and (c.line_items_url is not null or exists (
      select 1 from lti_line_items as i where i.context_id = c.id and i.assignment_id = a.id))
    and (exists (select 1 from scores as s where s.assignment_id = a.id and s.user_id = p.user_id)
      or exists (select 1 from lti_scores as k
        where k.context_id = c.id and k.assignment_id = a.id and k.subject = p.subject))
    and ${where}
  on conflict (context_id, assignment_id, subject) do update set
    user_id = excluded.user_id, due_at = excluded.due_at, tries = 0, error = null
    where ${onlyIf}`;

interface Mark {
  now: number;
  contextId?: string;
  assignmentId?: string;
  courseId?: string;
  subject?: string;
  userId?: string;
}

const queries = prepareOnce(({ $client }) => ({
  isLinked: $client.prepare<[string]>(
    `select 1 from assignments as a join lti_contexts as c on c.course_id = a.course_id
    where a.id = ? limit 1`,
  ),
  assignment: $client.prepare<[Mark]>(insertMarks("a.id = :assignmentId")),
  cell: $client.prepare<[Mark]>(insertMarks("a.id = :assignmentId and p.user_id = :userId")),
  context: $client.prepare<[Mark]>(insertMarks("c.id = :contextId")),
  column: $client.prepare<[Mark]>(insertMarks("c.id = :contextId and a.id = :assignmentId")),
  person: $client.prepare<[Mark]>(insertMarks("c.id = :contextId and p.subject = :subject")),
  member: $client.prepare<[Mark]>(insertMarks("c.course_id = :courseId and p.user_id = :userId")),
  all: $client.prepare<[Mark]>(
    insertMarks("true", "lti_scores.due_at is null and lti_scores.error is null"),
  ),
}));

/** The scores of one assignment, of all students or of these. */
export function markScoresDue(
  db: Db,
  assignmentId: string,
  userIds?: readonly string[],
  now = Date.now(),
): void {
  const { isLinked, assignment, cell } = queries(db);
  // Most courses are linked to no platform: each submission pays for this query alone.
  if (isLinked.get(assignmentId) === undefined) return;
  if (userIds === undefined) assignment.run({ now, assignmentId });
  else for (const userId of userIds) cell.run({ now, assignmentId, userId });
}

/** All scores of a platform's course: it was linked, or sending was switched on. */
export function markContextDue(db: Db, contextId: string, now = Date.now()): void {
  queries(db).context.run({ now, contextId });
}

/** One assignment in a platform's course: the platform has a column for it now. */
export function markColumnDue(
  db: Db,
  contextId: string,
  assignmentId: string,
  now = Date.now(),
): void {
  queries(db).column.run({ now, contextId, assignmentId });
}

/** All scores of a person in a platform's course: the platform has named them. */
export function markPersonDue(db: Db, contextId: string, subject: string, now = Date.now()): void {
  queries(db).person.run({ now, contextId, subject });
}

/** All scores of somebody whose role in a course has changed. */
export function markMemberDue(db: Db, courseId: string, userId: string, now = Date.now()): void {
  queries(db).member.run({ now, courseId, userId });
}

/** Everything, except what waits already, or has failed and waits for the staff. */
export function markAllDue(db: Db, now = Date.now()): void {
  queries(db).all.run({ now });
}

const linkedCourse = prepareOnce(({ $client }) =>
  $client.prepare<[string]>("select 1 from lti_contexts where course_id = ? limit 1"),
);

/** Whether a learning platform's course is linked to the course. */
export function isLinkedToPlatform(db: Db, courseId: string): boolean {
  return linkedCourse(db).get(courseId) !== undefined;
}
