// The role in a course that a platform's roles give. Platforms send full addresses; the short names
// of older ones count too. A role in the institution or on the platform, such as administrator,
// gives none: it says nothing about this course.

import type { CourseRole } from "../db/schema.ts";

const CONTEXT_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#";
/** "…/membership/Instructor#TeachingAssistant" */
const CONTEXT_SUBROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership/";
const TEST_USERS: ReadonlySet<string> = new Set([
  "http://purl.imsglobal.org/vocab/lti/system/person#TestUser",
  "https://purl.imsglobal.org/vocab/lti/system/person#TestUser",
]);

const INSTRUCTORS: ReadonlySet<string> = new Set([
  "Instructor",
  "ContentDeveloper",
  "Administrator",
  "Manager",
]);
const ASSISTANT = /^(?:TeachingAssistant|Grader|GuestInstructor)/;

/** null: they give no role in the course. The strongest counts; an assistant is no instructor. */
export function chooseCourseRole(roles: readonly string[]): CourseRole | null {
  const names = roles.map(readContextRole).filter((name) => name !== null);
  // Platforms send "Instructor" beside the assistant's sub-role.
  if (names.some((name) => ASSISTANT.test(name))) return "assistant";
  if (names.some((name) => INSTRUCTORS.has(name))) return "instructor";
  return names.some((name) => name === "Learner" || name === "Student") ? "student" : null;
}

export function isTestUser(roles: readonly string[]): boolean {
  return roles.some((role) => TEST_USERS.has(role));
}

/** The last part of a role in the course; null for another role. */
function readContextRole(role: string): string | null {
  if (role.startsWith(CONTEXT_ROLE)) return role.slice(CONTEXT_ROLE.length);
  if (role.startsWith(CONTEXT_SUBROLE)) {
    const [parent = "", name = ""] = role.slice(CONTEXT_SUBROLE.length).split("#");
    return ASSISTANT.test(name) ? name : parent;
  }
  // A short name has no scheme; "urn:lti:sysrole:…" is not one.
  return role.includes(":") || role.includes("/") ? null : role;
}
