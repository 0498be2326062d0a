// The seats of a roster's import: the seat of a claimed line is stored, and open seats of people who
// have proven their names are closed.

import { and, eq } from "drizzle-orm";
import { recordAudit } from "../../db/record-audit.ts";
import { normalizeUsername } from "../../identity/login-names.ts";
import type { Db } from "../../db/open.ts";
import { rosterSeats } from "../../db/roster-schema.ts";
import { isOpenSeat, type RosterSeat, selectOpenSeats } from "../../identity/seats.ts";
import type { PlanLine } from "./plan-line.ts";
import type { ClaimedLine } from "./prepare-import.ts";

/** An account or a seat was created or removed since the plan was made. */
export class RosterChangedError extends Error {}

/**
 * Stores the seat of a line that an account claims: a new one, or the open seat of an earlier
 * import, updated to this roster.
 */
export function storeSeat(
  db: Db,
  actorId: string,
  courseId: string,
  { seatId, line: { claim, given, rosterName, section, role, userId } }: ClaimedLine,
  now: Date,
): RosterSeat {
  const values = {
    name: rosterName ?? "",
    username: given.username,
    email: given.email.toLowerCase(),
    section,
    role,
    claimedBy: userId,
  };
  if (claim?.seatId === seatId) {
    const isThere = and(eq(rosterSeats.id, seatId), eq(rosterSeats.courseId, courseId), isOpenSeat);
    const before = db.select().from(rosterSeats).where(isThere).get();
    if (before === undefined) throw new RosterChangedError();
    // A link that was sent for the old line must not open the corrected one.
    const isSameLine =
      before.name === values.name &&
      before.username === values.username &&
      before.email === values.email &&
      before.role === role;
    db.update(rosterSeats)
      .set({ ...values, ...(isSameLine ? {} : { linkHash: null }) })
      .where(isThere)
      .run();
  } else {
    db.insert(rosterSeats)
      .values({ id: seatId, courseId, ...values, createdAt: now, createdBy: actorId })
      .run();
    recordAudit(
      db,
      { action: "seat.open", actorId, courseId, userId, after: { seat: seatId, section } },
      now,
    );
  }
  return db.select().from(rosterSeats).where(eq(rosterSeats.id, seatId)).get()!;
}

/**
 * A person who has proven names for which an earlier import left a seat open takes that seat too.
 */
export function prepareSeatCloser(
  db: Db,
  courseId: string,
  at: number,
): (userId: string, given: PlanLine["given"]) => void {
  const open = new Map<string, string>();
  for (const { id, username, email } of selectOpenSeats(db, courseId)) {
    if (username !== "") open.set(`u ${normalizeUsername(username)}`, id);
    if (email !== "") open.set(`e ${email}`, id);
  }
  const close = db.$client.prepare(
    `update roster_seats set taken_by = ?, taken_at = ?, link_hash = null
    where id = ? and taken_at is null and withdrawn_at is null`,
  );
  return (userId, { username, email }) => {
    for (const id of [
      open.get(`u ${normalizeUsername(username)}`),
      open.get(`e ${email.toLowerCase()}`),
    ])
      if (id !== undefined) close.run(userId, at, id);
  };
}
