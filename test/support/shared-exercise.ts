// Two courses that have both assigned tiny/sum, a student who is in both, and their browser's
// requests with the form.

import { and, eq } from "drizzle-orm";
import { createCourse } from "../../src/membership/create-course.ts";
import { assignments, enrolments } from "../../src/db/schema.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";
import { addEnrolment } from "./add-enrolment.ts";
import { makeAssignment, PLAIN_RULES } from "./make-assignment.ts";
import { openQuietSite, type QuietSite } from "./quiet-site.ts";
import type { Visitor } from "./visitor.ts";

export const SUM = "/exercises/tiny/sum";

export interface SharedExercise {
  site: QuietSite;
  student: Visitor & { userId: string };
  autumn: { course: string; assignment: string };
  spring: { course: string; assignment: string };
  /** Changes the rules of an assignment, as its form would, without recomputing. */
  setRules: (assignment: string, rules: Partial<Rules>) => void;
  enrol: (userId: string, course: string) => void;
  leave: (userId: string, course: string) => void;
  sentBy: (userId: string) => (typeof submissions.$inferSelect)[];
}

export async function openSharedExercise(): Promise<SharedExercise> {
  const site = await openQuietSite();
  const { db } = site.services;
  const teacher = await site.signUp("teacher");
  const student = await site.signUp("ada");
  const enrol = (userId: string, courseId: string) => addEnrolment(db, courseId, userId);
  const makeCourse = (title: string) => {
    const course = createCourse(db, title, teacher.userId);
    enrol(student.userId, course);
    return {
      course,
      assignment: makeAssignment(db, { courseId: course, title: "Linear regression" }),
    };
  };
  return {
    site,
    student,
    enrol,
    autumn: makeCourse("ML autumn"),
    spring: makeCourse("ML spring"),
    setRules: (id, rules) =>
      void db
        .update(assignments)
        .set({ rules: { ...PLAIN_RULES, ...rules } })
        .where(eq(assignments.id, id))
        .run(),
    leave: (userId, courseId) =>
      void db
        .delete(enrolments)
        .where(and(eq(enrolments.userId, userId), eq(enrolments.courseId, courseId)))
        .run(),
    sentBy: (userId) =>
      db
        .select()
        .from(submissions)
        .where(eq(submissions.userId, userId))
        .orderBy(submissions.submittedAt, submissions.attempt)
        .all(),
  };
}

/** The page's buttons by their labels, with what each sends. */
export function buttonsOf(html: string): Map<string, string> {
  const found = [
    ...html.matchAll(/<button[^>]* name="for" value="([^"]+)"[^>]*>([^<]+)<\/button>/g),
  ];
  return new Map(found.map(([, value = "", label = ""]) => [unescape(label), unescape(value)]));
}

/** The form of a page, sent by the button with that label. */
export function formOf(html: string, label: string): Record<string, string> {
  const value = buttonsOf(html).get(label);
  if (value === undefined)
    throw new Error(`no button “${label}”: ${[...buttonsOf(html).keys()].join(" | ")}`);
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name = "", text = ""]) => [name, unescape(text)],
  );
  return {
    ...Object.fromEntries(hidden.filter(([name]) => name === "form-key" || name === "goal-title")),
    for: value,
  };
}

function unescape(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
