// A planned roster becomes accounts and seats: all of it in one transaction, or nothing. What has changed since it was planned undoes it as a whole.

import BetterSqlite from "better-sqlite3";
import { recordAudit } from "../../audit/record-audit.ts";
import { makeUpEmail, normalizeUsername } from "../../auth/better-auth.ts";
import { newId } from "../../db/id.ts";
import type { Db } from "../../db/open.ts";
import type { PlanKind, PlanLine } from "./plan-roster.ts";

export interface ImportCounts {
  created: number;
  enrolled: number;
  moved: number;
}

/** Somebody was faster: an account or a seat is there that was not, or is gone. */
export class RosterChangedError extends Error {}

export interface NewAccount {
  userId: string;
  line: PlanLine;
}

/** The accounts that an import will make, with ids, in the order of the file: whoever imports notes them first, so that no account is left without its link. */
export function prepareAccounts(lines: PlanLine[]): NewAccount[] {
  return lines.filter(({ kind }) => kind === "new").map((line) => ({ userId: newId(), line }));
}

export function countPlan(lines: PlanLine[]): Record<PlanKind, number> {
  const counts: Record<PlanKind, number> = { new: 0, enrol: 0, section: 0, already: 0 };
  for (const { kind } of lines) counts[kind] += 1;
  return counts;
}

/**
 * Throws `RosterChangedError`, and then nothing has changed. It holds the database for as long as it takes (some 25 ms for 1,000 people): a
 * transaction that let others in between would be theirs too.
 */
export function importRoster(db: Db, actorId: string, courseId: string, lines: PlanLine[], accounts: NewAccount[], now = new Date()): ImportCounts {
  const { $client } = db;
  const at = now.getTime();
  const addUser = $client.prepare("insert into users (id, name, email, email_verified, created_at, updated_at, username, display_username, is_anonymous) values (?, ?, ?, 0, ?, ?, ?, ?, 0)");
  const enrol = $client.prepare("insert into enrolments (course_id, user_id, role, section, joined_at) values (?, ?, 'student', ?, ?)");
  const move = $client.prepare("update enrolments set section = ? where course_id = ? and user_id = ? and role = 'student' and section is ?");
  const log = $client.prepare("insert into audit_events (at, actor_id, course_id, user_id, action, before, after) values (?, ?, ?, ?, ?, ?, ?)");
  const seat = (userId: string, section: string | null) => {
    enrol.run(courseId, userId, section, at);
    log.run(at, actorId, courseId, userId, "enrolment.add", null, JSON.stringify({ role: "student", section }));
  };
  const counts = countPlan(lines);
  const result: ImportCounts = { created: counts.new, enrolled: counts.enrol, moved: counts.section };
  const work = $client.transaction(() => {
    for (const { userId, line: { name, username, email, section } } of accounts) {
      addUser.run(userId, name, email === "" ? makeUpEmail() : email.toLowerCase(), at, at, username === "" ? null : normalizeUsername(username), username === "" ? null : username);
      seat(userId, section);
    }
    for (const { kind, userId, section, sectionBefore } of lines) {
      if (userId === null) continue;
      if (kind === "enrol") seat(userId, section);
      if (kind !== "section") continue;
      if (move.run(section, courseId, userId, sectionBefore).changes !== 1) throw new RosterChangedError();
      log.run(at, actorId, courseId, userId, "enrolment.change", JSON.stringify({ section: sectionBefore }), JSON.stringify({ section }));
    }
    recordAudit(db, { action: "roster.import", actorId, courseId, after: result }, now);
  });
  try {
    work.immediate();
  } catch (error) {
    if (error instanceof BetterSqlite.SqliteError && error.code.startsWith("SQLITE_CONSTRAINT")) throw new RosterChangedError("a roster's plan is out of date", { cause: error });
    throw error;
  }
  return result;
}
