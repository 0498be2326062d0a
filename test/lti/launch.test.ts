// Launches from an emulated platform: who comes, to which account, in which role, and where to.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accounts, sessions } from "../../src/db/auth-schema.ts";
import { ltiContexts, ltiPeople } from "../../src/db/lti-schema.ts";
import { courses, enrolments, users } from "../../src/db/schema.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { launch, launchAndOpen } from "../support/lti/launch-in-place.ts";
import {
  INSTRUCTOR,
  LEARNER,
  type LtiPlatformDouble,
  listToolAddresses,
  type PlatformPerson,
  registerPlatform,
  startLtiPlatform,
  TEACHING_ASSISTANT,
} from "../support/lti/platform.ts";
import { submitByForm } from "../support/submissions-in-place.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";

let platform: LtiPlatformDouble;
let site: QuietSite;
let platformId: string;

beforeAll(async () => {
  platform = await startLtiPlatform();
  platform.tool = listToolAddresses("http://localhost:3000");
});
afterAll(() => platform.close());
beforeEach(async () => {
  site = await openQuietSite();
  platformId = registerPlatform(site.services.db, platform);
  return () => site.close();
});

const TEACHER: PlatformPerson = {
  sub: "teacher",
  name: "Zhang Wei",
  email: "zhang@example.edu",
  roles: [INSTRUCTOR],
};
const STUDENT: PlatformPerson = {
  sub: "student",
  name: "李晓雨",
  email: "li@example.edu",
  roles: [LEARNER],
};

const whereTo = (answer: Response) => answer.headers.get("location");
const ownerOf = (sub: string) =>
  site.services.db.select().from(accounts).where(eq(accounts.accountId, sub)).get()?.userId;
const rolesOf = (courseId: string) =>
  site.services.db
    .select({ name: users.name, role: enrolments.role, section: enrolments.section })
    .from(enrolments)
    .innerJoin(users, eq(users.id, enrolments.userId))
    .where(eq(enrolments.courseId, courseId))
    .orderBy(users.createdAt)
    .all();

/** The teacher comes first and chooses a course. Returns its id. */
async function linkNewCourse(): Promise<string> {
  const teacher = site.visit();
  const context = whereTo(await launchAndOpen(teacher, platform, { person: TEACHER }))!;
  const page = await (await teacher.get(context)).text();
  expect(page).toContain("Machine learning");
  const linked = await teacher.post(context, { course: "new", title: "Machine learning" });
  return /^\/courses\/(.*)$/.exec(whereTo(linked) ?? "")![1]!;
}

