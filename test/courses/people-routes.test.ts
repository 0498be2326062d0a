// The people of a course: visible to its staff, changed by those with the right, and an owner
// always remains.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  makeJoinLink,
  selectJoinLinks,
  selectOptionalRole,
} from "../../src/membership/join-links.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { type CourseRole, enrolments } from "../../src/db/schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";

type Person = Awaited<ReturnType<QuietSite["signUp"]>>;

let site: QuietSite;
let course: string;
let code: string;
const people = new Map<CourseRole, Person>();
const by = (role: CourseRole) => people.get(role)!;
const roleOf = (userId: string) => selectOptionalRole(site.services.db, course, userId);
const enrolmentOf = (userId: string) =>
  site.services.db
    .select({ role: enrolments.role, section: enrolments.section })
    .from(enrolments)
    .where(eq(enrolments.userId, userId))
    .get();
const lastEvent = () => site.services.db.select().from(auditEvents).all().at(-1);
const enrol = (userId: string, role: CourseRole) =>
  addEnrolment(site.services.db, course, userId, role);

beforeAll(async () => {
  site = await openQuietSite();
  for (const role of ["owner", "instructor", "assistant", "student"] as const)
    people.set(role, await site.signUp(`the-${role}`, { email: `${role}@example.org` }));
  course = createCourse(site.services.db, "机器学习 & <friends>", by("owner").userId);
  for (const role of ["instructor", "assistant", "student"] as const) enrol(by(role).userId, role);
  code = makeJoinLink(site.services.db, course);
});
afterAll(() => site.close());

describe("the list of people", () => {
  test("is for staff; join links are for those who may invite", async () => {
    const see = async (role: CourseRole) => {
      const html = await (await by(role).get(`/courses/${course}/people`)).text();
      return {
        people: html.includes("student@example.org"),
        links: html.includes(`/join/${code}`),
        add: html.includes('name="login"'),
        roles: html.includes('name="role"'),
      };
    };
    expect(await see("owner")).toEqual({ people: true, links: true, add: true, roles: true });
    expect(await see("instructor")).toEqual({ people: true, links: true, add: true, roles: false });
    expect(await see("assistant")).toEqual({
      people: true,
      links: false,
      add: false,
      roles: false,
    });
    expect(await see("student")).toEqual({ people: false, links: false, add: false, roles: false });
    expect(await (await by("owner").get(`/courses/${course}/people`)).text()).not.toContain(
      "no-mail.invalid",
    );
  });

  test("can be searched by a part of name, address or section", async () => {
    await by("instructor").post(`/courses/${course}/people/${by("student").userId}`, {
      section: "二班_Ä",
    });
    const find = async (query: string) =>
      [
        ...(
          await (
            await by("assistant").get(`/courses/${course}/people?q=${encodeURIComponent(query)}`)
          ).text()
        ).matchAll(/<th scope="row"><a[^>]*>Name of the-(\w+)/g),
      ].map(([, name]) => name);
    expect(await find("二班")).toEqual(["student"]);
    // Some keyboards send a letter and its marks as characters of their own.
    expect(await find("Ä".normalize("NFD"))).toEqual(["student"]);
    expect(await find("assistant@")).toEqual(["assistant"]);
    expect(await find("%")).toEqual([]);
    expect(await find("_")).toEqual(["student"]);
    expect(await find("")).toHaveLength(4);
  });
});

describe("adding a person", () => {
  test("by username or address, with role and section; each has an entry in the log", async () => {
    const [ada, eve] = [
      await site.signUp("ada", { email: "Ada@example.org" }),
      await site.signUp("eve"),
    ];
    const answer = await by("owner").post(`/courses/${course}/people`, {
      login: "ada@EXAMPLE.org",
      role: "assistant",
      section: "",
    });
    expect(answer.headers.get("location")).toBe(
      `/courses/${course}/people/${ada.userId}?done=added`,
    );
    expect(enrolmentOf(ada.userId)).toEqual({ role: "assistant", section: null });
    await by("instructor").post(`/courses/${course}/people`, { login: "EVE", section: " Lab  2 " });
    expect(enrolmentOf(eve.userId)).toEqual({ role: "student", section: "Lab 2" });
    expect(lastEvent()).toMatchObject({
      action: "enrolment.add",
      actorId: by("instructor").userId,
      userId: eve.userId,
      courseId: course,
      after: { role: "student", section: "Lab 2" },
    });
  });

  test.each([
    [{ login: "" }, "Enter a username"],
    [{ login: "nobody-there" }, "No account has the username or email “nobody-there”"],
    [{ login: "the-student" }, "is already in this course"],
    [{ login: "guest@no-mail.invalid" }, "No account has the username or email"],
  ])("not with %j, and the form keeps what was typed", async (fields, words) => {
    const answer = await by("instructor").post(`/courses/${course}/people`, {
      section: "Lab 3",
      ...fields,
    });
    const html = await answer.text();
    expect([answer.status, html]).toEqual([422, expect.stringContaining(words)]);
    expect(html).toContain('value="Lab 3"');
    expect(roleOf(by("student").userId)).toBe("student");
  });

  test("to the staff: owners only", async () => {
    const mallory = await site.signUp("mallory");
    expect(
      (
        await by("instructor").post(`/courses/${course}/people`, {
          login: "mallory",
          role: "owner",
        })
      ).status,
    ).toBe(404);
    expect(roleOf(mallory.userId)).toBeUndefined();
  });
});

