// Imports a planned roster as accounts and seats, all in one transaction. If anything has changed
// since it was planned, nothing is imported.

import BetterSqlite from "better-sqlite3";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../../db/record-audit.ts";
import { makeUpEmail, normalizeUsername } from "../../identity/login-names.ts";
import { newId } from "../../db/id.ts";
import type { Db } from "../../db/open.ts";
import type { CourseRole } from "../../db/schema.ts";
import { rosterSeats } from "../../db/teaching-schema.ts";
import { isOpenSeat, type RosterSeat, selectOpenSeats, takeSeat } from "../../identity/seats.ts";
import type { PlanKind, PlanLine } from "./plan-roster.ts";

export interface ImportCounts {
  created: number;
  enrolled: number;
  moved: number;
  /** Only the roster's name changed. */
  renamed: number;
  /** Lines that an account claims, and that gave no seat. */
  claimed: number;
}

/** An account or a seat was created or removed since the plan was made. */
export class RosterChangedError extends Error {}

export interface NewAccount {
  userId: string;
  line: PlanLine;
}

/**
 * The accounts that an import will create, with their ids, in the order of the file. The caller
 * records them first, so that no account is left without its link.
 */
export function prepareAccounts(lines: PlanLine[]): NewAccount[] {
  return lines.filter(({ kind }) => kind === "new").map((line) => ({ userId: newId(), line }));
}

export interface ClaimedLine {
  /** A row of `roster_seats`. */
  seatId: string;
  line: PlanLine;
  /** Staff confirmed that the account belongs to the person on this line. */
  isConfirmed: boolean;
}

/**
 * The claims of a roster, with the ids of their seats. `confirmed`: line numbers. If one account
 * claims several lines, only the first confirmed line can be that person.
 */
export function prepareClaims(lines: PlanLine[], confirmed: ReadonlySet<number>): ClaimedLine[] {
  const taken = new Set<string | null>();
  return lines.flatMap((line) => {
    if (line.claim === null) return [];
    const isConfirmed = confirmed.has(line.line) && !taken.has(line.userId);
    if (isConfirmed) taken.add(line.userId);
    return [{ seatId: line.claim.seatId ?? newId(), line, isConfirmed }];
  });
}

export function countPlan(lines: PlanLine[]): Record<PlanKind, number> {
  const counts: Record<PlanKind, number> = {
    new: 0,
    enrol: 0,
    claim: 0,
    section: 0,
    name: 0,
    already: 0,
  };
  for (const { kind } of lines) counts[kind] += 1;
  return counts;
}

export function countImport(lines: PlanLine[], claims: ClaimedLine[]): ImportCounts {
  const counts = countPlan(lines);
  const confirmed = claims.filter(({ isConfirmed }) => isConfirmed).length;
  return {
    created: counts.new,
    enrolled: counts.enrol + confirmed,
    moved: counts.section,
    renamed: counts.name,
    claimed: counts.claim - confirmed,
  };
}

export interface ImportWork {
  lines: PlanLine[];
  accounts: NewAccount[];
  claims: ClaimedLine[];
}

/**
 * Throws `RosterChangedError`, and then nothing has changed. Blocks the database while it runs
 * (about 25 ms for 1,000 people): code that ran in between would be inside this transaction too.
 */
