// Assignments as the rest of the site reads them: all of a course, one by its id, and those that a
// student's work on an exercise can be for.

import { and, asc, eq, isNull, max, or, sql } from "drizzle-orm";
import type { Localized } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { assignments, courses, enrolments } from "../db/schema.ts";
import { versions } from "../db/pack-schema.ts";
import { extensions } from "../db/teaching-schema.ts";
import { admitAttempt, type Admission } from "../rules/admit-attempt.ts";
import { selectAttempts } from "../scoring/collect-material.ts";
import { type Extension, hasOpened, computeLastMomentOfAll } from "../rules/assignment-rules.ts";

type AssignmentRow = typeof assignments.$inferSelect;

export interface Assignment extends AssignmentRow {
  course: { id: string; title: string; timeZone: string; archivedAt: Date | null };
  exerciseTitle: Localized;
}

function selectAssignments(db: Db) {
  return db
    .select({
      assignment: assignments,
      course: {
        id: courses.id,
        title: courses.title,
        timeZone: courses.timeZone,
        archivedAt: courses.archivedAt,
      },
      exerciseTitle: versions.title,
    })
    .from(assignments)
    .innerJoin(courses, eq(courses.id, assignments.courseId))
    .innerJoin(versions, eq(versions.hash, assignments.versionHash));
}

const asAssignment = ({
  assignment,
  course,
  exerciseTitle,
}: ReturnType<ReturnType<typeof selectAssignments>["all"]>[number]): Assignment => ({
  ...assignment,
  course,
  exerciseTitle,
});

/** In their order; removed assignments last. */
export function selectCourseAssignments(db: Db, courseId: string): Assignment[] {
  return selectAssignments(db)
    .where(eq(assignments.courseId, courseId))
    .orderBy(
      sql`${assignments.removedAt} is not null`,
      asc(assignments.position),
      asc(assignments.createdAt),
    )
    .all()
    .map(asAssignment);
}

const assignmentById = prepareOnce((db) =>
  selectAssignments(db)
    .where(
      and(
        eq(assignments.id, sql.placeholder("id")),
        eq(assignments.courseId, sql.placeholder("courseId")),
      ),
    )
    .prepare(),
);

/** The caller has to check access to the course first (`selectOptionalCourse`). */
export function selectOptionalAssignment(
  db: Db,
  courseId: string,
  id: string,
): Assignment | undefined {
  const row = assignmentById(db).get({ id, courseId });
  return row && asAssignment(row);
}

/** In both languages. */
export function chooseTitles({
  title,
  exerciseTitle,
}: Pick<Assignment, "title" | "exerciseTitle">): Localized {
  return title === null ? exerciseTitle : { "zh-CN": title, en: title };
}

export function chooseTitle(
  { title, exerciseTitle }: Pick<Assignment, "title" | "exerciseTitle">,
  language: keyof Localized,
): string {
  return title ?? exerciseTitle[language];
}

const extensionQuery = prepareOnce((db) =>
  db
    .select()
    .from(extensions)
    .where(
      and(
        eq(extensions.assignmentId, sql.placeholder("assignmentId")),
        eq(extensions.userId, sql.placeholder("userId")),
      ),
    )
    .prepare(),
);

export function selectOptionalExtension(
  db: Db,
  assignmentId: string,
  userId: string,
): Extension | null {
  const row = extensionQuery(db).get({ assignmentId, userId });
  return row === undefined
    ? null
    : { dueAtMs: row.dueAt?.getTime() ?? null, extraAttempts: row.extraAttempts };
}

export interface Work {
  assignment: Assignment;
  extension: Extension | null;
  /** What an attempt sent now would be. */
  admission: Admission;
}

/** It has opened, and something sent now could still count if the attempts allow it. */
export function isOpen({ admission }: Pick<Work, "admission">): boolean {
  return admission.kind !== "early" && admission.kind !== "late";
}

