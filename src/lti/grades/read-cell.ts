// Reads everything that decides what a platform should have for one student and assignment.

import { eq, sql } from "drizzle-orm";
import {
  type Assignment,
  findExamStart,
  selectOptionalAssignment,
} from "../../assignments/assignments.ts";
import { selectExamEnd } from "../../assignments/exams.ts";
import type { Db } from "../../db/open.ts";
import { ltiContexts, ltiPlatforms } from "../../db/lti-schema.ts";
import { prepareOnce } from "../../db/prepared.ts";
import { type CourseRole, courses } from "../../db/schema.ts";
import type { Score } from "../../rules/policy.ts";
import type { SiteAddress } from "../../site-address.ts";
import type { CellFacts } from "./target-score.ts";

/** The key of a row of `lti_scores`. */
export interface GradeCell {
  contextId: string;
  assignmentId: string;
  subject: string;
}

export interface ReadCell {
  facts: CellFacts;
  /** null: it is in no course that the platform's course is linked to. */
  assignment: Assignment | null;
}

const contextById = prepareOnce((db) =>
  db
    .select({
      courseId: ltiContexts.courseId,
      sendsScores: ltiContexts.sendsScores,
      family: ltiPlatforms.family,
      removedAt: ltiPlatforms.removedAt,
      language: courses.language,
    })
    .from(ltiContexts)
    .innerJoin(ltiPlatforms, eq(ltiPlatforms.id, ltiContexts.platformId))
    .leftJoin(courses, eq(courses.id, ltiContexts.courseId))
    .where(eq(ltiContexts.id, sql.placeholder("contextId")))
    .prepare(),
);

interface PersonRow {
  userId: string;
  platformRole: CourseRole;
  isTestStudent: 0 | 1;
  goneAt: number | null;
  role: CourseRole | null;
}

interface ScoreRow {
  detail: string;
  submissionId: string | null;
  submittedAtMs: number | null;
}

const queries = prepareOnce(({ $client }) => ({
  person: $client.prepare<[{ contextId: string; subject: string; courseId: string }], PersonRow>(
    `select p.user_id as userId, p.role as platformRole, p.is_test_student as isTestStudent,
      p.gone_at as goneAt, e.role
    from lti_people as p
      left join enrolments as e on e.user_id = p.user_id and e.course_id = :courseId
    where p.context_id = :contextId and p.subject = :subject`,
  ),
  score: $client.prepare<[{ assignmentId: string; userId: string }], ScoreRow>(
    `select sc.detail, sc.submission_id as submissionId, s.submitted_at as submittedAtMs
    from scores as sc left join submissions as s on s.id = sc.submission_id
    where sc.assignment_id = :assignmentId and sc.user_id = :userId`,
  ),
  last: $client
    .prepare<[{ assignmentId: string; userId: string }], number | null>(
      `select max(submitted_at) from submissions
      where assignment_id = :assignmentId and user_id = :userId and is_practice = 0`,
    )
    .pluck(),
}));

export function readCell(
  db: Db,
  { contextId, assignmentId, subject }: GradeCell,
  site: Pick<SiteAddress, "full">,
  nowMs: number,
): ReadCell {
  const context = contextById(db).get({ contextId });
  const courseId = context?.courseId ?? "";
  const assignment = selectOptionalAssignment(db, courseId, assignmentId) ?? null;
  const { person: personQuery, score: scoreQuery, last } = queries(db);
  const person = personQuery.get({ contextId, subject, courseId });
  const userId = person?.userId ?? "";
  const row = scoreQuery.get({ assignmentId, userId });
  const isLinked = context !== undefined && context.removedAt === null && assignment !== null;
  const facts: CellFacts = {
    family: context?.family ?? "other",
    excluded: isLinked ? findExclusion(context.sendsScores, person) : "unlinked",
    assignment: {
      points: assignment?.points ?? 0,
      rules: assignment?.rules ?? { late: { kind: "refused" }, counts: "best" },
      isRemoved: assignment !== null && assignment.removedAt !== null,
      isRunningExam: assignment !== null && findExamStart(db, assignment, nowMs) !== undefined,
    },
    // What the student's own page of the course asks (select-lists.ts).
    sealedUntilMs: assignment === null ? null : selectExamEnd(db, assignment, { nowMs }),
    score: row === undefined ? null : (JSON.parse(row.detail) as Score),
    submittedAtMs: row?.submittedAtMs ?? null,
    lastSubmittedAtMs: last.get({ assignmentId, userId }) ?? null,
    reportUrl: row?.submissionId == null ? null : site.full(`/submissions/${row.submissionId}`),
    language: context?.language ?? "en",
  };
  return { facts, assignment };
}

/** Platforms refuse scores of people who are no students there. */
function findExclusion(sendsScores: boolean, person: PersonRow | undefined): CellFacts["excluded"] {
  if (!sendsScores) return "off";
  if (person === undefined || person.goneAt !== null) return "gone";
  if (person.isTestStudent === 1) return "testStudent";
  return person.role === "student" && person.platformRole === "student" ? null : "left";
}