export function importRoster(
  db: Db,
  actorId: string,
  courseId: string,
  { lines, accounts, claims }: ImportWork,
  now = new Date(),
): ImportCounts {
  const { $client } = db;
  const at = now.getTime();
  const addUser = $client.prepare(
    "insert into users (id, name, email, email_verified, created_at, updated_at, username, display_username, is_anonymous, made_by_course) values (?, ?, ?, 0, ?, ?, ?, ?, 0, ?)",
  );
  const prove = $client.prepare(
    "insert or ignore into identity_proofs (user_id, kind, value, how, proven_at) values (?, ?, ?, 'roster', ?)",
  );
  const enrol = $client.prepare(
    "insert into enrolments (course_id, user_id, role, section, roster_name, joined_at) values (?, ?, ?, ?, ?, ?)",
  );
  const move = $client.prepare(
    "update enrolments set section = ?, roster_name = coalesce(?, roster_name) where course_id = ? and user_id = ? and section is ? and roster_name is ?",
  );
  const log = $client.prepare(
    "insert into audit_events (at, actor_id, course_id, user_id, action, before, after) values (?, ?, ?, ?, ?, ?, ?)",
  );
  const seat = (
    userId: string,
    role: CourseRole,
    section: string | null,
    rosterName: string | null,
  ) => {
    enrol.run(courseId, userId, role, section, rosterName, at);
    log.run(
      at,
      actorId,
      courseId,
      userId,
      "enrolment.add",
      null,
      JSON.stringify({ role, section }),
    );
  };
  const closeSeat = prepareSeatCloser(db, courseId, at);
  /**
   * The account has proven one of the line's names, and the roster says that the other belongs to
   * the same person.
   */
  const settle = (userId: string, { username, email }: PlanLine["given"]) => {
    if (email !== "") prove.run(userId, "email", email.toLowerCase(), at);
    if (username !== "") prove.run(userId, "username", normalizeUsername(username), at);
    closeSeat(userId, { username, email });
  };
  const result = countImport(lines, claims);
  const work = $client.transaction(() => {
    for (const {
      userId,
      line: { name, username, email, section, rosterName, role },
    } of accounts) {
      addUser.run(
        userId,
        name,
        email === "" ? makeUpEmail() : email.toLowerCase(),
        at,
        at,
        username === "" ? null : normalizeUsername(username),
        username === "" ? null : username,
        courseId,
      );
      seat(userId, role, section, rosterName);
      settle(userId, { username, email });
    }
    for (const {
      kind,
      userId,
      section,
      sectionBefore,
      rosterName,
      rosterNameBefore,
      given,
      role,
    } of lines) {
      if (userId === null || kind === "claim") continue;
      if (kind === "enrol") seat(userId, role, section, rosterName);
      settle(userId, given);
      if (kind !== "section" && kind !== "name") continue;
      if (
        move.run(section, rosterName, courseId, userId, sectionBefore, rosterNameBefore).changes !==
        1
      )
        throw new RosterChangedError();
      if (kind === "section")
        log.run(
          at,
          actorId,
          courseId,
          userId,
          "enrolment.change",
          JSON.stringify({ section: sectionBefore }),
          JSON.stringify({ section }),
        );
      // The log holds no names.
      else
        log.run(
          at,
          actorId,
          courseId,
          userId,
          "enrolment.rename",
          null,
          JSON.stringify({ isRenamed: true }),
        );
    }
    for (const claimed of claims) {
      const kept = keepSeat(db, actorId, courseId, claimed, now);
      if (claimed.isConfirmed && !takeSeat(db, kept, claimed.line.userId!, "staff", actorId, now))
        throw new RosterChangedError();
    }
    recordAudit(db, { action: "roster.import", actorId, courseId, after: result }, now);
  });
  try {
    work.immediate();
  } catch (error) {
    if (error instanceof BetterSqlite.SqliteError && error.code.startsWith("SQLITE_CONSTRAINT"))
      throw new RosterChangedError("a roster's plan is out of date", { cause: error });
    throw error;
  }
  return result;
}

/**
 * Stores the seat of a line that an account claims: a new one, or the open seat of an earlier
 * import, updated to this roster.
 */
function keepSeat(
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
function prepareSeatCloser(
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
    "update roster_seats set taken_by = ?, taken_at = ?, link_hash = null where id = ? and taken_at is null and withdrawn_at is null",
  );
  return (userId, { username, email }) => {
    for (const id of [
      open.get(`u ${normalizeUsername(username)}`),
      open.get(`e ${email.toLowerCase()}`),
    ])
      if (id !== undefined) close.run(userId, at, id);
  };
}
