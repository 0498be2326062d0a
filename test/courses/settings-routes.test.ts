// A course's settings, archiving it, and viewing it as a student.

import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { makeJoinLink, selectOptionalRole } from "../../src/membership/join-links.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { assignments, type CourseRole, courses } from "../../src/db/schema.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import type { Viewer } from "../../src/http/environment.ts";
import { selectOptionalSubmission } from "../../src/grading/select-submission.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { formOf } from "../support/shared-exercise.ts";
import { openQuietSite } from "../support/quiet-site.ts";

const site = await openQuietSite();
afterAll(() => site.close());
const { db } = site.services;
const people = {
  owner: await site.signUp("owner"),
  instructor: await site.signUp("instructor"),
  assistant: await site.signUp("assistant"),
  student: await site.signUp("student"),
} satisfies Record<CourseRole, unknown>;
const siteOwner = await site.signUp("siteowner", { siteRole: "owner" });

let course: string;
beforeEach(() => {
  course = createCourse(db, "Machine learning", people.owner.userId, { timeZone: "Asia/Shanghai" });
  for (const role of ["instructor", "assistant", "student"] as const)
    addEnrolment(db, course, people[role].userId, role);
});
const row = () => db.select().from(courses).where(eq(courses.id, course)).get()!;
const lastEvent = () =>
  db.select().from(auditEvents).where(eq(auditEvents.courseId, course)).all().at(-1);

describe("settings", () => {
  test("are changed by an instructor; the log contains no title", async () => {
    expect(
      (
        await people.instructor.post(`/courses/${course}/settings`, {
          title: " ML  2026 ",
          timeZone: "europe/berlin",
        })
      ).status,
    ).toBe(303);
    expect(row()).toMatchObject({ title: "ML 2026", timeZone: "Europe/Berlin" });
    expect(lastEvent()).toMatchObject({
      action: "course.change",
      before: { timeZone: "Asia/Shanghai" },
      after: { timeZone: "Europe/Berlin", isRenamed: true },
    });
    expect(JSON.stringify(lastEvent())).not.toContain("ML");
  });

  test.each([
    [{ title: "", timeZone: "UTC" }, "at most 120 characters"],
    [{ title: "x", timeZone: "Mars/Base" }, "This time zone does not exist"],
    [{ title: "x", timeZone: "" }, "This time zone does not exist"],
  ])("refuse %j, and change nothing", async (fields, words) => {
    const answer = await people.instructor.post(`/courses/${course}/settings`, fields);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(words)]);
    expect(row()).toMatchObject({ title: "Machine learning", timeZone: "Asia/Shanghai" });
  });
});

describe("an archived course", () => {
  test("is archived and reopened by an owner; meanwhile it can be read, and no one changes or joins it", async () => {
    const code = makeJoinLink(db, course);
    expect((await people.instructor.post(`/courses/${course}/settings/archive`)).status).toBe(404);
    expect(row().archivedAt).toBeNull();
    await people.owner.post(`/courses/${course}/settings/archive`);
    expect(lastEvent()).toMatchObject({ action: "course.archive" });
    for (const path of ["", "/people", "/settings", `/people/${people.student.userId}`])
      expect([path, (await people.owner.get(`/courses/${course}${path}`)).status]).toEqual([
        path,
        200,
      ]);
    expect((await people.student.get(`/courses/${course}`)).status).toBe(200);
    for (const [path, fields] of [
      ["/settings", { title: "x", timeZone: "UTC" }],
      ["/people", { login: "siteowner" }],
      [`/people/${people.student.userId}`, { section: "A" }],
      [`/people/${people.student.userId}/remove`, {}],
      ["/links", {}],
    ] as const) {
      const answer = await people.owner.post(`/courses/${course}${path}`, fields);
      expect([path, answer.status, await answer.text()]).toEqual([
        path,
        409,
        expect.stringContaining("This course is archived"),
      ]);
    }
    expect(await (await site.visit().get(`/join/${code}`)).text()).toContain(
      "is archived and can no longer be joined",
    );
    await siteOwner.post(`/join/${code}`);
    expect(selectOptionalRole(db, course, siteOwner.userId)).toBeUndefined();
    expect(await (await siteOwner.get("/manage")).text()).toContain("Archived courses (1)");

    const assignmentId = makeAssignment(db, { courseId: course });
    const asked = await people.student.post(
      `/exercises/tiny/sum/submissions?assignment=${assignmentId}`,
      { source: "export const total = 1;" },
    );
    const question = await asked.text();
    expect([asked.status, question]).toEqual([
      409,
      expect.stringContaining("The course is archived and accepts no more submissions."),
    ]);
    const sent = await people.student.post(
      `/exercises/tiny/sum/submissions?assignment=${assignmentId}`,
      {
        source: "export const total = 1;",
        ...formOf(question, "Submit as practice (does not count)"),
      },
    );
    const submissionId = sent.headers.get("location")!.split("/").at(-1)!;
    expect(
      db
        .select({ assignmentId: submissions.assignmentId })
        .from(submissions)
        .where(eq(submissions.id, submissionId))
        .get(),
    ).toEqual({ assignmentId: null });

    await people.owner.post(`/courses/${course}/settings/reopen`);
    expect(row().archivedAt).toBeNull();
    expect(
      (
        await people.instructor.post(`/courses/${course}/people/${people.student.userId}`, {
          section: "A",
        })
      ).status,
    ).toBe(303);
  });
});

