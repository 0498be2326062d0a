// What a platform's roster changes here. Pure: applying the plan (apply-roster.ts) and planning
// again gives a plan without changes. Nobody is ever removed: people whom the platform no longer
// lists are marked and shown, and staff decide.

import type { RosterCounts, RosterKind } from "../../db/lti-schema.ts";
import type { CourseRole } from "../../db/schema.ts";
import { MAX_SECTION_LENGTH } from "../../membership/change-enrolments.ts";
import { chooseCourseRole, isTestUser } from "../roles.ts";
import type { Member } from "./read-members.ts";

/** Somebody whom the platform has named before, by a roster or a launch. */
export interface KnownPerson {
  userId: string;
  /** As the platform last gave them. */
  role: CourseRole;
  sections: string | null;
  isTestStudent: boolean;
  isGone: boolean;
}

/** Their place in the course here. */
interface Enrolled {
  role: CourseRole;
  section: string | null;
}

/** What is stored about one platform's course, and the course here that it is linked to. */
export interface RosterState {
  /** The people of the platform's course, by the platform's id. */
  people: ReadonlyMap<string, KnownPerson>;
  /** The account that has an identity, by the platform's id. */
  accounts: ReadonlyMap<string, string>;
  enrolled: ReadonlyMap<string, Enrolled>;
  /** Those whom staff have removed from the course here. */
  removed: ReadonlySet<string>;
  /** Whether an account has the address already. */
  hasAddress: (email: string) => boolean;
  /** Whether the account with this identity was deleted. */
  isForgotten: (subject: string) => boolean;
  /** The section for people without one; null: none. */
  defaultSection: string | null;
}

export interface RosterLine {
  kind: RosterKind;
  /** null: the platform sent none. */
  subject: string | null;
  name: string;
  email: string;
  /** null: no account yet. */
  userId: string | null;
  role: CourseRole | null;
  /** In the course here, before; null: not in it. */
  roleBefore: CourseRole | null;
  /** As the platform names them. */
  sections: string | null;
  /** For the enrolment; null: as it is. */
  section: string | null;
  sectionBefore: string | null;
}

export interface RosterPlan {
  lines: RosterLine[];
  counts: RosterCounts;
}

/** Kinds of people who are in the platform's course with a role and an account. */
export const PRESENT: ReadonlySet<RosterKind> = new Set([
  "new",
  "back",
  "role",
  "section",
  "already",
  "removed",
]);

export function planMembers(members: readonly Member[], state: RosterState): RosterPlan {
  const lines = members
    // Whoever was inactive there from the beginning concerns nobody here.
    .filter(({ isActive, subject }) => isActive || state.people.has(subject ?? ""))
    .map((member) => planMember(member, state));
  const present = new Set(
    lines.filter(({ kind }) => PRESENT.has(kind)).map(({ subject }) => subject),
  );
  for (const [subject, person] of state.people)
    if (!present.has(subject) && !person.isTestStudent) addGone(lines, subject, person, state);
  const counts: RosterCounts = {};
  for (const { kind } of lines) counts[kind] = (counts[kind] ?? 0) + 1;
  return { lines, counts };
}

function planMember(member: Member, state: RosterState): RosterLine {
  const { subject, name, email } = member;
  const known = subject === null ? undefined : state.people.get(subject);
  const userId = subject === null ? null : (known?.userId ?? state.accounts.get(subject) ?? null);
  const enrolled = userId === null ? undefined : state.enrolled.get(userId);
  const role = chooseCourseRole(member.roles);
  const sections = member.sections?.slice(0, MAX_SECTION_LENGTH) ?? known?.sections ?? null;
  const line = {
    subject,
    name,
    email,
    userId,
    role,
    roleBefore: enrolled?.role ?? null,
    sections,
    section: chooseSection({ sections, known, enrolled, role }, state),
    sectionBefore: enrolled?.section ?? null,
  };
  return { ...line, kind: chooseKind(member, line, known, state) };
}

function chooseKind(
  { roles, isActive }: Member,
  line: Omit<RosterLine, "kind">,
  known: KnownPerson | undefined,
  { hasAddress, isForgotten, removed }: RosterState,
): RosterKind {
  const { subject, email, userId, role, roleBefore } = line;
  if (isTestUser(roles)) return "testStudent";
  if (!isActive) return "gone";
  if (role === null) return "noRole";
  if (subject === null) return "noId";
  if (userId === null) {
    if (isForgotten(subject)) return "forgotten";
    // A second account for them would split their work.
    return email !== "" && hasAddress(email) ? "address" : "new";
  }
  if (known?.isGone === true) return "back";
  if (roleBefore === null) return removed.has(userId) ? "removed" : "new";
  if (roleBefore === known?.role && role !== roleBefore) return "role";
  return line.section === null ? "already" : "section";
}

interface Sectioned {
  sections: string | null;
  known: KnownPerson | undefined;
  enrolled: Enrolled | undefined;
  role: CourseRole | null;
}

/**
 * A section that the platform has changed; staff's own choice stays otherwise. null: no change. The
 * section for people without one is for students.
 */
function chooseSection(
  { sections, known, enrolled, role }: Sectioned,
  { defaultSection }: RosterState,
): string | null {
  const before = enrolled?.section ?? null;
  const isChanged = sections !== null && (before === null || sections !== known?.sections);
  const isWithout = before === null && role === "student";
  const chosen = (isChanged ? sections : null) ?? (isWithout ? defaultSection : null);
  return chosen === before ? null : chosen;
}

/** They may be among the lines already, as inactive or without a role. */
function addGone(
  lines: RosterLine[],
  subject: string,
  { userId, role, sections }: KnownPerson,
  { enrolled }: RosterState,
): void {
  if (lines.some((line) => line.subject === subject)) return;
  lines.push({
    kind: "gone",
    subject,
    name: "",
    email: "",
    userId,
    role,
    roleBefore: enrolled.get(userId)?.role ?? null,
    sections,
    section: null,
    sectionBefore: enrolled.get(userId)?.section ?? null,
  });
}
