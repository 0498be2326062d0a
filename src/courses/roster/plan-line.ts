// What importing one line of a roster would do.

import { findNameError, findUsernameError, isEmail } from "../../auth/account-forms.ts";
import { normalizeUsername, removeMadeUpEmail } from "../../identity/login-names.ts";
import type { CourseRole } from "../../db/schema.ts";
import type { AccountFinder, ProvenAccount } from "../../identity/proofs.ts";
import type { FieldError } from "../../ui/field.tsx";
import { MAX_SECTION_LENGTH } from "../../membership/change-enrolments.ts";
import type { RosterProblem } from "./read-roster.ts";
import type { RosterLine } from "./roster-line.ts";

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
interface Claim {
  accountMadeAtMs: number;
  /** In the course already, by a join link or added by hand. */
  isIn: boolean;
  /** The open seat that an earlier import left for the same line. */
  seatId: string | null;
}

export interface Enrolment {
  role: CourseRole;
  section: string | null;
  rosterName: string | null;
}

export interface Queries extends AccountFinder {
  enrolment: (userId: string) => Enrolment | undefined;
  openSeat: (login: string, address: string) => string | undefined;
}

/** Names that an earlier line of the file has used; by name, the number of that line. */
type Seen = Record<"usernames" | "emails" | "accounts", Map<string, number>>;

/** What every kind of plan line has in common. */
type LineBase = Pick<
  PlanLine,
  | "line"
  | "role"
  | "section"
  | "sectionBefore"
  | "rosterName"
  | "rosterNameBefore"
  | "given"
  | "claim"
>;

export function planLine(given: RosterLine, find: Queries, seen: Seen): PlanLine | RosterProblem {
  const { line, username, email } = given;
  const problem = (error: FieldError): RosterProblem => ({ line, ...error });
  const error = findCellError(given) ?? findRepeatError(given, seen);
  if (error !== undefined) return problem(error);

  const [login, address] = [normalizeUsername(username), email.toLowerCase()];
  const provenByName = login === "" ? undefined : find.provenByUsername(login);
  const provenByMail = address === "" ? undefined : find.provenByEmail(address);
  if (
    provenByName !== undefined &&
    provenByMail !== undefined &&
    provenByName.id !== provenByMail.id
  )
    return problem({ key: "roster.problem.twoAccounts" });
  const base: LineBase = {
    line,
    role: given.role,
    section: given.section === "" ? null : given.section,
    sectionBefore: null,
    rosterName: given.name === "" ? null : given.name,
    rosterNameBefore: null,
    given: { username, email },
    claim: null,
  };
  const proven = provenByMail ?? provenByName;
  if (proven !== undefined) return planProven(base, proven, find.enrolment(proven.id), seen);
  const claiming =
    (address === "" ? undefined : find.byEmail(address)) ??
    (login === "" ? undefined : find.byUsername(login));
  return claiming === undefined
    ? planNew(base, given)
    : planClaim(base, claiming, find.enrolment(claiming.id), find.openSeat(login, address) ?? null);
}

function planNew(
  base: LineBase,
  { username, email, nameless }: RosterLine,
): PlanLine | RosterProblem {
  const name = base.rosterName ?? nameless;
  const error: FieldError | undefined =
    name === "" ? { key: "roster.problem.noName" } : findNameError(name);
  return error === undefined
    ? { ...base, kind: "new", name, username, email, userId: null, isNameDifferent: false }
    : { line: base.line, ...error };
}

function describeAccount({ rosterName }: LineBase, account: ProvenAccount) {
  return {
    name: account.name,
    username: account.username ?? "",
    email: removeMadeUpEmail(account.email) ?? "",
    userId: account.id,
    isNameDifferent: rosterName !== null && !isSameName(rosterName, account.name),
  };
}

/** The account has the line's username or address, and has proven neither. */
function planClaim(
  base: LineBase,
  account: ProvenAccount,
  enrolled: Enrolment | undefined,
  seatId: string | null,
): PlanLine {
  const known = { ...base, ...describeAccount(base, account) };
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
    claim: { accountMadeAtMs: account.createdAt, isIn: enrolled !== undefined, seatId },
  };
}

/** The account has proven to be the person of the line. */
function planProven(
  base: LineBase,
  account: ProvenAccount,
  enrolled: Enrolment | undefined,
  seen: Seen,
): PlanLine | RosterProblem {
  const { line, section, rosterName } = base;
  const other = seen.accounts.get(account.id);
  if (other !== undefined) return { line, key: "roster.problem.accountTwice", params: { other } };
  seen.accounts.set(account.id, line);
  const known = { ...base, ...describeAccount(base, account) };
  if (enrolled === undefined) return { ...known, kind: "enrol" };
  const moves = section !== null && section !== enrolled.section && enrolled.role === "student";
  const isRenamed = rosterName !== null && rosterName !== enrolled.rosterName;
  const kindInPlace = isRenamed ? "name" : "already";
  return {
    ...known,
    kind: moves ? "section" : kindInPlace,
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

function findCellError({ username, email, section }: RosterLine): FieldError | undefined {
  if (username === "" && email === "") return { key: "roster.problem.noLogin" };
  const usernameError = username === "" ? undefined : findUsernameError(username);
  if (usernameError !== undefined) return usernameError;
  if (email !== "" && !isEmail(email)) return { key: "account.error.emailForm" };
  return section.length > MAX_SECTION_LENGTH
    ? { key: "people.error.section", params: { count: MAX_SECTION_LENGTH } }
    : undefined;
}

/** The error if an earlier line has the same username or address; else notes both as seen. */
function findRepeatError(
  { line, username, email }: RosterLine,
  seen: Seen,
): FieldError | undefined {
  const [login, address] = [normalizeUsername(username), email.toLowerCase()];
  const [sameName, sameMail] = [seen.usernames.get(login), seen.emails.get(address)];
  if (login !== "" && sameName !== undefined)
    return { key: "roster.problem.usernameTwice", params: { other: sameName } };
  if (address !== "" && sameMail !== undefined)
    return { key: "roster.problem.emailTwice", params: { other: sameMail } };
  if (login !== "") seen.usernames.set(login, line);
  if (address !== "") seen.emails.set(address, line);
  return undefined;
}
