// What importing a roster would do, line by line, as things stand now: nothing is changed here. Its hash says later whether it would still be the same.

import { createHash } from "node:crypto";
import { faultOfName, faultOfUsername, isEmail } from "../../auth/account-forms.ts";
import { normalizeUsername, realEmail } from "../../auth/better-auth.ts";
import type { Db } from "../../db/open.ts";
import type { CourseRole } from "../../db/schema.ts";
import type { Fault } from "../../ui/field.tsx";
import { MAX_SECTION_LENGTH } from "../change-enrolments.ts";
import type { Roster, RosterLine, RosterProblem } from "./read-roster.ts";
import type { Pause } from "./take-turns.ts";

/** new: gets an account. enrol: has one. section: is in the course, and moves. already: nothing to do. */
export const PLAN_KINDS = ["new", "enrol", "section", "already"] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

export interface PlanLine {
  line: number;
  kind: PlanKind;
  /** Of the account, where there is one; else as the file has it. */
  name: string;
  username: string;
  email: string;
  section: string | null;
  sectionBefore: string | null;
  /** null for a new account. */
  userId: string | null;
}

export interface Plan {
  lines: PlanLine[];
  problems: RosterProblem[];
  hash: string;
}

interface AccountRow {
  id: string;
  name: string;
  username: string | null;
  email: string;
}

export async function planRoster(db: Db, courseId: string, roster: Roster, pause: Pause): Promise<Plan> {
  const find = prepareQueries(db, courseId);
  const plan: Plan = { lines: [], problems: [...roster.problems], hash: "" };
  const seen = { usernames: new Map<string, number>(), emails: new Map<string, number>(), accounts: new Map<string, number>() };
  const hash = createHash("sha256");
  for (const line of roster.lines) {
    const planned = planLine(line, find, seen);
    if ("key" in planned) plan.problems.push(planned);
    else plan.lines.push(planned);
    hash.update(JSON.stringify(planned));
    await pause();
  }
  return { ...plan, hash: hash.digest("hex") };
}

interface Queries {
  byUsername: (username: string) => AccountRow | undefined;
  byEmail: (email: string) => AccountRow | undefined;
  enrolment: (userId: string) => { role: CourseRole; section: string | null } | undefined;
}

function prepareQueries({ $client }: Db, courseId: string): Queries {
  const account = "select id, name, display_username as username, email from users where coalesce(is_anonymous, 0) = 0 and";
  const byUsername = $client.prepare<[string], AccountRow>(`${account} username = ?`);
  const byEmail = $client.prepare<[string], AccountRow>(`${account} email = ?`);
  const enrolment = $client.prepare<[string, string], { role: CourseRole; section: string | null }>("select role, section from enrolments where course_id = ? and user_id = ?");
  return { byUsername: (name) => byUsername.get(name), byEmail: (email) => byEmail.get(email), enrolment: (userId) => enrolment.get(courseId, userId) };
}

function planLine(given: RosterLine, find: Queries, seen: Record<"usernames" | "emails" | "accounts", Map<string, number>>): PlanLine | RosterProblem {
  const { line, username, email } = given;
  const problem = (fault: Fault): RosterProblem => ({ line, ...fault });
  const fault = faultOfCells(given);
  if (fault !== undefined) return problem(fault);

  const [login, address] = [normalizeUsername(username), email.toLowerCase()];
  const [sameName, sameMail] = [seen.usernames.get(login), seen.emails.get(address)];
  if (login !== "" && sameName !== undefined) return problem({ key: "roster.problem.usernameTwice", params: { other: sameName } });
  if (address !== "" && sameMail !== undefined) return problem({ key: "roster.problem.emailTwice", params: { other: sameMail } });
  if (login !== "") seen.usernames.set(login, line);
  if (address !== "") seen.emails.set(address, line);

  const byName = login === "" ? undefined : find.byUsername(login);
  const byMail = address === "" ? undefined : find.byEmail(address);
  if (byName !== undefined && byMail !== undefined && byName.id !== byMail.id) return problem({ key: "roster.problem.twoAccounts" });
  // A user name that somebody else has: their account says another address.
  if (byName !== undefined && byMail === undefined && address !== "" && realEmail(byName.email) !== null) return problem({ key: "roster.problem.otherEmail" });

  const account = byMail ?? byName;
  const section = given.section === "" ? null : given.section;
  if (account === undefined) {
    if (given.name === "") return problem({ key: "roster.problem.noName" });
    const nameFault = faultOfName(given.name);
    return nameFault === undefined ? { line, kind: "new", name: given.name, username, email, section, sectionBefore: null, userId: null } : problem(nameFault);
  }
  const sameAccount = seen.accounts.get(account.id);
  if (sameAccount !== undefined) return problem({ key: "roster.problem.accountTwice", params: { other: sameAccount } });
  seen.accounts.set(account.id, line);

  const enrolled = find.enrolment(account.id);
  const known = { line, name: account.name, username: account.username ?? "", email: realEmail(account.email) ?? "", userId: account.id };
  if (enrolled === undefined) return { ...known, kind: "enrol", section, sectionBefore: null };
  const moves = section !== null && section !== enrolled.section && enrolled.role === "student";
  return { ...known, kind: moves ? "section" : "already", section: moves ? section : enrolled.section, sectionBefore: enrolled.section };
}

function faultOfCells({ username, email, section }: RosterLine): Fault | undefined {
  if (username === "" && email === "") return { key: "roster.problem.noLogin" };
  const usernameFault = username === "" ? undefined : faultOfUsername(username);
  if (usernameFault !== undefined) return usernameFault;
  if (email !== "" && !isEmail(email)) return { key: "account.fault.emailForm" };
  return section.length > MAX_SECTION_LENGTH ? { key: "people.fault.section", params: { count: MAX_SECTION_LENGTH } } : undefined;
}
