// A person arrives through a platform: they get their role in the course that is linked to the
// platform's course, and the path to open.

import { and, eq, isNull } from "drizzle-orm";
import { markColumnDue, markPersonDue } from "../db/mark-scores-due.ts";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { forgetSent } from "./grades/forget-sent.ts";
import {
  type LtiLaunch,
  ltiContexts,
  ltiLineItems,
  ltiPeople,
  ltiResourceLinks,
} from "../db/lti-schema.ts";
import { assignments, type CourseRole, courses, enrolments } from "../db/schema.ts";

/** Returns the path to open. One transaction. */
export function arriveByLaunch(
  db: Db,
  launch: LtiLaunch,
  userId: string,
  now = new Date(),
): string {
  return db.transaction(
    () => {
      const courseId = joinByLaunch(db, launch, userId, now);
      return courseId === undefined
        ? `/lti/contexts/${launch.contextId}`
        : chooseTarget(db, launch, courseId, now);
    },
    { behavior: "immediate" },
  );
}

/**
 * Returns the course; undefined if none is linked, or if they are not in it. Call it in a
 * transaction.
 */
export function joinByLaunch(
  db: Db,
  launch: LtiLaunch,
  userId: string,
  now: Date,
): string | undefined {
  const before = storePerson(db, launch, userId, now);
  // Their scores may be older than this arrival.
  if (launch.role !== null && before !== launch.role)
    markPersonDue(db, launch.contextId, launch.subject);
  const context = selectLinkedCourse(db, launch.contextId);
  if (context === undefined) return undefined;
  const { courseId, isArchived } = context;
  if (launch.role !== null && !isArchived)
    giveRole(db, { courseId, userId, role: launch.role, before, sections: launch.sections }, now);
  return isIn(db, courseId, userId) ? courseId : undefined;
}

/** Returns the role that the platform gave them before; undefined if they are new. */
function storePerson(
  db: Db,
  { contextId, subject, role, sections, isTestStudent }: LtiLaunch,
  userId: string,
  now: Date,
): CourseRole | undefined {
  if (role === null) return undefined;
  const where = and(eq(ltiPeople.contextId, contextId), eq(ltiPeople.subject, subject));
  const before = db.select({ role: ltiPeople.role }).from(ltiPeople).where(where).get();
  const values = { userId, role, sections, isTestStudent, launchedAt: now, goneAt: null };
  if (before === undefined)
    db.insert(ltiPeople)
      .values({ contextId, subject, createdAt: now, ...values })
      .run();
  else db.update(ltiPeople).set(values).where(where).run();
  return before?.role;
}

function selectLinkedCourse(
  db: Pick<Db, "select">,
  contextId: string,
): { courseId: string; isArchived: boolean } | undefined {
  const row = db
    .select({ courseId: courses.id, archivedAt: courses.archivedAt })
    .from(ltiContexts)
    .innerJoin(courses, eq(courses.id, ltiContexts.courseId))
    .where(eq(ltiContexts.id, contextId))
    .get();
  return row && { courseId: row.courseId, isArchived: row.archivedAt !== null };
}

interface GivenRole {
  courseId: string;
  userId: string;
  role: CourseRole;
  /** The role that the platform gave before; undefined: none. */
  before: CourseRole | undefined;
  sections: string | null;
}

/**
 * Enrols them, or changes their role if the platform has changed it. A role that staff have set here
 * stays, and so does an owner. Call it in a transaction.
 */
export function giveRole(
  db: Db,
  { courseId, userId, role, before, sections }: GivenRole,
  now: Date,
): void {
  const where = and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId));
  const enrolled = db
    .select({ role: enrolments.role, section: enrolments.section })
    .from(enrolments)
    .where(where)
    .get();
  if (enrolled === undefined) {
    db.insert(enrolments)
      .values({ courseId, userId, role, section: sections, joinedAt: now })
      .run();
    recordAudit(
      db,
      {
        action: "enrolment.add",
        actorId: null,
        courseId,
        userId,
        after: { role, section: sections, how: "lti" },
      },
      now,
    );
    return;
  }
  const after = {
    role: enrolled.role === before ? role : enrolled.role,
    section: sections ?? enrolled.section,
  };
  if (after.role === enrolled.role && after.section === enrolled.section) return;
  db.update(enrolments).set(after).where(where).run();
  recordAudit(
    db,
    {
      action: "enrolment.change",
      actorId: null,
      courseId,
      userId,
      before: enrolled,
      after: { ...after, how: "lti" },
    },
    now,
  );
}

function isIn(db: Pick<Db, "select">, courseId: string, userId: string): boolean {
  return (
    db
      .select({ role: enrolments.role })
      .from(enrolments)
      .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
      .get() !== undefined
  );
}

/**
 * The assignment of the link, else the course. A link that was copied with the platform's course
 * names an assignment of another course: then staff choose again (the course page says so).
 */
function chooseTarget(db: Db, launch: LtiLaunch, courseId: string, now: Date): string {
  const { contextId, resourceLinkId, resourceTitle, lineItemUrl } = launch;
  // From the picker of deep linking.
  if (launch.picking !== undefined) return `/courses/${courseId}`;
  const where = and(
    eq(ltiResourceLinks.contextId, contextId),
    eq(ltiResourceLinks.resourceLinkId, resourceLinkId),
  );
  const known = db.select().from(ltiResourceLinks).where(where).get();
  const assignment =
    selectOptionalTarget(db, courseId, launch.assignmentId) ??
    selectOptionalTarget(db, courseId, known?.assignmentId ?? null);
  const values = { title: resourceTitle, assignmentId: assignment?.id ?? null };
  if (known === undefined)
    db.insert(ltiResourceLinks)
      .values({ contextId, resourceLinkId, createdAt: now, ...values })
      .run();
  else db.update(ltiResourceLinks).set(values).where(where).run();
  if (assignment === undefined) return `/courses/${courseId}`;
  if (lineItemUrl !== null) storeColumn(db, contextId, assignment.id, lineItemUrl, now);
  const { id, packId, exerciseId } = assignment;
  return `/exercises/${packId}/${exerciseId}?assignment=${id}`;
}

/**
 * A column that is known stays, until the platform says that it is gone: of two links to one
 * assignment, each names a column of its own, and the scores would move with every launch.
 */
function storeColumn(
  db: Db,
  contextId: string,
  assignmentId: string,
  url: string,
  now: Date,
): void {
  const where = and(
    eq(ltiLineItems.contextId, contextId),
    eq(ltiLineItems.assignmentId, assignmentId),
  );
  const known = db.select().from(ltiLineItems).where(where).get();
  if (known !== undefined && known.missingAt === null) return;
  const fresh = { url, missingAt: null, scoreMaximum: null, label: null };
  if (known === undefined)
    db.insert(ltiLineItems)
      .values({ contextId, assignmentId, createdAt: now, ...fresh })
      .run();
  else {
    db.update(ltiLineItems).set(fresh).where(where).run();
    // The new column has no scores yet.
    forgetSent(db, contextId, assignmentId);
  }
  markColumnDue(db, contextId, assignmentId);
}

function selectOptionalTarget(db: Pick<Db, "select">, courseId: string, id: string | null) {
  return id === null
    ? undefined
    : db
        .select({
          id: assignments.id,
          packId: assignments.packId,
          exerciseId: assignments.exerciseId,
        })
        .from(assignments)
        .where(
          and(
            eq(assignments.id, id),
            eq(assignments.courseId, courseId),
            isNull(assignments.removedAt),
          ),
        )
        .get();
}
