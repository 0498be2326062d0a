// Merging two accounts as the site owner does it: the other account, the preview, the password; and
// the log afterwards.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { users } from "../../../src/db/schema.ts";
import { auditEvents } from "../../../src/db/audit-schema.ts";
import { type CourseWorld, openCourseWorld, type Person } from "../../support/course-world.ts";
import { PASSWORD } from "../../support/quiet-site.ts";

let world: CourseWorld;
let boss: Person;
beforeAll(async () => {
  world = await openCourseWorld();
  boss = await world.site.signUp("boss", { siteRole: "owner" });
});
afterAll(() => world.site.close());

test("an owner finds the account, sees what would move, and confirms with their password; both sign-ins work, and the log still knows whose the old id was", async () => {
  const [one, two] = world.students;
  const assignmentId = world.addAssignment();
  for (const { userId } of world.students) world.addAttempt(assignmentId, userId, { share: 0.5 });
  // An entry in the log about the account that will be deleted.
  await world.instructor.post(`/courses/${world.courseId}/people/${one.userId}`, {
    section: "Lab 9",
  });
  const path = `/manage/people/${one.userId}/merge`;
  expect(await (await boss.get("/manage")).text()).toContain(path);
  expect(await (await boss.get(`${path}?into=nobody-at-all`)).text()).toContain(
    "No account has the username or email",
  );
  expect(await (await boss.get(`${path}?into=student-one`)).text()).toContain(
    "This is the same account",
  );
  const page = await (await boss.get(`${path}?into=student-two`)).text();
  expect(page).toMatch(/1 submission[^]*Attempts are renumbered[^]*The course[^]*Lab 9[^]*Lab 2/);
  const fields = { into: "student-two", plan: /name="plan" value="(\w+)"/.exec(page)![1]! };
  expect((await boss.post(path, { ...fields, confirmation: "wrong password" })).status).toBe(422);
  expect(
    (await boss.post(path, { ...fields, plan: "of another day", confirmation: PASSWORD })).status,
  ).toBe(409);
  expect(
    world.site.services.db.select().from(users).where(eq(users.id, one.userId)).get(),
  ).toBeDefined();

  expect((await boss.post(path, { ...fields, confirmation: PASSWORD })).status).toBe(303);
  expect(
    world.site.services.db.select().from(users).where(eq(users.id, one.userId)).get(),
  ).toBeUndefined();
  expect((await boss.get(path)).status).toBe(404);
  // A user who was signed in to the old account is in the remaining one.
  expect(await (await one.get("/settings")).text()).toContain("student-two");
  expect(await (await two.get("/submissions")).text()).toContain("Sum");
  const log = await (
    await world.instructor.get(`/courses/${world.courseId}/audit?person=student-two`)
  ).text();
  expect(log).toContain("Lab 9");
  expect(log).not.toContain("deleted");
  expect(
    world.site.services.db
      .select()
      .from(auditEvents)
      .all()
      .filter(({ action }) => action === "person.merge"),
  ).toMatchObject([
    { actorId: boss.userId, userId: two.userId, before: { from: one.userId } },
    { actorId: boss.userId, userId: one.userId, after: { into: two.userId } },
  ]);
});

test("an owner's account cannot be merged away, and for anyone else the pages are 404", async () => {
  const path = `/manage/people/${boss.userId}/merge`;
  const page = await (await boss.get(`${path}?into=instructor`)).text();
  expect(page).toContain("cannot be merged into another one");
  expect(
    (await boss.post(path, { into: "instructor", plan: "", confirmation: PASSWORD })).status,
  ).toBe(422);
  expect((await world.instructor.get(path)).status).toBe(404);
});