describe("a launch", () => {
  test("shows a link with the person's name, in a frame of the platform alone", async () => {
    const page = await launch(site.visit(), platform, { person: STUDENT });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Moodle says that you are 李晓雨");
    expect(page.headers.get("x-frame-options")).toBe(null);
    expect(page.headers.get("content-security-policy")).toContain(
      `frame-ancestors ${platform.url};`.replace(";", ""),
    );
    // Nothing is stored about the person before the window opens.
    expect(site.services.db.select().from(ltiPeople).all()).toEqual([]);
    expect(ownerOf("student")).toBe(undefined);
  });

  test("its link works once, and only for a minute", async () => {
    const page = await (await launch(site.visit(), platform, { person: STUDENT })).text();
    const path = /href="(\/lti\/open\/[0-9a-z]+)"/.exec(page)![1]!;
    const prefetched = await site.visit().get(path, { "sec-purpose": "prefetch" });
    expect(prefetched.status).toBe(204);
    expect((await site.visit().get(path, { "sec-fetch-site": "same-origin" })).status).toBe(303);
    const again = await site.visit().get(path, { "sec-fetch-site": "same-origin" });
    expect(again.status).toBe(410);
    expect(await again.text()).toContain("Go back to your learning platform");
  });

  test("before the course is linked, a student is told whom to ask", async () => {
    const student = site.visit();
    const context = whereTo(await launchAndOpen(student, platform, { person: STUDENT }))!;
    expect(await (await student.get(context)).text()).toContain("Nobody has chosen");
    expect((await student.post(context, { course: "new", title: "Mine" })).status).toBe(404);
    expect(site.services.db.select().from(courses).all()).toEqual([]);
  });

  test("gives each person their role in the linked course", async () => {
    const early = site.visit();
    await launchAndOpen(early, platform, { person: STUDENT });
    const courseId = await linkNewCourse();
    const assistant = { sub: "ta", name: "Ta", roles: [INSTRUCTOR, TEACHING_ASSISTANT] };
    const answer = await launchAndOpen(site.visit(), platform, { person: assistant });
    expect(whereTo(answer)).toBe(`/courses/${courseId}`);
    expect(rolesOf(courseId)).toEqual([
      // Who came before the course was linked is in it.
      { name: "李晓雨", role: "student", section: null },
      { name: "Zhang Wei", role: "owner", section: null },
      { name: "Ta", role: "assistant", section: null },
    ]);
    // A role that changes there changes here, but never the owner's.
    await launchAndOpen(site.visit(), platform, { person: { ...assistant, roles: [LEARNER] } });
    await launchAndOpen(site.visit(), platform, { person: { ...TEACHER, roles: [LEARNER] } });
    expect(rolesOf(courseId).map(({ role }) => role)).toEqual(["student", "owner", "student"]);
  });

  test("an administrator of the institution has no role in the course", async () => {
    await linkNewCourse();
    const admin = {
      sub: "admin",
      roles: ["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator"],
    };
    const visitor = site.visit();
    const context = whereTo(await launchAndOpen(visitor, platform, { person: admin }))!;
    expect(context).toMatch(/^\/lti\/contexts\//);
    expect(await (await visitor.get(context)).text()).toContain("gives you no role");
  });

  test("two deployments: one account, two courses of the platform", async () => {
    registerPlatform(site.services.db, { ...platform, clientId: "other" });
    await launchAndOpen(site.visit(), platform, { person: STUDENT });
    const { db } = site.services;
    db.$client.exec(
      `insert into lti_deployments (platform_id, deployment_id, first_seen_at, accepted_at)
       values ('${platformId}', '2', 0, 0)`,
    );
    await launchAndOpen(site.visit(), platform, { person: STUDENT, deploymentId: "2" });
    expect(db.select().from(accounts).where(eq(accounts.accountId, "student")).all()).toHaveLength(
      1,
    );
    expect(db.select().from(ltiContexts).all()).toHaveLength(2);
  });

  test("a deployment that nobody has accepted is refused, and listed for the owner", async () => {
    const refused = await launch(site.visit(), platform, { person: STUDENT, deploymentId: "77" });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("has not been accepted yet");
    const { rows } = {
      rows: site.services.db.$client.prepare("select * from lti_deployments").all(),
    };
    expect(rows).toMatchObject([
      { deployment_id: "1" },
      { deployment_id: "77", accepted_at: null },
    ]);
  });
});

describe("an address", () => {
  test("that another account has merges nothing", async () => {
    const known = await site.signUp("li", { email: "li@example.edu" });
    await launchAndOpen(site.visit(), platform, { person: STUDENT });
    const owner = ownerOf("student")!;
    expect(owner).not.toBe(known.userId);
    const { email } = site.services.db.select().from(users).where(eq(users.id, owner)).get()!;
    expect(email).toMatch(/@no-mail\.invalid$/);
  });
});

describe("in a browser that is signed in as somebody else", () => {
  test("asks; continuing ends the other session", async () => {
    const visitor = await site.signUp("wang");
    const there = whereTo(await launchAndOpen(visitor, platform, { person: STUDENT }))!;
    expect(there).toMatch(/^\/lti\/open\?ticket=/);
    const page = await (await visitor.get(there)).text();
    expect(page).toContain("This browser is signed in as Name of wang");
    const ticket = new URL(there, "http://x").searchParams.get("ticket")!;
    const answer = await visitor.post("/lti/open", { ticket, choice: "continue" });
    expect(answer.status).toBe(303);
    const { db } = site.services;
    expect(db.select().from(sessions).where(eq(sessions.userId, visitor.userId)).all()).toEqual([]);
    expect(await (await visitor.get("/settings")).text()).toContain("李晓雨");
    expect((await visitor.post("/lti/open", { ticket, choice: "continue" })).status).toBe(410);
  });

  test("connecting both needs the password", async () => {
    const visitor = await site.signUp("wang");
    const there = whereTo(await launchAndOpen(visitor, platform, { person: STUDENT }))!;
    const ticket = new URL(there, "http://x").searchParams.get("ticket")!;
    const wrong = await visitor.post("/lti/open", {
      ticket,
      choice: "connect",
      confirmation: "no",
    });
    expect(wrong.status).toBe(422);
    expect(ownerOf("student")).toBe(undefined);
    const right = await visitor.post("/lti/open", {
      ticket,
      choice: "connect",
      confirmation: PASSWORD,
    });
    expect(right.status).toBe(303);
    expect(ownerOf("student")).toBe(visitor.userId);
  });

  test("an identity that has an account cannot be connected with another one", async () => {
    await launchAndOpen(site.visit(), platform, { person: STUDENT });
    const first = ownerOf("student");
    const visitor = await site.signUp("wang");
    const there = whereTo(await launchAndOpen(visitor, platform, { person: STUDENT }))!;
    expect(await (await visitor.get(there)).text()).not.toContain("Connect the two accounts");
    const ticket = new URL(there, "http://x").searchParams.get("ticket")!;
    await visitor.post("/lti/open", { ticket, choice: "connect", confirmation: PASSWORD });
    expect(ownerOf("student")).toBe(first);
  });
});

test("a link that somebody passed on asks before it signs in", async () => {
  const page = await (await launch(site.visit(), platform, { person: STUDENT })).text();
  const path = /href="(\/lti\/open\/[0-9a-z]+)"/.exec(page)![1]!;
  for (const from of ["cross-site", "none", ""]) {
    const fresh = await (await launch(site.visit(), platform, { person: STUDENT })).text();
    const link = /href="(\/lti\/open\/[0-9a-z]+)"/.exec(fresh)![1]!;
    const victim = site.visit();
    const answer = await victim.get(link, { "sec-fetch-site": from });
    expect(whereTo(answer)).toMatch(/^\/lti\/open\?ticket=/);
    expect(victim.isSignedIn).toBe(false);
    expect(await (await victim.get(whereTo(answer)!)).text()).toContain("Continue as 李晓雨");
  }
  expect(path).toBeTruthy();
});

test("a guest's work comes along", async () => {
  const guest = site.visit();
  await submitByForm(guest, "tried as a guest");
  const { db } = site.services;
  const authors = () => db.$client.prepare("select user_id from submissions").pluck().all();
  const [before] = authors();
  await launchAndOpen(guest, platform, { person: STUDENT });
  expect(authors()).toEqual([ownerOf("student")]);
  expect(
    db
      .select()
      .from(users)
      .where(eq(users.id, before as string))
      .all(),
  ).toEqual([]);
});

test("an archived course takes nobody in", async () => {
  const { db } = site.services;
  const owner = await site.signUp("owner");
  const courseId = createCourse(db, "Old", owner.userId);
  await launchAndOpen(site.visit(), platform, { person: TEACHER });
  db.update(ltiContexts).set({ courseId }).run();
  db.update(courses).set({ archivedAt: new Date() }).run();
  const student = site.visit();
  const context = whereTo(await launchAndOpen(student, platform, { person: STUDENT }))!;
  expect(await (await student.get(context)).text()).toContain("is archived");
  expect(rolesOf(courseId)).toHaveLength(1);
});
