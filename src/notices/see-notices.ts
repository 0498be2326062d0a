// Marks notices as read when a page shows what they are about.

import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";

const queries = prepareOnce(({ $client }) => ({
  hasUnread: $client.prepare<[string, string]>(
    "select 1 from notices where user_id = ? and submission_id = ? and read_at is null limit 1",
  ),
  ofSubmission: $client.prepare<[number, string, string]>(
    `update notices set read_at = ?, mail_as = null
     where user_id = ? and submission_id = ? and read_at is null`,
  ),
  unreadOfCourse: $client.prepare<
    [string, string],
    { id: string; kind: string; assignmentId: string | null }
  >(
    `select id, kind, assignment_id as assignmentId from notices
     where user_id = ? and course_id = ? and kind in ('score', 'comment', 'extension')
       and submission_id is null and read_at is null`,
  ),
  one: $client.prepare<[number, string, string]>(
    `update notices set read_at = ?, mail_as = null
     where user_id = ? and id = ? and read_at is null`,
  ),
}));

/** Call when `userId` has been shown the submission's page. */
export function seeSubmissionNotices(
  db: Db,
  userId: string,
  submissionId: string,
  now = new Date(),
): void {
  // Most pages have none, and reading must not wait for a writer.
  if (queries(db).hasUnread.get(userId, submissionId) === undefined) return;
  queries(db).ofSubmission.run(now.getTime(), userId, submissionId);
}

/** The notices with these ids. */
export function seeNotices(db: Db, userId: string, ids: readonly string[], now = new Date()): void {
  for (const id of ids) queries(db).one.run(now.getTime(), userId, id);
}

/**
 * Call when a student has been shown their own list of the course's assignments. `isHidden`:
 * assignments whose score the list did not show; it stays new.
 */
export function seeCourseNotices(
  db: Db,
  userId: string,
  courseId: string,
  isHidden: (assignmentId: string) => boolean,
  now = new Date(),
): void {
  const seen = queries(db)
    .unreadOfCourse.all(userId, courseId)
    .filter(
      ({ kind, assignmentId }) =>
        kind !== "score" || (assignmentId !== null && !isHidden(assignmentId)),
    );
  seeNotices(
    db,
    userId,
    seen.map(({ id }) => id),
    now,
  );
}
