// The plan of a platform's roster, as a function of its arguments, and applied to a database.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COURSE_ROLES } from "../../src/db/schema.ts";
import { planMembers, type RosterState } from "../../src/lti/roster/plan-members.ts";
import type { Member } from "../../src/lti/roster/read-members.ts";
import { INSTRUCTOR, LEARNER, MEMBERSHIP, TEACHING_ASSISTANT } from "../support/lti/platform.ts";
import { anyMember, subjects, TEST_USER } from "../support/lti/any-member.ts";

const member = (subject: string | null, values: Partial<Member> = {}): Member => ({
  subject,
  name: `Name ${subject}`,
  email: "",
  roles: [LEARNER],
  isActive: true,
  sections: null,
  ...values,
});
const state = (values: Partial<RosterState> = {}): RosterState => ({
  people: new Map(),
  accounts: new Map(),
  enrolled: new Map(),
  removed: new Set(),
  hasAddress: () => false,
  isForgotten: () => false,
  defaultSection: null,
  ...values,
});
const KNOWN = {
  userId: "u1",
  role: "student" as const,
  sections: null,
  isTestStudent: false,
  isGone: false,
};
const known = (values: Partial<typeof KNOWN | { sections: string | null }> = {}) =>
  state({
    people: new Map([["a", { ...KNOWN, ...values }]]),
    enrolled: new Map([["u1", { role: "student", section: null }]]),
  });
const kindsOf = (members: Member[], of: RosterState) =>
  planMembers(members, of).lines.map(({ kind }) => kind);

describe("the kind of a person", () => {
  test.each([
    ["new", [member("a")], state()],
    ["already", [member("a")], known()],
    ["role", [member("a", { roles: [INSTRUCTOR, TEACHING_ASSISTANT] })], known()],
    ["section", [member("a", { sections: "2" })], known()],
    ["back", [member("a")], known({ isGone: true })],
    ["gone", [], known()],
    ["gone", [member("a", { isActive: false })], known()],
    ["noRole", [member("b", { roles: [`${MEMBERSHIP}#Mentor`] })], state()],
    ["noId", [member(null)], state()],
    ["testStudent", [member("t", { roles: [LEARNER, TEST_USER] })], state()],
    ["address", [member("a", { email: "a@b.c" })], state({ hasAddress: () => true })],
    ["forgotten", [member("a")], state({ isForgotten: () => true })],
  ] as const)("%s", (kind, members, of) => {
    expect(kindsOf([...members], of)).toEqual([kind]);
  });

  test("whom staff have removed here stays removed", () => {
    const of = { ...known(), enrolled: new Map(), removed: new Set(["u1"]) };
    expect(kindsOf([member("a")], of)).toEqual(["removed"]);
  });

  test("whoever was inactive from the beginning is in no plan", () => {
    expect(kindsOf([member("a", { isActive: false })], state())).toEqual([]);
  });

  test("a role that staff have changed here stays", () => {
    const of = {
      ...known(),
      enrolled: new Map([["u1", { role: "owner" as const, section: null }]]),
    };
    expect(kindsOf([member("a", { roles: [INSTRUCTOR] })], of)).toEqual(["already"]);
  });

  test("Canvas's test student is not missed", () => {
    const of = known({ isTestStudent: true });
    expect(kindsOf([], of)).toEqual([]);
  });
});

describe("sections", () => {
  const withSection = (
    section: string | null,
    sections: string | null,
    defaultSection: string | null,
  ) => ({
    ...known({ sections }),
    enrolled: new Map([["u1", { role: "student" as const, section }]]),
    defaultSection,
  });
  const sectionOf = (m: Member, of: RosterState) => planMembers([m], of).lines[0]!.section;

  test("the platform's course is the section of people without one", () => {
    expect(sectionOf(member("a"), withSection(null, null, "ML-1"))).toBe("ML-1");
    expect(sectionOf(member("a"), withSection("mine", null, "ML-1"))).toBe(null);
    expect(sectionOf(member("a", { roles: [INSTRUCTOR] }), withSection(null, null, "ML-1"))).toBe(
      null,
    );
  });
  test("a section that staff have changed stays until the platform changes its own", () => {
    expect(sectionOf(member("a", { sections: "1" }), withSection("mine", "1", null))).toBe(null);
    expect(sectionOf(member("a", { sections: "2" }), withSection("mine", "1", null))).toBe("2");
  });
  test("what a launch has said counts if the roster says nothing", () => {
    expect(sectionOf(member("a"), withSection(null, "3", "ML-1"))).toBe("3");
  });
});

const anyState: fc.Arbitrary<RosterState> = fc
  .record({
    people: fc.array(
      fc.tuple(
        subjects,
        fc.record({
          role: fc.constantFrom(...COURSE_ROLES),
          sections: fc.constantFrom(null, "1"),
          isTestStudent: fc.boolean(),
          isGone: fc.boolean(),
        }),
      ),
    ),
    enrolled: fc.array(
      fc.tuple(
        subjects,
        fc.record({
          role: fc.constantFrom(...COURSE_ROLES),
          section: fc.constantFrom(null, "1", "9"),
        }),
      ),
    ),
    defaultSection: fc.constantFrom(null, "ML"),
  })
  .map(({ people, enrolled, defaultSection }) =>
    state({
      people: new Map(people.map(([id, one]) => [id, { ...one, userId: `user-${id}` }])),
      enrolled: new Map(enrolled.map(([id, one]) => [`user-${id}`, one])),
      hasAddress: (email) => email === "taken@example.edu",
      defaultSection,
    }),
  );

test("every person of the roster and everyone known is in the plan once", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyMember, { selector: ({ subject }) => subject ?? Symbol("none") }),
      anyState,
      (members, of) => {
        const { lines, counts } = planMembers(members, of);
        const listed = lines.flatMap(({ subject }) => subject ?? []);
        expect(new Set(listed).size).toBe(listed.length);
        const missed = [...of.people].filter(
          ([subject, { isTestStudent }]) => !isTestStudent && !listed.includes(subject),
        );
        expect(missed).toEqual([]);
        expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(lines.length);
      },
    ),
  );
});
