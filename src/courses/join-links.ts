// Join links: made and revoked by a course's staff, used by whoever has one. A link has as many seats as it was given; a seat is taken once.

import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { type CourseRole, courses, enrolments, joinLinks } from "../db/schema.ts";

/** 60 bits. */
const CODE_LENGTH = 12;
export const MAX_JOIN_USES = 10_000;
export const MAX_JOIN_DAYS = 366;

export type JoinLink = typeof joinLinks.$inferSelect;
export type JoinState = "open" | "revoked" | "expired" | "full";

export function stateOfLink({ revokedAt, expiresAt, maxUses, uses }: JoinLink, now = new Date()): JoinState {
  if (revokedAt !== null) return "revoked";
  if (expiresAt !== null && expiresAt <= now) return "expired";
  return maxUses !== null && uses >= maxUses ? "full" : "open";
}

export function makeJoinLink(db: Pick<Db, "insert">, courseId: string, { maxUses = null, expiresAt = null }: { maxUses?: number | null; expiresAt?: Date | null } = {}, now = new Date()): string {
  const code = newId(CODE_LENGTH);
  db.insert(joinLinks).values({ id: newId(), courseId, code, createdAt: now, expiresAt, maxUses }).run();
  return code;
}

/** Newest first. */
export function selectJoinLinks(db: Db, courseId: string): JoinLink[] {
  return db.select().from(joinLinks).where(eq(joinLinks.courseId, courseId)).orderBy(desc(joinLinks.createdAt), desc(joinLinks.id)).all();
}

/** False where the course has no such link. Seats that were taken stay taken. */
export function revokeJoinLink(db: Db, courseId: string, id: string, now = new Date()): boolean {
  const link = db.select({ id: joinLinks.id }).from(joinLinks).where(and(eq(joinLinks.id, id), eq(joinLinks.courseId, courseId))).get();
  if (link === undefined) return false;
  db.update(joinLinks).set({ revokedAt: now }).where(and(eq(joinLinks.id, id), isNull(joinLinks.revokedAt))).run();
  return true;
}

export interface Invitation {
  code: string;
  course: { id: string; title: string };
  state: JoinState;
}

/** undefined for a code that never was one. */
export function selectOptionalInvitation(db: Db, code: string, now = new Date()): Invitation | undefined {
  const row = db.select({ link: joinLinks, course: { id: courses.id, title: courses.title } }).from(joinLinks).innerJoin(courses, eq(courses.id, joinLinks.courseId)).where(eq(joinLinks.code, code)).get();
  return row === undefined ? undefined : { code, course: row.course, state: stateOfLink(row.link, now) };
}

export function selectOptionalRole(db: Db, courseId: string, userId: string): CourseRole | undefined {
  return db.select({ role: enrolments.role }).from(enrolments).where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId))).get()?.role;
}

export type JoinResult = { kind: "joined" | "already"; courseId: string } | { kind: "closed" };

/** Takes a seat; somebody who is in the course already, as whatever, stays what they are and takes none. */
export function joinCourse(db: Db, code: string, userId: string, now = new Date()): JoinResult {
  return db.transaction((tx): JoinResult => {
    const link = tx.select().from(joinLinks).where(eq(joinLinks.code, code)).get();
    if (link === undefined) return { kind: "closed" };
    const { courseId } = link;
    const role = tx.select({ role: enrolments.role }).from(enrolments).where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId))).get();
    if (role !== undefined) return { kind: "already", courseId };
    if (stateOfLink(link, now) !== "open") return { kind: "closed" };
    tx.insert(enrolments).values({ courseId, userId, role: "student", joinedAt: now }).run();
    tx.update(joinLinks).set({ uses: sql`${joinLinks.uses} + 1` }).where(eq(joinLinks.id, link.id)).run();
    return { kind: "joined", courseId };
  }, { behavior: "immediate" });
}
