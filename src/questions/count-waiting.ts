// How many questions wait for an answer, for the links to a course's list of questions.

import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";

/** In raw SQL: `q` is the questions table. */
export const IS_WAITING = "q.done_at is null and q.waiting_since is not null";

/** In raw SQL: `c` is the courses table. */
export const WAITING_IN_COURSE = `(
  select count(*) from assignments as qa join questions as q on q.assignment_id = qa.id
  where qa.course_id = c.id and ${IS_WAITING})`;

const queries = prepareOnce(({ $client }) => ({
  inCourse: $client
    .prepare<[string], number>(`select ${WAITING_IN_COURSE} from courses as c where c.id = ?`)
    .pluck(),
  byAssignment: $client.prepare<[string], { id: string; count: number }>(
    `select q.assignment_id as id, count(*) as count
     from assignments as a join questions as q on q.assignment_id = a.id
     where a.course_id = ? and ${IS_WAITING} group by q.assignment_id`,
  ),
}));

export function countWaiting(db: Db, courseId: string): number {
  return queries(db).inCourse.get(courseId) ?? 0;
}

/** Assignments without one are left out. */
export function countWaitingByAssignment(db: Db, courseId: string): Map<string, number> {
  return new Map(
    queries(db)
      .byAssignment.all(courseId)
      .map(({ id, count }) => [id, count]),
  );
}
