// Finds the comments that a student has not seen, and marks comments as seen when a page shows
// them.

import type { Localized } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";

/** New comments on one submission, or on one score. */
export interface NewComments {
  count: number;
  /** null: on a score. */
  submissionId: string | null;
  packId: string;
  exerciseId: string;
  /** null: on practice. */
  assignment: { id: string; courseId: string; title: string | null } | null;
  exerciseTitle: Localized;
}

/** The maximum number in the list. */
const MAX_LISTED = 20;

interface Row {
  count: number;
  submissionId: string | null;
  packId: string;
  exerciseId: string;
  assignmentId: string | null;
  courseId: string | null;
  title: string | null;
  exerciseTitle: string;
}

const queries = prepareOnce(({ $client }) => ({
  find: $client.prepare<[string], Row>(
    `select n.count, n.submission_id as submissionId,
       coalesce(a.pack_id, s.pack_id) as packId, coalesce(a.exercise_id, s.exercise_id) as exerciseId,
       a.id as assignmentId, a.course_id as courseId, a.title, v.title as exerciseTitle
     from (
         select submission_id, assignment_id, count(*) as count,
           max(coalesce(edited_at, created_at)) as newest
         from comments
         where user_id = ? and seen_at is null and removed_at is null and created_by <> user_id
         group by submission_id, assignment_id
       ) as n
       left join submissions as s on s.id = n.submission_id
       left join assignments as a on a.id = n.assignment_id
       join versions as v on v.hash = coalesce(a.version_hash, s.version_hash)
     order by n.newest desc limit ${MAX_LISTED}`,
  ),
  seeSubmission: $client.prepare<[number, string, string]>(
    `update comments set seen_at = ?
     where user_id = ? and submission_id = ? and seen_at is null and removed_at is null`,
  ),
  seeScores: $client.prepare<[number, string, string]>(
    `update comments set seen_at = ?
     where user_id = ? and submission_id is null and seen_at is null and removed_at is null
       and assignment_id in (select id from assignments where course_id = ?)`,
  ),
}));

/** The newest first. */
export function selectNewComments(db: Db, userId: string): NewComments[] {
  return queries(db)
    .find.all(userId)
    .map(
      ({
        count,
        submissionId,
        packId,
        exerciseId,
        assignmentId,
        courseId,
        title,
        exerciseTitle,
      }) => ({
        count,
        submissionId,
        packId,
        exerciseId,
        assignment:
          assignmentId === null || courseId === null ? null : { id: assignmentId, courseId, title },
        exerciseTitle: JSON.parse(exerciseTitle) as Localized,
      }),
    );
}

/** Call when `userId` has been shown the submission's page. */
export function seeSubmissionComments(
  db: Db,
  userId: string,
  submissionId: string,
  now = new Date(),
): void {
  queries(db).seeSubmission.run(now.getTime(), userId, submissionId);
}

/** Call when `userId` has been shown the course's page, with the comments on their scores. */
export function seeScoreComments(db: Db, userId: string, courseId: string, now = new Date()): void {
  queries(db).seeScores.run(now.getTime(), userId, courseId);
}
