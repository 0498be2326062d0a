// Whose practice staff may read: sent by someone who was their student then and still is, to an
// exercise that the course has assigned. Never with a token.

import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeJoinLink } from "../../src/membership/join-links.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { assignments, type CourseRole, courses, enrolments } from "../../src/db/schema.ts";
import { jobs, submissions } from "../../src/db/submission-schema.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { addToken } from "../support/add-token.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import { submitByForm } from "../support/submissions-in-place.ts";
import type { Visitor } from "../support/visitor.ts";

type Member = Visitor & { userId: string };

const SENT = new Date("2026-09-10T12:00:00Z");
const EARLIER = new Date("2026-09-01T12:00:00Z");
const LATER = new Date("2026-09-20T12:00:00Z");

let site: QuietSite;
let staff: Member;
let student: Member;
let practice: string;
let courseId: string;
beforeAll(async () => {
  site = await openQuietSite();
  [staff, student] = [await site.signUp("staff"), await site.signUp("student")];
  practice = await submitByForm(student, "the practice of a student");
  site.services.db
    .update(submissions)
    .set({ submittedAt: SENT })
    .where(eq(submissions.id, practice))
    .run();
  site.services.db.delete(jobs).run();
});
afterAll(() => site.close());
beforeEach(() => {
  const { db } = site.services;
  db.delete(enrolments).run();
  courseId = createCourse(db, "Course", staff.userId);
});

const enrol = (
  joinedAt: Date,
  {
    role = "student",
    userId = student.userId,
    course = courseId,
  }: { role?: CourseRole; userId?: string; course?: string } = {},
) => addEnrolment(site.services.db, course, userId, role, { joinedAt });

/** The same for every way to it. */
async function mayRead(visitor: Visitor, headers: Record<string, string> = {}): Promise<boolean> {
  const answers: number[] = [];
  for (const path of ["", "/source", "/state"])
    answers.push((await visitor.get(`/submissions/${practice}${path}`, headers)).status);
  answers.push((await visitor.get(`/api/v1/submissions/${practice}`, headers)).status);
  const events = await visitor.get(`/submissions/${practice}/events`, headers);
  await events.body?.cancel();
  answers.push(events.status);
  expect(new Set(answers).size, String(answers)).toBe(1);
  return answers[0] === 200;
}

describe("staff read a student's practice", () => {
  const IN = { before: EARLIER, "at the moment of": SENT, after: LATER } as const;
  const ASSIGNED = [
    "assigned",
    "not assigned",
    "removed",
    "another exercise",
    "another course's",
    "another pack's",
  ] as const;

  test.each(
    Object.keys(IN).flatMap((joined) => ASSIGNED.map((assigned) => [joined, assigned] as const)),
  )("joined %s sending it, exercise %s", async (joined, assigned) => {
    const { db } = site.services;
    enrol(IN[joined as keyof typeof IN]);
    if (assigned === "another course's")
      makeAssignment(db, { courseId: createCourse(db, "Another", student.userId) });
    else if (assigned === "another exercise") makeAssignment(db, { courseId, exerciseId: "mean" });
    else if (assigned === "another pack's") makeAssignment(db, { courseId, packId: "other" });
    else if (assigned !== "not assigned")
      makeAssignment(db, {
        courseId,
        ...(assigned === "removed" ? { removedAt: new Date() } : {}),
      });
    expect(await mayRead(staff)).toBe(joined !== "after" && assigned === "assigned");
    expect(await mayRead(student)).toBe(true);
  });

  test.each(["owner", "instructor", "assistant", "student"] as const)(
    "as %s of the course",
    async (role) => {
      makeAssignment(site.services.db, { courseId });
      enrol(EARLIER);
      site.services.db
        .update(enrolments)
        .set({ role })
        .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, staff.userId)))
        .run();
      expect(await mayRead(staff)).toBe(role !== "student");
    },
  );

  test.each([
    [EARLIER, false],
    [SENT, true],
    [LATER, true],
  ])("in a course that was archived at %s: %s", async (archivedAt, isRead) => {
    makeAssignment(site.services.db, { courseId });
    enrol(EARLIER);
    site.services.db.update(courses).set({ archivedAt }).where(eq(courses.id, courseId)).run();
    expect(await mayRead(staff)).toBe(isRead);
  });

  test("not of another member of the staff, not of a user who has left, and after a return not what was sent before", async () => {
    const { db } = site.services;
    makeAssignment(db, { courseId });
    const ofStudent = and(eq(enrolments.courseId, courseId), eq(enrolments.userId, student.userId));
    enrol(EARLIER, { role: "assistant" });
    expect(await mayRead(staff)).toBe(false);
    db.update(enrolments).set({ role: "student" }).where(ofStudent).run();
    expect(await mayRead(staff)).toBe(true);
    db.delete(enrolments).where(ofStudent).run();
    expect(await mayRead(staff)).toBe(false);
    enrol(LATER);
    expect(await mayRead(staff)).toBe(false);
  });

  test("not through the attempt after it, whose page shows the changes since", async () => {
    const { db } = site.services;
    makeAssignment(db, { courseId, removedAt: new Date() });
    const next = await submitByForm(student, "another practice, after joining");
    db.delete(jobs).run();
    db.update(submissions).set({ submittedAt: LATER }).where(eq(submissions.id, next)).run();
    db.update(assignments).set({ removedAt: null }).where(eq(assignments.courseId, courseId)).run();
    enrol(new Date("2026-09-15T12:00:00Z"));
    const page = await staff.get(`/submissions/${next}`);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain("another practice, after joining");
    expect(html).not.toContain("the practice of a student");
    expect(await (await student.get(`/submissions/${next}`)).text()).toContain(
      "the practice of a student",
    );
  });
});

