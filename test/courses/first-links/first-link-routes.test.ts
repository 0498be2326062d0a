// First links by a course's instructors: only for accounts that its own roster created and no one
// has signed in to.

import { parse } from "csv-parse/sync";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCourse } from "../../../src/membership/create-course.ts";
import { newId } from "../../../src/db/id.ts";
import { type CourseRole, enrolments, type SiteRole, users } from "../../../src/db/schema.ts";
import { accounts, sessions } from "../../../src/db/auth-schema.ts";
import { auditEvents } from "../../../src/db/audit-schema.ts";
import { addEnrolment } from "../../support/add-enrolment.ts";
import { type CourseWorld, openCourseWorld } from "../../support/course-world.ts";

let world: CourseWorld;
beforeEach(async () => {
  world = await openCourseWorld();
});
afterEach(() => world.site.close());

const db = () => world.site.services.db;
const enrol = (courseId: string, userId: string, role: CourseRole = "student") =>
  addEnrolment(db(), courseId, userId, role);
/** As a roster of the course creates them. */
function addUnused(
  name: string,
  {
    email = "",
    madeBy = world.courseId,
    siteRole = null,
  }: { email?: string; madeBy?: string | null; siteRole?: SiteRole | null } = {},
): string {
  const id = newId();
  const now = new Date();
  db()
    .insert(users)
    .values({
      id,
      name,
      username: name.toLowerCase(),
      displayUsername: name,
      email: email === "" ? `${id}@no-mail.invalid` : email,
      createdAt: now,
      updatedAt: now,
      madeByCourse: madeBy,
      siteRole,
    })
    .run();
  enrol(world.courseId, id);
  return id;
}
const people = () => `/courses/${world.courseId}/people`;
const linkIn = (html: string) => /http:\/\/localhost:3000(\/reset\/\w+)/.exec(html)?.[1];
const made = () =>
  db()
    .select({
      actorId: auditEvents.actorId,
      courseId: auditEvents.courseId,
      userId: auditEvents.userId,
      after: auditEvents.after,
    })
    .from(auditEvents)
    .where(eq(auditEvents.action, "first-link.make"))
    .all();

describe("a first link for one student", () => {
  test("is shown once, sets the password, and revokes the previous one; it is in the audit log", async () => {
    const id = addUnused("Ada");
    const page = await (await world.instructor.get(`${people()}/${id}`)).text();
    expect(page).toContain(`action="${people()}/${id}/first-link"`);
    const first = linkIn(
      await (await world.instructor.post(`${people()}/${id}/first-link`)).text(),
    )!;
    const answer = await world.instructor.post(`${people()}/${id}/first-link`);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const second = linkIn(await answer.text())!;
    expect((await world.site.visit().get(first)).status).toBe(404);
    expect((await world.site.visit().post(second, { password: "a first password" })).status).toBe(
      303,
    );
    expect(
      (await world.site.visit().post("/sign-in", { login: "ada", password: "a first password" }))
        .status,
    ).toBe(303);
    expect(made()).toEqual(
      Array.from({ length: 2 }, () => ({
        actorId: world.instructor.userId,
        courseId: world.courseId,
        userId: id,
        after: null,
      })),
    );
    // Now it is the student's own.
    expect((await world.instructor.post(`${people()}/${id}/first-link`)).status).toBe(404);
    expect(await (await world.instructor.get(`${people()}/${id}`)).text()).not.toContain(
      "/first-link",
    );
  });

  const now = new Date();
  const asAccount = (id: string, providerId: string) =>
    db()
      .insert(accounts)
      .values({
        id: newId(),
        accountId: id,
        providerId,
        userId: id,
        createdAt: now,
        updatedAt: now,
      })
      .run();
  test.each<[string, () => string]>([
    [
      "with a password",
      () => {
        const id = addUnused("A");
        asAccount(id, "credential");
        return id;
      },
    ],
    [
      "that signs in at an institution",
      () => {
        const id = addUnused("A");
        asAccount(id, "oidc");
        return id;
      },
    ],
    [
      "with an open session",
      () => {
        const id = addUnused("A");
        db()
          .insert(sessions)
          .values({
            id: newId(),
            token: newId(),
            userId: id,
            createdAt: now,
            updatedAt: now,
            expiresAt: new Date(Date.now() + 1000),
          })
          .run();
        return id;
      },
    ],
    [
      "that another course's roster created",
      () => addUnused("A", { madeBy: createCourse(db(), "Another", world.owner.userId) }),
    ],
    ["that no roster created", () => addUnused("A", { madeBy: null })],
    ["with a site role", () => addUnused("A", { siteRole: "courseCreator" })],
    [
      "that is on the staff of another course",
      () => {
        const id = addUnused("A");
        enrol(createCourse(db(), "Another", world.owner.userId), id, "assistant");
        return id;
      },
    ],
    [
      "that is on the staff here",
      () => {
        const id = addUnused("A");
        db().update(enrolments).set({ role: "assistant" }).where(eq(enrolments.userId, id)).run();
        return id;
      },
    ],
    [
      "that has left the course",
      () => {
        const id = addUnused("A");
        db().delete(enrolments).where(eq(enrolments.userId, id)).run();
        return id;
      },
    ],
    [
      "of a deleted user",
      () => {
        const id = addUnused("A");
        db().update(users).set({ madeByCourse: null }).where(eq(users.id, id)).run();
        return id;
      },
    ],
  ])("is never created for an account %s", async (_, make) => {
    const id = make();
    expect((await world.instructor.post(`${people()}/${id}/first-link`)).status).toBe(404);
    const rows = parse(await (await world.instructor.post(`${people()}/unused/links`)).text(), {
      bom: true,
    });
    expect(rows).toHaveLength(1);
  });

  test("for an account that a roster created for the course's staff: only owners may create it", async () => {
    const id = addUnused("Assistant to be");
    db().update(enrolments).set({ role: "assistant" }).where(eq(enrolments.userId, id)).run();
    expect((await world.instructor.post(`${people()}/${id}/first-link`)).status).toBe(404);
    expect((await world.owner.post(`${people()}/${id}/first-link`)).status).toBe(200);
    expect(
      parse(await (await world.owner.post(`${people()}/unused/links`)).text(), { bom: true }),
    ).toHaveLength(2);
  });

  test("is for instructors and owners; too many in an hour are refused", async () => {
    const id = addUnused("Ada");
    for (const person of [world.assistant, world.students[0]])
      expect((await person.post(`${people()}/${id}/first-link`)).status).toBe(404);
    expect((await world.owner.post(`${people()}/${id}/first-link`)).status).toBe(200);
    for (let i = 0; i < 120; i += 1)
      await world.site.services.throttle.take("firstLinks", world.instructor.userId);
    expect((await world.instructor.post(`${people()}/${id}/first-link`)).status).toBe(429);
  });
});

