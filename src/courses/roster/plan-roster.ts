// What importing a roster would do, line by line; nothing is changed here. The plan's hash shows
// later whether it is still the same.

import { createHash } from "node:crypto";
import { faultOfName, faultOfUsername, isEmail } from "../../auth/account-forms.ts";
import { normalizeUsername, realEmail } from "../../identity/login-names.ts";
import type { Db } from "../../db/open.ts";
import type { CourseRole } from "../../db/schema.ts";
import { type AccountFinder, prepareAccountFinder } from "../../identity/proofs.ts";
import { selectOpenSeats } from "../../identity/seats.ts";
import type { Fault } from "../../ui/field.tsx";
import { MAX_SECTION_LENGTH } from "../../membership/change-enrolments.ts";
import type { Roster, RosterProblem } from "./read-roster.ts";
import type { RosterLine } from "./roster-line.ts";
import type { Pause } from "../../tables/take-turns.ts";

/**
 * new: gets an account. enrol: has an account that has proven to be theirs. claim: an account has
 * the line's username or address but has proven nothing; it gets no seat yet. section: is in the
 * course, and changes section. name: only the roster's name changes. already: nothing to do.
 */
export const PLAN_KINDS = ["new", "enrol", "claim", "section", "name", "already"] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

export interface PlanLine {
  line: number;
  kind: PlanKind;
  /** The account's name if there is one; else the name in the file. */
  name: string;
  username: string;
  email: string;
  section: string | null;
  sectionBefore: string | null;
  /** The role in the course, now or after the import. */
  role: CourseRole;
  /** The name in the file; null if it has none. */
  rosterName: string | null;
  /** The name in an earlier roster of this course. */
  rosterNameBefore: string | null;
  /** The account's own name differs from the roster's. */
  isNameDifferent: boolean;
  /** null for a new account. For a claim: the account that claims the line. */
  userId: string | null;
  /** As in the file; "" if missing. */
  given: { username: string; email: string };
  /** null unless the line is a claim. */
  claim: Claim | null;
}

/** Helps staff to decide whether an account belongs to the person on the line. */
export interface Claim {
  accountMadeAtMs: number;
  /** In the course already, by a join link or added by hand. */
  isIn: boolean;
  /** The open seat that an earlier import left for the same line. */
  seatId: string | null;
}

export interface Plan {
  lines: PlanLine[];
  problems: RosterProblem[];
  hash: string;
}

