// Imports a planned roster as accounts and seats, all in one transaction. If anything has changed
// since it was planned, nothing is imported.

import BetterSqlite from "better-sqlite3";
import { recordAudit } from "../../db/record-audit.ts";
import { makeUpEmail, normalizeUsername } from "../../identity/login-names.ts";
import type { Db } from "../../db/open.ts";
import { takeSeat } from "../../identity/seats.ts";
import type { PlanLine } from "./plan-line.ts";
import { type ImportCounts, countImport, type ImportWork } from "./prepare-import.ts";
import { RosterChangedError, storeSeat, prepareSeatCloser } from "./store-seat.ts";

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
  const write = prepareWriters(db, actorId, courseId, now);
  const result = countImport(lines, claims);
  const work = db.$client.transaction(() => {
    for (const { userId, line } of accounts) write.addAccount(userId, line);
    for (const line of lines) write.importLine(line);
    for (const claimed of claims) {
      const stored = storeSeat(db, actorId, courseId, claimed, now);
      if (claimed.isConfirmed && !takeSeat(db, stored, claimed.line.userId!, "staff", actorId, now))
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

interface Writers {
  /** Creates the account and enrols it. */
  addAccount: (userId: string, line: PlanLine) => void;
  /**
   * Enrols, moves or renames the account that has proven to be the person of the line. Throws
   * `RosterChangedError`.
   */
  importLine: (line: PlanLine) => void;
}

function prepareWriters(db: Db, actorId: string, courseId: string, now: Date): Writers {
  const { $client } = db;
  const at = now.getTime();
  const insertUser = $client.prepare(
    `insert into users (id, name, email, email_verified, created_at, updated_at,
      username, display_username, is_anonymous, made_by_course)
    values (?, ?, ?, 0, ?, ?, ?, ?, 0, ?)`,
  );
  const insertProof = $client.prepare(
    "insert or ignore into identity_proofs (user_id, kind, value, how, proven_at) values (?, ?, ?, 'roster', ?)",
  );
  const insertEnrolment = $client.prepare(
    "insert into enrolments (course_id, user_id, role, section, roster_name, joined_at) values (?, ?, ?, ?, ?, ?)",
  );
  const updateEnrolment = $client.prepare(
    `update enrolments set section = ?, roster_name = coalesce(?, roster_name)
    where course_id = ? and user_id = ? and section is ? and roster_name is ?`,
  );
  const log = prepareLog(db, actorId, courseId, at);
  const enrol = (userId: string, { role, section, rosterName }: PlanLine) => {
    insertEnrolment.run(courseId, userId, role, section, rosterName, at);
    log(userId, "enrolment.add", null, { role, section });
  };
  const closeSeat = prepareSeatCloser(db, courseId, at);
  /**
   * The account has proven one of the line's names, and the roster says that the other belongs to
   * the same person.
   */
  const settle = (userId: string, { username, email }: PlanLine["given"]) => {
    if (email !== "") insertProof.run(userId, "email", email.toLowerCase(), at);
    if (username !== "") insertProof.run(userId, "username", normalizeUsername(username), at);
    closeSeat(userId, { username, email });
  };
  return {
    addAccount: (userId, line) => {
      const { name, username, email } = line;
      insertUser.run(
        userId,
        name,
        email === "" ? makeUpEmail() : email.toLowerCase(),
        at,
        at,
        username === "" ? null : normalizeUsername(username),
        username === "" ? null : username,
        courseId,
      );
      enrol(userId, line);
      settle(userId, { username, email });
    },
    importLine: (line) => {
      const { kind, userId, section, sectionBefore, rosterName, rosterNameBefore } = line;
      if (userId === null || kind === "claim") return;
      if (kind === "enrol") enrol(userId, line);
      settle(userId, line.given);
      if (kind !== "section" && kind !== "name") return;
      const { changes } = updateEnrolment.run(
        section,
        rosterName,
        courseId,
        userId,
        sectionBefore,
        rosterNameBefore,
      );
      if (changes !== 1) throw new RosterChangedError();
      if (kind === "section")
        log(userId, "enrolment.change", { section: sectionBefore }, { section });
      // The log holds no names.
      else log(userId, "enrolment.rename", null, { isRenamed: true });
    },
  };
}

type Log = (userId: string, action: string, before: object | null, after: object) => void;

/** One statement for all entries of an import, which may have thousands of lines. */
function prepareLog({ $client }: Db, actorId: string, courseId: string, at: number): Log {
  const insertEvent = $client.prepare(
    "insert into audit_events (at, actor_id, course_id, user_id, action, before, after) values (?, ?, ?, ?, ?, ?, ?)",
  );
  return (userId, action, before, after) => {
    insertEvent.run(
      at,
      actorId,
      courseId,
      userId,
      action,
      before === null ? null : JSON.stringify(before),
      JSON.stringify(after),
    );
  };
}
