// Whether the author of a submission may read the solutions of its exercise beside it now. For an
// assignment its rule decides. For practice the site must allow it, the submission must have passed,
// and no open assignment of any course may still withhold the solutions: practice is no way around
// a rule, not even for someone who only helps a student. While an exam on the exercise runs in any
// course, nobody may.

import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import type { assignments } from "../db/schema.ts";
import { selectOptionalRole } from "../membership/join-links.ts";
import { hasOpened, type Rules } from "../rules/assignment-rules.ts";
import { selectLastMoment, selectOptionalAssignment } from "./assignments.ts";
import { isUnderExam } from "./exams.ts";
import { hasPassed, mayStudentRead } from "./may-read-solutions.ts";
import { type ExerciseKey, USES_EXERCISE } from "./uses-exercise.ts";

export interface ComparedSubmission extends ExerciseKey {
  userId: string;
  assignment: { id: string; courseId: string } | null;
  /** As its author sees it now. */
  isAccepted: boolean;
}

/** `practiceSolutions`: the site's setting. */
export function mayCompareSolutions(
  db: Db,
  submission: ComparedSubmission,
  practiceSolutions: boolean,
  nowMs = Date.now(),
): boolean {
  const { userId, assignment } = submission;
  if (assignment !== null) {
    const { courseId, id } = assignment;
    const found = selectOptionalAssignment(db, courseId, id);
    const isIn = selectOptionalRole(db, courseId, userId) !== undefined;
    return found !== undefined && isIn && mayStudentRead(db, userId, found, nowMs);
  }
  return (
    practiceSolutions &&
    submission.isAccepted &&
    !isUnderExam(db, submission, nowMs) &&
    !isWithheld(db, submission, nowMs)
  );
}

interface UsingAssignment {
  id: string;
  rules: string;
  solutions: (typeof assignments.$inferSelect)["solutions"];
  /** 1 if the person is a student of its course. */
  isOwn: 0 | 1;
}

const selectUsing = prepareOnce(({ $client }) =>
  $client.prepare<[ExerciseKey & { userId: string }], UsingAssignment>(`
    select a.id, a.rules, a.solutions, exists (
      select 1 from enrolments as e
      where e.course_id = a.course_id and e.user_id = :userId and e.role = 'student') as isOwn
    from assignments as a join courses as c on c.id = a.course_id
    where a.removed_at is null and c.archived_at is null and ${USES_EXERCISE}`),
);

/**
 * Whether an open assignment withholds the solutions. "After passing" withholds them only from its
 * own students: anyone else has passed with code of their own.
 */
function isWithheld(
  db: Db,
  { userId, packId, exerciseId, versionHash }: ComparedSubmission,
  nowMs: number,
): boolean {
  return selectUsing(db)
    .all({ userId, packId, exerciseId, versionHash })
    .some(({ id, rules: json, solutions, isOwn }) => {
      if (solutions === "afterPassing" && (isOwn === 0 || hasPassed(db, userId, id))) return false;
      const rules = JSON.parse(json) as Rules;
      return hasOpened(rules, nowMs) && nowMs <= (selectLastMoment(db, { id, rules }) ?? Infinity);
    });
}
