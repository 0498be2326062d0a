// The rows behind the statistics. Attempts are read in portions, and other requests are served in
// between: a hundred thousand submissions take a second or more in all, and each portion only
// milliseconds.

import { setImmediate } from "node:timers/promises";
import { and, count, eq, sql } from "drizzle-orm";
import type { Verdict } from "../../grader/doors/reports.ts";
import type { Assignment } from "../assignments/assignments.ts";
import { fullName } from "../membership/shown-name.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { enrolments, users } from "../db/schema.ts";
import { type GroupOutcome } from "../db/submission-schema.ts";
import { extensions, scores } from "../db/teaching-schema.ts";
import { computeShare } from "../rules/attempt.ts";
import { addAttempts, type AttemptDigest, type AttemptRow, newDigest } from "./digest.ts";
import { computeMedian } from "./median.ts";
import { selectCurrentId } from "../scoring/current-grading.ts";

const PORTION = 500;

type Pinned = Pick<Assignment, "id" | "versionHash" | "regradeId">;

interface StoredAttempt {
  id: string;
  userId: string;
  attempt: number;
  submittedAtMs: number;
  verdict: Verdict | null;
  score: number | null;
  maxScore: number | null;
  misconception: string | null;
  groups: string | null;
}

interface Cursor {
  assignmentId: string;
  versionHash: string;
  regradeId: string;
  userId: string;
  attempt: number;
  portion: number;
}

const PINNED = { version: ":versionHash", regrade: ":regradeId" };

/**
 * Practice, and attempts that the site said do not count, are left out unless the score comes from
 * them.
 */
const IS_MEANT_TO_COUNT = `((s.is_practice = 0 and s.said_to_count = 1)
  or exists (
    select 1 from scores as c
    where c.assignment_id = s.assignment_id and c.user_id = s.user_id
      and c.submission_id = s.id))`;

const CURRENT_OF_SCORE = selectCurrentId({
  submission: "c.submission_id",
  version: "a.version_hash",
  regrade: "a.regrade_id",
});

const statements = prepareOnce(({ $client }) => ({
  portion: $client.prepare<[Cursor], StoredAttempt>(`
    select s.id, s.user_id as userId, s.attempt, s.submitted_at as submittedAtMs,
      g.verdict, g.score, g.max_score as maxScore, g.misconception, g.groups
    from submissions as s
      left join gradings as g on g.id = ${selectCurrentId({ submission: "s.id", ...PINNED })}
    where s.assignment_id = :assignmentId and (s.user_id, s.attempt) > (:userId, :attempt)
      and ${IS_MEANT_TO_COUNT}
    order by s.user_id, s.attempt limit :portion`),
  // cross: SQLite must begin with the few jobs, not with the many submissions.
  state: $client.prepare<[{ assignmentId: string }], { state: string }>(`
    select (select count(*) from submissions where assignment_id = :assignmentId) || ' ' ||
      (
        select count(*) from jobs cross join submissions as s on s.id = jobs.submission_id
        where s.assignment_id = :assignmentId
      ) || ' ' || (
        select count(*) || ' ' || total(attempts) || ' ' || total(waiting) || ' ' || total(points)
        from scores where assignment_id = :assignmentId
      ) as state`),
  summaries: $client.prepare<
    [{ courseId: string }],
    { assignmentId: string; points: number | null; attempts: number; verdict: Verdict | null }
  >(`
    select a.id as assignmentId, c.points, c.attempts,
      (select verdict from gradings where id = ${CURRENT_OF_SCORE}) as verdict
    from assignments as a
      join scores as c on c.assignment_id = a.id
      join enrolments as e
        on e.course_id = a.course_id and e.user_id = c.user_id and e.role = 'student'
    where a.course_id = :courseId`),
  outcomes: $client.prepare<
    [{ ids: string; versionHash: string; regradeId: string | null }],
    { groups: string }
  >(`
    select g.groups from json_each(:ids) as wanted
    join gradings as g on g.id = ${selectCurrentId({ submission: "wanted.value", ...PINNED })}`),
}));