describe("accounts that no one has signed in to", () => {
  test("are linked from People, listed, and get new links as a list", async () => {
    expect(await (await world.instructor.get(people())).text()).not.toContain(`${people()}/unused`);
    addUnused("Ada", { email: "ada@example.org" });
    addUnused("Bob");
    expect(await (await world.instructor.get(people())).text()).toMatch(
      /2 accounts from a roster[^]*href="[^"]*\/people\/unused"/,
    );
    expect(await (await world.assistant.get(people())).text()).not.toContain(`${people()}/unused`);
    const page = await (await world.instructor.get(`${people()}/unused`)).text();
    expect(page).toMatch(/Ada[^]*ada@example\.org[^]*Bob/);
    // There is no mail server.
    expect(page).not.toContain("/unused/mail");
    const rows: string[][] = parse(
      await (await world.instructor.post(`${people()}/unused/links`)).text(),
      { bom: true },
    );
    expect(rows.slice(1).map((row) => row.slice(0, 3))).toEqual([
      ["Ada", "Ada", "ada@example.org"],
      ["Bob", "Bob", ""],
    ]);
    for (const row of rows.slice(1))
      expect((await world.site.visit().get(new URL(row[4]!).pathname)).status).toBe(200);
    expect(made()).toEqual([
      {
        actorId: world.instructor.userId,
        courseId: world.courseId,
        userId: null,
        after: { count: 2 },
      },
    ]);
  });

  test("are shown under the roster's name, with the account's own beside it", async () => {
    const id = addUnused("Ada");
    db().update(enrolments).set({ rosterName: "Augusta" }).where(eq(enrolments.userId, id)).run();
    for (const answer of [
      await world.instructor.get(`${people()}/unused`),
      await world.instructor.post(`${people()}/${id}/first-link`),
    ]) {
      const text = (await answer.text()).replaceAll(/<[^>]*>/g, "");
      expect(text).toContain("Augusta Account name: (Ada)");
    }
  });

  test("of an archived course are shown, and get no links", async () => {
    addUnused("Ada");
    await world.owner.post(`/courses/${world.courseId}/settings/archive`);
    expect(await (await world.instructor.get(`${people()}/unused`)).text()).not.toContain(
      "/unused/links",
    );
    expect((await world.instructor.post(`${people()}/unused/links`)).status).toBe(409);
  });
});
