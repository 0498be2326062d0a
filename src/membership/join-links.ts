// Join links: created and revoked by a course's staff, used by anyone who has one. A link has a
// fixed number of seats; a seat is taken once.

import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { type CourseRole, courses, enrolments, joinLinks } from "../db/schema.ts";

/** 60 bits. */
const CODE_LENGTH = 12;
export const MAX_JOIN_USES = 10_000;
export const MAX_JOIN_DAYS = 366;

export type JoinLink = typeof joinLinks.$inferSelect;
export type JoinState = "open" | "revoked" | "expired" | "full";

export function computeLinkState(
  { revokedAt, expiresAt, maxUses, uses }: JoinLink,
  now = new Date(),
): JoinState {
  if (revokedAt !== null) return "revoked";
  if (expiresAt !== null && expiresAt <= now) return "expired";
  return maxUses !== null && uses >= maxUses ? "full" : "open";
}

export function makeJoinLink(
  db: Pick<Db, "insert">,
  courseId: string,
  { maxUses = null, expiresAt = null }: { maxUses?: number | null; expiresAt?: Date | null } = {},
  now = new Date(),
): string {
  const code = newId(CODE_LENGTH);
  db.insert(joinLinks)
    .values({ id: newId(), courseId, code, createdAt: now, expiresAt, maxUses })
    .run();
  return code;
}

/** Newest first. */
export function selectJoinLinks(db: Db, courseId: string): JoinLink[] {
  return db
    .select()
    .from(joinLinks)
    .where(eq(joinLinks.courseId, courseId))
    .orderBy(desc(joinLinks.createdAt), desc(joinLinks.id))
    .all();
}

/** As staff request it. */
export function addJoinLink(
  db: Db,
  actorId: string,
  courseId: string,
  limits: { maxUses: number | null; expiresAt: Date | null },
  now = new Date(),
): void {
  db.transaction(
    (tx) => {
      const code = makeJoinLink(tx, courseId, limits, now);
      const { id } = tx
        .select({ id: joinLinks.id })
        .from(joinLinks)
        .where(eq(joinLinks.code, code))
        .get()!;
      recordAudit(
        tx,
        {
          action: "join-link.make",
          actorId,
          courseId,
          after: { link: id, maxUses: limits.maxUses, expiresAt: limits.expiresAt },
        },
        now,
      );
    },
    { behavior: "immediate" },
  );
}

/** False if the course has no such link. Seats that were taken stay taken. */
export function revokeJoinLink(
  db: Db,
  actorId: string,
  courseId: string,
  id: string,
  now = new Date(),
): boolean {
  return db.transaction(
    (tx) => {
      const link = tx
        .select({ uses: joinLinks.uses })
        .from(joinLinks)
        .where(and(eq(joinLinks.id, id), eq(joinLinks.courseId, courseId)))
        .get();
      if (link === undefined) return false;
      const { changes } = tx
        .update(joinLinks)
        .set({ revokedAt: now })
        .where(and(eq(joinLinks.id, id), isNull(joinLinks.revokedAt)))
        .run();
      if (changes > 0)
        recordAudit(
          tx,
          { action: "join-link.revoke", actorId, courseId, before: { link: id, uses: link.uses } },
          now,
        );
      return true;
    },
    { behavior: "immediate" },
  );
}

export interface Invitation {
  code: string;
  course: { id: string; title: string };
  /** archived: the course is archived, whatever the state of the link. */
  state: JoinState | "archived";
}

/** undefined if the code never existed. */
export function selectOptionalInvitation(
  db: Db,
  code: string,
  now = new Date(),
): Invitation | undefined {
  const row = db
    .select({
      link: joinLinks,
      course: { id: courses.id, title: courses.title },
      archivedAt: courses.archivedAt,
    })
    .from(joinLinks)
    .innerJoin(courses, eq(courses.id, joinLinks.courseId))
    .where(eq(joinLinks.code, code))
    .get();
  return row === undefined
    ? undefined
    : {
        code,
        course: row.course,
        state: row.archivedAt === null ? computeLinkState(row.link, now) : "archived",
      };
}

const roleOf = prepareOnce((db) =>
  db
    .select({ role: enrolments.role })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.courseId, sql.placeholder("courseId")),
        eq(enrolments.userId, sql.placeholder("userId")),
      ),
    )
    .prepare(),
);

export function selectOptionalRole(
  db: Db,
  courseId: string,
  userId: string,
): CourseRole | undefined {
  return roleOf(db).get({ courseId, userId })?.role;
}

export type JoinResult = { kind: "joined" | "already"; courseId: string } | { kind: "closed" };

/** Takes a seat. A user who is in the course already stays what they are and takes none. */
export function joinCourse(db: Db, code: string, userId: string, now = new Date()): JoinResult {
  return db.transaction(
    (tx): JoinResult => {
      const row = tx
        .select({ link: joinLinks, archivedAt: courses.archivedAt })
        .from(joinLinks)
        .innerJoin(courses, eq(courses.id, joinLinks.courseId))
        .where(eq(joinLinks.code, code))
        .get();
      if (row === undefined) return { kind: "closed" };
      const { link, archivedAt } = row;
      const { courseId } = link;
      const role = tx
        .select({ role: enrolments.role })
        .from(enrolments)
        .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
        .get();
      if (role !== undefined) return { kind: "already", courseId };
      if (archivedAt !== null || computeLinkState(link, now) !== "open") return { kind: "closed" };
      tx.insert(enrolments).values({ courseId, userId, role: "student", joinedAt: now }).run();
      tx.update(joinLinks)
        .set({ uses: sql`${joinLinks.uses} + 1` })
        .where(eq(joinLinks.id, link.id))
        .run();
      recordAudit(
        tx,
        {
          action: "enrolment.join",
          actorId: userId,
          courseId,
          userId,
          after: { role: "student", link: link.id },
        },
        now,
      );
      return { kind: "joined", courseId };
    },
    { behavior: "immediate" },
  );
}