/** Only of these students. */
export async function digestAttempts(
  db: Db,
  { id, versionHash, regradeId }: Pinned,
  studentIds: ReadonlySet<string>,
): Promise<AttemptDigest> {
  const digest = newDigest();
  const cursor: Cursor = {
    assignmentId: id,
    versionHash,
    regradeId: regradeId ?? "",
    userId: "",
    attempt: 0,
    portion: PORTION,
  };
  for (;;) {
    const rows = statements(db).portion.all(cursor);
    addAttempts(digest, rows.filter(({ userId }) => studentIds.has(userId)).map(asAttemptRow));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PORTION) return digest;
    cursor.userId = last.userId;
    cursor.attempt = last.attempt;
    await setImmediate();
  }
}

/** Changes whenever a submission arrives or is graded, or a score changes. */
export function selectState(db: Db, assignmentId: string): string {
  return statements(db).state.get({ assignmentId })!.state;
}

function asAttemptRow({
  id,
  userId,
  submittedAtMs,
  verdict,
  score,
  maxScore,
  misconception,
  groups,
}: StoredAttempt): AttemptRow {
  return {
    id,
    userId,
    submittedAtMs,
    verdict,
    share: computeShare(score, maxScore),
    misconception,
    failedGroup:
      verdict === "accepted" || groups === null
        ? null
        : firstFailed(JSON.parse(groups) as GroupOutcome[]),
  };
}

function firstFailed(groups: readonly GroupOutcome[]): string | null {
  return groups.find(({ verdict }) => verdict !== "accepted" && verdict !== "skipped")?.id ?? null;
}

/** The results of these submissions' groups; submissions that are not graded are left out. */
export function selectOutcomes(
  db: Db,
  { versionHash, regradeId }: Pinned,
  submissionIds: readonly string[],
): GroupOutcome[][] {
  return statements(db)
    .outcomes.all({ ids: JSON.stringify(submissionIds), versionHash, regradeId })
    .map(({ groups }) => JSON.parse(groups) as GroupOutcome[]);
}

export function countStudents(db: Db, courseId: string): number {
  return db
    .select({ students: count() })
    .from(enrolments)
    .where(and(eq(enrolments.courseId, courseId), eq(enrolments.role, "student")))
    .get()!.students;
}

export interface AssignmentSummary {
  assignmentId: string;
  submitted: number;
  passed: number;
  median: number | null;
}

/** For every assignment of a course, by the scores that count; by assignment. */
export function selectSummaries(db: Db, courseId: string): Map<string, AssignmentSummary> {
  const rows = statements(db).summaries.all({ courseId });
  return new Map(
    [...Map.groupBy(rows, ({ assignmentId }) => assignmentId)].map(([assignmentId, found]) => {
      const points = found.flatMap((row) => row.points ?? []);
      return [
        assignmentId,
        {
          assignmentId,
          submitted: found.filter(({ attempts }) => attempts > 0).length,
          passed: found.filter(({ verdict }) => verdict === "accepted").length,
          median: computeMedian(points),
        },
      ];
    }),
  );
}

export interface StudentRow {
  userId: string;
  name: string;
  section: string | null;
  /** null: nothing counts, or there is nothing. */
  points: number | null;
  /** The attempt that the points come from. */
  submissionId: string | null;
  isOverridden: boolean;
  /** Of an extension; null: none. */
  dueAt: Date | null;
}

/** The students of the course now, by name. */
export function selectStudents(
  db: Db,
  { id, courseId }: Pick<Assignment, "id" | "courseId">,
): StudentRow[] {
  return db
    .select({
      userId: enrolments.userId,
      name: fullName,
      section: enrolments.section,
      points: scores.points,
      submissionId: scores.submissionId,
      isOverridden: sql<number | null>`${scores.isOverridden}`,
      dueAt: extensions.dueAt,
    })
    .from(enrolments)
    .innerJoin(users, eq(users.id, enrolments.userId))
    .leftJoin(scores, and(eq(scores.userId, enrolments.userId), eq(scores.assignmentId, id)))
    .leftJoin(
      extensions,
      and(eq(extensions.userId, enrolments.userId), eq(extensions.assignmentId, id)),
    )
    .where(and(eq(enrolments.courseId, courseId), eq(enrolments.role, "student")))
    .orderBy(fullName, users.id)
    .all()
    .map((row) => ({ ...row, isOverridden: row.isOverridden === 1 }));
}