const workQuery = prepareOnce((db) =>
  selectAssignments(db)
    .innerJoin(
      enrolments,
      and(
        eq(enrolments.courseId, assignments.courseId),
        eq(enrolments.userId, sql.placeholder("userId")),
      ),
    )
    .where(
      and(
        or(
          eq(enrolments.role, "student"),
          eq(enrolments.courseId, sql.placeholder("viewedCourse")),
        ),
        eq(assignments.packId, sql.placeholder("packId")),
        eq(assignments.exerciseId, sql.placeholder("exerciseId")),
        isNull(assignments.removedAt),
        isNull(courses.archivedAt),
      ),
    )
    .orderBy(sql`${assignments.createdAt} desc`, asc(assignments.id))
    .prepare(),
);

export interface WorkName {
  packId: string;
  exerciseId: string;
  /** A course that its staff is viewing as a student. */
  viewedCourse?: string | undefined;
}

/**
 * The assignments on this exercise that `userId` has as a student, newest first. Removed
 * assignments and those of archived courses are left out.
 */
export function selectWorks(
  db: Db,
  userId: string,
  { packId, exerciseId, viewedCourse = "" }: WorkName,
  nowMs = Date.now(),
): Work[] {
  return workQuery(db)
    .all({ userId, packId, exerciseId, viewedCourse })
    .map((row) => selectWork(db, userId, asAssignment(row), nowMs));
}

export function selectWork(
  db: Db,
  userId: string,
  assignment: Assignment,
  nowMs = Date.now(),
): Work {
  const extension = selectOptionalExtension(db, assignment.id, userId);
  return {
    assignment,
    extension,
    admission: admitAttempt(
      { attempts: selectAttempts(db, assignment.id, userId), rules: assignment.rules, extension },
      nowMs,
    ),
  };
}

const latestQuery = prepareOnce((db) =>
  db
    .select({ latest: max(extensions.dueAt) })
    .from(extensions)
    .innerJoin(assignments, eq(assignments.id, extensions.assignmentId))
    .innerJoin(
      enrolments,
      and(eq(enrolments.courseId, assignments.courseId), eq(enrolments.userId, extensions.userId)),
    )
    .where(eq(extensions.assignmentId, sql.placeholder("id")))
    .prepare(),
);

/**
 * The latest due time that an extension gives; null if there is none. Extensions of people who have
 * left the course are ignored.
 */
export function selectLatestExtensionMs(db: Db, id: string): number | null {
  return latestQuery(db).get({ id })?.latest?.getTime() ?? null;
}

/** When a running exam opened; undefined if it is no exam or is not running. */
export function findExamStart(
  db: Db,
  exam: Pick<Assignment, "id" | "rules" | "isExam">,
  nowMs = Date.now(),
): number | undefined {
  const isRunning =
    exam.isExam && hasOpened(exam.rules, nowMs) && nowMs < (computeExamEndMs(db, exam) ?? Infinity);
  return isRunning ? (exam.rules.opensAtMs ?? 0) : undefined;
}

/**
 * The end of an exam: until then someone's work may still count, and its results stay hidden. null:
 * it never ends.
 */
export function computeExamEndMs(
  db: Db,
  { id, rules }: Pick<Assignment, "id" | "rules">,
): number | null {
  // The form requires a last day for every exam that accepts late work. Older exams have none: they
  // end with the due time, as they did before.
  return (
    selectLastMoment(db, { id, rules }) ??
    selectLastMoment(db, { id, rules: { ...rules, late: { kind: "refused" } } })
  );
}

/** The last moment at which anyone's work can count, with all extensions; null: it never ends. */
export function selectLastMoment(
  db: Db,
  { id, rules }: Pick<Assignment, "id" | "rules">,
): number | null {
  const latest = selectLatestExtensionMs(db, id);
  const held: Extension[] = latest === null ? [] : [{ dueAtMs: latest, extraAttempts: 0 }];
  return computeLastMomentOfAll(rules, held);
}
