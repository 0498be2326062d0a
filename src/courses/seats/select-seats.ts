// A course's open seats as its People page shows them: the roster's line, and the account that
// claims it.

import { and, asc, eq } from "drizzle-orm";
import { removeMadeUpEmail } from "../../identity/login-names.ts";
import type { Db } from "../../db/open.ts";
import { enrolments, users } from "../../db/schema.ts";
import { rosterSeats } from "../../db/roster-schema.ts";
import { isOpenSeat } from "../../identity/seats.ts";

export interface OpenSeat {
  id: string;
  name: string;
  username: string;
  email: string;
  section: string | null;
  hasLink: boolean;
  /** null: the account is gone. */
  claimant: { name: string; login: string; isVerified: boolean; createdAt: Date } | null;
}

/** By the roster's names. */
export function selectSeatList(db: Db, courseId: string): OpenSeat[] {
  return db
    .select({
      seat: rosterSeats,
      name: users.name,
      username: users.displayUsername,
      email: users.email,
      isVerified: users.emailVerified,
      createdAt: users.createdAt,
    })
    .from(rosterSeats)
    .leftJoin(users, eq(users.id, rosterSeats.claimedBy))
    .where(and(eq(rosterSeats.courseId, courseId), isOpenSeat))
    .orderBy(asc(rosterSeats.name), asc(rosterSeats.id))
    .all()
    .map(({ seat: { id, name, username, email, section, linkHash }, ...account }) => ({
      id,
      name,
      username,
      email,
      section,
      hasLink: linkHash !== null,
      claimant:
        account.name === null
          ? null
          : {
              name: account.name,
              login: [account.username, removeMadeUpEmail(account.email ?? "")]
                .filter((text) => text !== null && text !== "")
                .join(" · "),
              isVerified: account.isVerified === true,
              createdAt: account.createdAt!,
            },
    }));
}

/**
 * The name that the roster gives a person in a course; null if they are not in it, or on no roster.
 */
export function selectOptionalRosterName(
  db: Db,
  courseId: string,
  userId: string | null,
): string | null {
  if (userId === null) return null;
  return (
    db
      .select({ name: enrolments.rosterName })
      .from(enrolments)
      .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
      .get()?.name ?? null
  );
}
