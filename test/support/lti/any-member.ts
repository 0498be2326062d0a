// Any person of a platform's roster.

import fc from "fast-check";
import type { Member } from "../../../src/lti/roster/read-members.ts";
import { INSTRUCTOR, LEARNER, MEMBERSHIP, TEACHING_ASSISTANT } from "./platform.ts";

export const TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser";
export const subjects = fc.constantFrom("a", "b", "c", "d", "e");
const roles = fc.constantFrom<string[]>(
  [LEARNER],
  [INSTRUCTOR],
  ["Learner"],
  [INSTRUCTOR, TEACHING_ASSISTANT],
  [`${MEMBERSHIP}#Mentor`],
  [LEARNER, TEST_USER],
  [],
);
export const anyMember: fc.Arbitrary<Member> = fc.record({
  subject: fc.option(subjects, { freq: 8 }),
  name: fc.constantFrom("", "Li", "Wang"),
  email: fc.constantFrom("", "taken@example.edu", "free@example.edu"),
  roles,
  isActive: fc.boolean(),
  sections: fc.constantFrom(null, "1", "2"),
});