describe("a role", () => {
  test("is given by an owner, not by an instructor, nor to oneself", async () => {
    const { userId } = by("student");
    expect(
      (
        await by("instructor").post(`/courses/${course}/people/${userId}`, {
          role: "assistant",
          section: "",
        })
      ).status,
    ).toBe(404);
    expect(
      (
        await by("assistant").post(`/courses/${course}/people/${by("assistant").userId}`, {
          role: "owner",
        })
      ).status,
    ).toBe(404);
    expect(roleOf(userId)).toBe("student");
    await by("owner").post(`/courses/${course}/people/${userId}`, {
      role: "assistant",
      section: "",
    });
    expect(lastEvent()).toMatchObject({
      action: "enrolment.change",
      before: { role: "student", section: "二班_Ä" },
      after: { role: "assistant", section: null },
    });
    await by("owner").post(`/courses/${course}/people/${userId}`, { role: "student", section: "" });
    expect(roleOf(userId)).toBe("student");
  });

  test("of the last owner stays; with another owner it can be changed", async () => {
    const refused = await by("owner").post(`/courses/${course}/people/${by("owner").userId}`, {
      role: "student",
      section: "",
    });
    expect([refused.status, await refused.text()]).toEqual([
      409,
      expect.stringContaining("at least one owner"),
    ]);
    expect(
      (await by("owner").post(`/courses/${course}/people/${by("owner").userId}/remove`)).status,
    ).toBe(409);
    expect(roleOf(by("owner").userId)).toBe("owner");
    const second = await site.signUp("second");
    await by("owner").post(`/courses/${course}/people`, { login: "second", role: "owner" });
    expect(
      (
        await second.post(`/courses/${course}/people/${second.userId}`, {
          role: "instructor",
          section: "",
        })
      ).status,
    ).toBe(303);
    expect(roleOf(second.userId)).toBe("instructor");
  });
});

describe("removing a person", () => {
  test("a student by an instructor, staff by an owner only", async () => {
    expect(
      (await by("instructor").post(`/courses/${course}/people/${by("assistant").userId}/remove`))
        .status,
    ).toBe(404);
    expect(roleOf(by("assistant").userId)).toBe("assistant");
    const gone = await site.signUp("gone");
    enrol(gone.userId, "student");
    expect(
      (await by("instructor").post(`/courses/${course}/people/${gone.userId}/remove`)).status,
    ).toBe(303);
    expect(roleOf(gone.userId)).toBeUndefined();
    expect(lastEvent()).toMatchObject({
      action: "enrolment.remove",
      userId: gone.userId,
      before: { role: "student" },
    });
    expect((await gone.get(`/courses/${course}`)).status).toBe(404);
    // Without any work there is nothing to list.
    expect((await by("instructor").get(`/courses/${course}/people/${gone.userId}`)).status).toBe(
      404,
    );
  });
});

describe("join links", () => {
  test("are created with seats and days, and revoked; both are in the log", async () => {
    const before = selectJoinLinks(site.services.db, course).length;
    expect(
      (await by("instructor").post(`/courses/${course}/links`, { uses: "30", days: "7" })).status,
    ).toBe(303);
    const link = selectJoinLinks(site.services.db, course).find(({ maxUses }) => maxUses === 30)!;
    expect(link.expiresAt!.getTime()).toBeGreaterThan(Date.now() + 6 * 24 * 3_600_000);
    expect(lastEvent()).toMatchObject({
      action: "join-link.make",
      after: { link: link.id, maxUses: 30 },
    });
    expect((await by("instructor").post(`/courses/${course}/links`, {})).status).toBe(303);
    expect(selectJoinLinks(site.services.db, course)).toHaveLength(before + 2);
    const wrong: Record<string, string>[] = [
      { uses: "0" },
      { uses: "-1" },
      { uses: "1.5" },
      { uses: "many" },
      { uses: "99999" },
      { days: "367" },
      { days: "1e3" },
    ];
    for (const fields of wrong) {
      const answer = await by("instructor").post(`/courses/${course}/links`, fields);
      expect([fields, answer.status]).toEqual([fields, 422]);
      expect(await answer.text()).toContain("Enter a whole number from 1 to");
    }
    await by("instructor").post(`/courses/${course}/links/${link.id}/revoke`);
    expect(lastEvent()).toMatchObject({ action: "join-link.revoke", before: { link: link.id } });
    expect(await (await site.visit().get(`/join/${link.code}`)).text()).toContain(
      "has been revoked",
    );
  });

  test("joining is in the log too", async () => {
    const joiner = await site.signUp("joiner");
    await joiner.post(`/join/${code}`);
    expect(lastEvent()).toMatchObject({
      action: "enrolment.join",
      actorId: joiner.userId,
      userId: joiner.userId,
      courseId: course,
    });
  });
});