describe("a personal token", () => {
  const bearerOf = ({ userId }: Member) => {
    const { token } = addToken(site.services.db, userId);
    return { authorization: `Bearer ${token}` };
  };

  test("joins no course", async () => {
    const { db } = site.services;
    const code = makeJoinLink(db, courseId, {});
    const visitor = site.visit();
    await visitor.post(`/join/${code}`, {}, bearerOf(student));
    expect(
      db
        .select()
        .from(enrolments)
        .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, student.userId)))
        .all(),
    ).toEqual([]);
    await student.post(`/join/${code}`);
    expect(
      db
        .select()
        .from(enrolments)
        .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, student.userId)))
        .all(),
    ).toHaveLength(1);
  });

  test("of staff, or of the site owner, reads no one else's work, by any request", async () => {
    const { db } = site.services;
    const owner = await site.signUp("site-owner", { siteRole: "owner" });
    enrol(EARLIER);
    const assignment = makeAssignment(db, { courseId });
    const assigned = await submitByForm(student, "for the assignment");
    db.delete(jobs).run();
    expect([await mayRead(staff), await mayRead(owner)]).toEqual([true, true]);
    for (const person of [staff, owner]) {
      const bearer = bearerOf(person);
      const visitor = site.visit();
      expect(await mayRead(visitor, bearer)).toBe(false);
      // A token together with a browser's session is a token.
      expect(await mayRead(person, bearer)).toBe(false);
      for (const path of [
        `/submissions/${assigned}`,
        `/submissions/${assigned}/source`,
        `/api/v1/submissions/${assigned}`,
        `/courses/${courseId}/gradebook`,
        `/courses/${courseId}/gradebook/${assignment}/${student.userId}`,
        `/courses/${courseId}/gradebook/export`,
        `/courses/${courseId}/people`,
        `/courses/${courseId}/audit`,
        `/exercises/tiny/sum?from=${practice}`,
      ]) {
        expect([path, (await visitor.get(path, bearer)).status]).toEqual([path, 404]);
      }
      expect(await (await visitor.get("/api/v1/submissions", bearer)).text()).not.toContain(
        assigned,
      );
    }
    expect((await site.visit().get("/manage", bearerOf(owner))).status).toBe(404);
  });

  test("of staff reads their own, and their course as a student sees it", async () => {
    makeAssignment(site.services.db, { courseId });
    const own = await submitByForm(staff, "the teacher's own");
    site.services.db.delete(jobs).run();
    const bearer = bearerOf(staff);
    expect((await site.visit().get(`/api/v1/submissions/${own}`, bearer)).status).toBe(200);
    const page = await (await site.visit().get(`/courses/${courseId}`, bearer)).text();
    expect(page).not.toContain(`/courses/${courseId}/gradebook`);
    expect(page).not.toContain(`/courses/${courseId}/people`);
    expect(await (await staff.get(`/courses/${courseId}`)).text()).toContain(
      `/courses/${courseId}/gradebook`,
    );
  });
});
