// The seats of a roster that nobody has taken yet (`roster_seats`). An account that only has a
// line's username or address claims the seat. It gets the seat when it proves that it belongs to
// the person on the line.

import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import { hashSecret, newSecret } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { courses, enrolments } from "../db/schema.ts";
import type { ProofWay } from "../db/auth-schema.ts";
import { rosterSeats } from "../db/roster-schema.ts";
import { recordProofs } from "./proofs.ts";

export type RosterSeat = typeof rosterSeats.$inferSelect;

export const isOpenSeat = and(isNull(rosterSeats.takenAt), isNull(rosterSeats.withdrawnAt));

/** A roster's username in the form that `users` compares. */
const normalized = (name: string) => name.normalize("NFKC").toLowerCase();

/** The seats that nobody has taken, sorted by name. */
export function selectOpenSeats(db: Db, courseId: string): RosterSeat[] {
  return db
    .select()
    .from(rosterSeats)
    .where(and(eq(rosterSeats.courseId, courseId), isOpenSeat))
    .orderBy(asc(rosterSeats.name), asc(rosterSeats.id))
    .all();
}

/** undefined if the course has no such seat, or if it is taken or withdrawn. */
export function selectOptionalOpenSeat(
  db: Pick<Db, "select">,
  courseId: string,
  id: string,
): RosterSeat | undefined {
  return db
    .select()
    .from(rosterSeats)
    .where(and(eq(rosterSeats.id, id), eq(rosterSeats.courseId, courseId), isOpenSeat))
    .get();
}

/** Finds a seat by the secret of its link. undefined if the course is archived. */
export function selectOptionalSeatByLink(
  db: Pick<Db, "select">,
  secret: string,
): { seat: RosterSeat; course: { id: string; title: string } } | undefined {
  return db
    .select({ seat: rosterSeats, course: { id: courses.id, title: courses.title } })
    .from(rosterSeats)
    .innerJoin(courses, eq(courses.id, rosterSeats.courseId))
    .where(
      and(eq(rosterSeats.linkHash, hashSecret(secret)), isOpenSeat, isNull(courses.archivedAt)),
    )
    .get();
}

/** Creates a new link for an open seat, and invalidates the older one. Returns its secret. */
export function makeSeatLink(db: Pick<Db, "update">, seatId: string): string {
  const secret = newSecret();
  db.update(rosterSeats)
    .set({ linkHash: hashSecret(secret) })
    .where(and(eq(rosterSeats.id, seatId), isOpenSeat))
    .run();
  return secret;
}

/**
 * Gives an open seat to an account that has proven to belong to the person on the roster's line. A
 * participant of the course keeps their role and date, and gets the roster's section and name.
 * False if the seat was taken a moment ago, or if the account has another line's seat in this
 * course. Call it in a transaction.
 */
export function takeSeat(
  db: Db,
  seat: RosterSeat,
  userId: string,
  how: ProofWay,
  actorId: string,
  now = new Date(),
): boolean {
  const { id, courseId, name, username, email, section, role } = seat;
  const before = db
    .select({
      role: enrolments.role,
      section: enrolments.section,
      rosterName: enrolments.rosterName,
    })
    .from(enrolments)
    .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
    .get();
  if (before !== undefined && how !== "staff" && isSomebodyElse(before.rosterName, name))
    return false;
  const { changes } = db
    .update(rosterSeats)
    .set({ takenBy: userId, takenAt: now, linkHash: null })
    .where(and(eq(rosterSeats.id, id), isOpenSeat))
    .run();
  if (changes === 0) return false;
  const rosterName = name === "" ? null : name;
  if (before === undefined)
    db.insert(enrolments)
      .values({ courseId, userId, role, section, rosterName, joinedAt: now })
      .run();
  else {
    const moved = section === null || before.role !== "student" ? {} : { section };
    const named = rosterName === null ? {} : { rosterName };
    if (Object.keys({ ...moved, ...named }).length > 0)
      db.update(enrolments)
        .set({ ...moved, ...named })
        .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
        .run();
  }
  recordProofs(
    db,
    userId,
    { email: email.toLowerCase(), username: normalized(username) },
    how,
    now,
  );
  recordAudit(
    db,
    {
      action: "seat.take",
      actorId,
      courseId,
      userId,
      before: before === undefined ? null : { role: before.role, section: before.section },
      after: {
        seat: id,
        how,
        role: before?.role ?? role,
        section: section ?? before?.section ?? null,
      },
    },
    now,
  );
  return true;
}

/**
 * Whether the account has a seat under another name of the roster: opening a classmate's link must
 * not rename it.
 */
export function isSomebodyElse(rosterName: string | null, seatName: string): boolean {
  return rosterName !== null && seatName !== "" && rosterName !== seatName;
}

/** Open seats of courses that are not archived. */
function selectSeatsLike(db: Pick<Db, "select">, condition: SQL): { seat: RosterSeat }[] {
  return db
    .select({ seat: rosterSeats })
    .from(rosterSeats)
    .innerJoin(courses, eq(courses.id, rosterSeats.courseId))
    .where(and(condition, isOpenSeat, isNull(courses.archivedAt)))
    .all();
}

/**
 * Gives the account every open seat with this address, which it has just proven. Call it in a
 * transaction. Returns the number of seats.
 */
export function takeSeatsByEmail(
  db: Db,
  userId: string,
  email: string,
  how: ProofWay,
  now = new Date(),
): number {
  const open = selectSeatsLike(db, sql`lower(${rosterSeats.email}) = ${email.toLowerCase()}`);
  return open.filter(({ seat }) => takeSeat(db, seat, userId, how, userId, now)).length;
}

/** The same for a username, in the form that `users` compares. */
export function takeSeatsByUsername(
  db: Db,
  userId: string,
  username: string,
  how: ProofWay,
  now = new Date(),
): number {
  const open = selectSeatsLike(
    db,
    // SQLite lowers ASCII letters only; all other names are compared below.
    sql`(lower(${rosterSeats.username}) = ${username} or ${rosterSeats.username} glob '*[^ -~]*')`,
  );
  return open.filter(
    ({ seat }) =>
      normalized(seat.username) === username && takeSeat(db, seat, userId, how, userId, now),
  ).length;
}

/** False if it is not open any more. */
export function withdrawSeat(
  db: Db,
  actorId: string,
  courseId: string,
  id: string,
  now = new Date(),
): boolean {
  return db.transaction(
    (tx) => {
      const { changes } = tx
        .update(rosterSeats)
        .set({ withdrawnAt: now, linkHash: null })
        .where(and(eq(rosterSeats.id, id), eq(rosterSeats.courseId, courseId), isOpenSeat))
        .run();
      if (changes > 0)
        recordAudit(tx, { action: "seat.withdraw", actorId, courseId, after: { seat: id } }, now);
      return changes > 0;
    },
    { behavior: "immediate" },
  );
}