describe("viewing a course as a student", () => {
  test("hides what only staff may see, says so on each page, and ends by a button", async () => {
    for (const role of ["owner", "instructor", "assistant"] as const) {
      const answer = await people[role].post(`/courses/${course}/view-as`, {
        as: "student",
        back: `/courses/${course}/people`,
      });
      expect([role, answer.headers.get("location")]).toEqual([role, `/courses/${course}`]);
      const html = await (await people[role].get(`/courses/${course}`)).text();
      expect(html).toContain("You are viewing this course as a student");
      expect(html).not.toContain(`/courses/${course}/people`);
      for (const path of ["/people", "/settings"])
        expect([role, path, (await people[role].get(`/courses/${course}${path}`)).status]).toEqual([
          role,
          path,
          404,
        ]);
      const other = createCourse(db, "Another", people[role].userId);
      expect((await people[role].get(`/courses/${other}/people`)).status).toBe(200);
      await people[role].post(`/courses/${course}/view-as`, {
        as: "staff",
        back: `/courses/${course}`,
      });
      expect((await people[role].get(`/courses/${course}/people`)).status).toBe(200);
    }
  });

  test("returns to pages of the site only, and is not available to students", async () => {
    for (const back of ["https://elsewhere.example/", "//elsewhere.example"])
      expect(
        (await people.owner.post(`/courses/${course}/view-as`, { as: "staff", back })).headers.get(
          "location",
        ),
      ).toBe(`/courses/${course}`);
    expect((await people.student.post(`/courses/${course}/view-as`, { as: "staff" })).status).toBe(
      404,
    );
    // A cookie that a user sets themselves gives no right.
    people.student.cookies.set("view-as-student", course);
    expect((await people.student.get(`/courses/${course}/people`)).status).toBe(404);
  });
});

describe("a student's submission to an assignment", () => {
  test("looks to its staff as it does to the student while they view as one, and stays readable to them after the student is deleted", async () => {
    const assignmentId = makeAssignment(db, { courseId: course });
    const answer = await people.student.post(
      `/exercises/tiny/sum/submissions?assignment=${assignmentId}`,
      { source: "export const total = 1;" },
    );
    const path = answer.headers.get("location")!;
    const id = path.split("/").at(-1)!;
    const assistant: Viewer = {
      kind: "member",
      userId: people.assistant.userId,
      name: "",
      siteRole: null,
    };
    const seen = (asStudentIn?: string) => {
      const view = selectOptionalSubmission(db, assistant, id, asStudentIn);
      return view && { seenBy: view.seenBy, audience: view.audience };
    };
    expect(seen()).toEqual({ seenBy: "staff", audience: "author" });
    expect(seen(course)).toEqual({ seenBy: "author", audience: "student" });
    expect(seen("another")).toEqual({ seenBy: "staff", audience: "author" });
    db.update(assignments).set({ isExam: true }).where(eq(assignments.id, assignmentId)).run();
    expect(seen(course)).toEqual({ seenBy: "author", audience: "exam" });

    expect(
      (
        await people.assistant.post(`/courses/${course}/view-as`, { as: "student", back: path })
      ).headers.get("location"),
    ).toBe(path);
    const html = await (await people.assistant.get(path)).text();
    expect(html).toContain("You are viewing this course as a student");
    expect(html).not.toContain("Name of student");
    await people.assistant.post(`/courses/${course}/view-as`, { as: "staff", back: path });
    expect(await (await people.assistant.get(path)).text()).toContain("Name of student");

    await people.instructor.post(`/courses/${course}/people/${people.student.userId}/remove`);
    expect((await people.assistant.get(path)).status).toBe(200);
    const list = await (await people.instructor.get(`/courses/${course}/people`)).text();
    expect(list).toContain("Former members (1)");
    expect(
      await (
        await people.instructor.get(`/courses/${course}/people/${people.student.userId}`)
      ).text(),
    ).toContain("Add to the course again");
    await people.instructor.post(`/courses/${course}/people`, { login: "student" });
    expect(selectOptionalRole(db, course, people.student.userId)).toBe("student");
  });
});