export async function planRoster(
  db: Db,
  courseId: string,
  roster: Roster,
  pause: Pause,
): Promise<Plan> {
  const find = prepareQueries(db, courseId);
  const plan: Plan = { lines: [], problems: [...roster.problems], hash: "" };
  const seen = {
    usernames: new Map<string, number>(),
    emails: new Map<string, number>(),
    accounts: new Map<string, number>(),
  };
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

interface Enrolment {
  role: CourseRole;
  section: string | null;
  rosterName: string | null;
}

interface Queries extends AccountFinder {
  enrolment: (userId: string) => Enrolment | undefined;
  openSeat: (login: string, address: string) => string | undefined;
}

function prepareQueries(db: Db, courseId: string): Queries {
  const enrolment = db.$client.prepare<[string, string], Enrolment>(
    "select role, section, roster_name as rosterName from enrolments where course_id = ? and user_id = ?",
  );
  const seats = new Map<string, string>();
  for (const { id, username, email } of selectOpenSeats(db, courseId)) {
    if (username !== "") seats.set(`u ${normalizeUsername(username)}`, id);
    if (email !== "") seats.set(`e ${email.toLowerCase()}`, id);
  }
  return {
    ...prepareAccountFinder(db),
    enrolment: (userId) => enrolment.get(courseId, userId),
    openSeat: (login, address) => seats.get(`u ${login}`) ?? seats.get(`e ${address}`),
  };
}

function planLine(
  given: RosterLine,
  find: Queries,
  seen: Record<"usernames" | "emails" | "accounts", Map<string, number>>,
): PlanLine | RosterProblem {
  const { line, username, email } = given;
  const problem = (fault: Fault): RosterProblem => ({ line, ...fault });
  const fault = faultOfCells(given);
  if (fault !== undefined) return problem(fault);

  const [login, address] = [normalizeUsername(username), email.toLowerCase()];
  const [sameName, sameMail] = [seen.usernames.get(login), seen.emails.get(address)];
  if (login !== "" && sameName !== undefined)
    return problem({ key: "roster.problem.usernameTwice", params: { other: sameName } });
  if (address !== "" && sameMail !== undefined)
    return problem({ key: "roster.problem.emailTwice", params: { other: sameMail } });
  if (login !== "") seen.usernames.set(login, line);
  if (address !== "") seen.emails.set(address, line);

  const provenByName = login === "" ? undefined : find.provenByUsername(login);
  const provenByMail = address === "" ? undefined : find.provenByEmail(address);
  if (
    provenByName !== undefined &&
    provenByMail !== undefined &&
    provenByName.id !== provenByMail.id
  )
    return problem({ key: "roster.problem.twoAccounts" });
  const section = given.section === "" ? null : given.section;
  const rosterName = given.name === "" ? null : given.name;
  const common = {
    line,
    role: given.role,
    section,
    sectionBefore: null,
    rosterName,
    rosterNameBefore: null,
    given: { username, email },
    claim: null,
  };

  const proven = provenByMail ?? provenByName;
  const account =
    proven ??
    (address === "" ? undefined : find.byEmail(address)) ??
    (login === "" ? undefined : find.byUsername(login));
  if (account === undefined) {
    const name = rosterName ?? given.nameless;
    if (name === "") return problem({ key: "roster.problem.noName" });
    const nameFault = faultOfName(name);
    return nameFault === undefined
      ? { ...common, kind: "new", name, username, email, userId: null, isNameDifferent: false }
      : problem(nameFault);
  }
  const known = {
    ...common,
    name: account.name,
    username: account.username ?? "",
    email: realEmail(account.email) ?? "",
    userId: account.id,
    isNameDifferent: rosterName !== null && !isSameName(rosterName, account.name),
  };
  const enrolled = find.enrolment(account.id);
  if (proven === undefined) {
    if (enrolled !== undefined && enrolled.role !== "student")
      return {
        ...known,
        kind: "already",
        section: enrolled.section,
        sectionBefore: enrolled.section,
        role: enrolled.role,
      };
    return {
      ...known,
      kind: "claim",
      claim: {
        accountMadeAtMs: account.createdAt,
        isIn: enrolled !== undefined,
        seatId: find.openSeat(login, address) ?? null,
      },
    };
  }
  const sameAccount = seen.accounts.get(account.id);
  if (sameAccount !== undefined)
    return problem({ key: "roster.problem.accountTwice", params: { other: sameAccount } });
  seen.accounts.set(account.id, line);
  if (enrolled === undefined) return { ...known, kind: "enrol" };
  const moves = section !== null && section !== enrolled.section && enrolled.role === "student";
  const isRenamed = rosterName !== null && rosterName !== enrolled.rosterName;
  return {
    ...known,
    kind: moves ? "section" : isRenamed ? "name" : "already",
    section: moves ? section : enrolled.section,
    sectionBefore: enrolled.section,
    rosterNameBefore: enrolled.rosterName,
    role: enrolled.role,
  };
}

/** Ignores case, letter width and extra blanks: "Ada  LOVELACE" is "ada lovelace". */
export function isSameName(a: string, b: string): boolean {
  const plain = (name: string) =>
    name.normalize("NFKC").toLowerCase().replaceAll(/\s+/gu, " ").trim();
  return plain(a) === plain(b);
}

function faultOfCells({ username, email, section }: RosterLine): Fault | undefined {
  if (username === "" && email === "") return { key: "roster.problem.noLogin" };
  const usernameFault = username === "" ? undefined : faultOfUsername(username);
  if (usernameFault !== undefined) return usernameFault;
  if (email !== "" && !isEmail(email)) return { key: "account.fault.emailForm" };
  return section.length > MAX_SECTION_LENGTH
    ? { key: "people.fault.section", params: { count: MAX_SECTION_LENGTH } }
    : undefined;
}
