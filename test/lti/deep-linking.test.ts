// Deep linking: from the platform's request over the picker in its frame to the signed answer.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accounts, sessions } from "../../src/db/auth-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { ltiContexts, ltiOpenings, ltiPlatforms } from "../../src/db/lti-schema.ts";
import { assignments, courses, enrolments, users } from "../../src/db/schema.ts";
import { NEW_VALUES } from "../../src/courses/assignment-pages/form-values.ts";
import { parseValues } from "../../src/courses/assignment-pages/parse-form.ts";
import { CLAIMS } from "../../src/lti/claims.ts";
import { makeLinks } from "../../src/lti/deep-linking/make-links.ts";
import { showToolKeys } from "../../src/lti/tool-keys.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { addDeepLinking, type DeepLinkingDouble } from "../support/lti/deep-linking.ts";
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
import { makeAssignment } from "../support/make-assignment.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import type { Visitor } from "../support/visitor.ts";

let platform: LtiPlatformDouble;
let deepLinking: DeepLinkingDouble;
let site: QuietSite;
let platformId: string;

beforeAll(async () => {
  platform = await startLtiPlatform();
  deepLinking = addDeepLinking(platform);
  // The tool's keys, as the platform fetches them from a site without a port.
  platform.app.get("/tool-keys", async (c) => c.json(await showToolKeys(site.services.db)));
  platform.tool = {
    ...listToolAddresses("http://localhost:3000"),
    keys: `${platform.url}/tool-keys`,
  };
});
afterAll(() => platform.close());
beforeEach(async () => {
  site = await openQuietSite();
  platformId = registerPlatform(site.services.db, platform);
  deepLinking.answers.length = 0;
  return () => site.close();
});

const TEACHER: PlatformPerson = {
  sub: "teacher",
  name: "Zhang Wei",
  email: "zhang@example.edu",
  roles: [INSTRUCTOR],
};
const ASSISTANT: PlatformPerson = {
  sub: "ta",
  name: "Chen Hao",
  roles: [INSTRUCTOR, TEACHING_ASSISTANT],
};
const STUDENT: PlatformPerson = { sub: "student", name: "Li Xiaoyu", roles: [LEARNER] };
const SUM = { "exercise:tiny/sum": "yes" };
const SETTINGS = { points: "50", dueAt: "", action: "pick" };

const pathOf = (answer: Response) => answer.headers.get("location")!;
const ownerOf = (sub: string) =>
  site.services.db.select().from(accounts).where(eq(accounts.accountId, sub)).get()?.userId;

/** The address of the picker. */
async function ask(
  person = TEACHER,
  settings: Record<string, unknown> = {},
  visitor: Visitor = site.visit(),
): Promise<string> {
  const answer = await launch(visitor, platform, deepLinking.ask(person, settings));
  expect(answer.status, await answer.clone().text()).toBe(303);
  expect(pathOf(answer)).toMatch(/^\/lti\/pick\/[0-9a-z]{40}$/);
  return pathOf(answer);
}

/** A course here with an assignment, linked to the platform's. */
async function linkCourse(): Promise<{ courseId: string; assignmentId: string }> {
  const { db } = site.services;
  const owner = await site.signUp("owner");
  const courseId = createCourse(db, "Machine learning here", owner.userId);
  const assignmentId = makeAssignment(db, { courseId, points: 30, title: "First steps" });
  await launchAndOpen(site.visit(), platform, { person: TEACHER });
  db.update(ltiContexts).set({ courseId }).run();
  return { courseId, assignmentId };
}

/** Sends the form of the returning page, as its script or its button does. */
async function sendBack(answer: Response): Promise<Response> {
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  const action = /action="([^"]+)"/.exec(text)![1]!.replaceAll("&amp;", "&");
  const token = /name="JWT" value="([^"]+)"/.exec(text)![1]!;
  return fetch(action, { method: "POST", body: new URLSearchParams({ JWT: token }) });
}

async function pick(path: string, fields: Record<string, string>, visitor = site.visit()) {
  const back = await sendBack(await visitor.post(path, { ...SETTINGS, ...fields }));
  expect(back.status, await back.clone().text()).toBe(200);
  return deepLinking.answers.at(-1)!;
}

describe("the picker", () => {
  test("is in the platform's frame, with the way back in its policy, without a session", async () => {
    await linkCourse();
    const visitor = site.visit();
    const page = await visitor.get(await ask());
    expect(page.status).toBe(200);
    const policy = page.headers.get("content-security-policy")!;
    expect(policy).toContain(`frame-ancestors ${platform.url}`);
    expect(policy).toContain(`form-action 'self' ${platform.url}`);
    expect(page.headers.get("x-frame-options")).toBe(null);
    expect(page.headers.getSetCookie()).toEqual([]);
    const text = await page.text();
    expect(text).toContain("First steps");
    expect(text).toContain('name="exercise:tiny/sum"');
    expect(text).toContain("Moodle says that you are Zhang Wei");
    expect(site.services.db.select().from(sessions).all().length).toBe(2);
  });

  test("returns an assignment that exists, with a line item, data unchanged", async () => {
    const { assignmentId } = await linkCourse();
    const answer = await pick(await ask(), { [`assignment:${assignmentId}`]: "yes" });
    expect(answer.links).toEqual([
      {
        type: "ltiResourceLink",
        title: "First steps",
        url: `http://localhost:3000/exercises/tiny/sum?assignment=${assignmentId}`,
        custom: { assignment: assignmentId },
        lineItem: { scoreMaximum: 30, label: "First steps", resourceId: assignmentId },
      },
    ]);
    // Blackboard demands the subject.
    expect(answer.claims.sub).toBe(platform.clientId);
    expect(site.services.db.select().from(assignments).all()).toHaveLength(1);
  });

  test("returns several at once, and creates in the name of the platform's person", async () => {
    const { courseId, assignmentId } = await linkCourse();
    const { db } = site.services;
    const path = await ask();
    const answer = await pick(path, {
      [`assignment:${assignmentId}`]: "yes",
      ...SUM,
      dueAt: "2030-01-02T10:00",
    });
    const made = db.select().from(assignments).where(eq(assignments.courseId, courseId)).all();
    expect(answer.links.map(({ custom }) => custom["assignment"])).toEqual(
      made.map(({ id }) => id),
    );
    expect(made.map(({ points }) => points)).toEqual([30, 50]);
    expect(made[1]!.rules.dueAtMs).toBe(Date.UTC(2030, 0, 2, 10));
    const audited = db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.action, "assignment.create"))
      .all();
    expect(audited.map(({ actorId }) => actorId)).toEqual([ownerOf("teacher")]);
  });

  test("an account is created for who has none, at the click and not before", async () => {
    const { courseId } = await linkCourse();
    const other = { ...TEACHER, sub: "new-teacher", name: "Wang Fang" };
    const path = await ask(other);
    expect(ownerOf("new-teacher")).toBe(undefined);
    await pick(path, SUM);
    const { db } = site.services;
    const enrolled = db
      .select()
      .from(enrolments)
      .where(eq(enrolments.userId, ownerOf("new-teacher")!))
      .get();
    expect(enrolled).toMatchObject({ courseId, role: "instructor" });
  });

  test("a form that is sent twice creates once, and leads back both times", async () => {
    await linkCourse();
    const path = await ask();
    const first = await pick(path, SUM);
    const again = await pick(path, { ...SUM, points: "10" });
    expect(again.links).toEqual(first.links);
    expect(again.claims["nonce"]).not.toBe(first.claims["nonce"]);
    expect((await sendBack(await site.visit().get(path))).status).toBe(200);
    expect(site.services.db.select().from(assignments).all()).toHaveLength(2);
  });

  test("two processes that get the same form create once", async () => {
    const { courseId } = await linkCourse();
    const secret = (await ask()).split("/").at(-1)!;
    const { db, catalogue } = site.services;
    const parsed = parseValues(NEW_VALUES, "UTC");
    if (!parsed.ok) throw new Error("the initial values are valid");
    const choice = {
      assignmentIds: [],
      offers: [catalogue.find("tiny", "sum")!],
      settings: parsed.settings,
      newCourse: null,
    };
    // Each has found before that nothing is picked yet.
    const make = () => makeLinks(db, secret, choice, { timeZone: "UTC", language: "en" });
    expect([make(), make()]).toEqual([true, true]);
    const made = db.select().from(assignments).where(eq(assignments.courseId, courseId)).all();
    expect(made).toHaveLength(2);
  });

  test("cancelling returns nothing", async () => {
    await linkCourse();
    const answer = await pick(await ask(), { ...SUM, action: "cancel" });
    expect(answer.links).toEqual([]);
    expect(site.services.db.select().from(assignments).all()).toHaveLength(1);
  });

  test("without scripts, searching keeps what is chosen", async () => {
    await linkCourse();
    const path = await ask();
    const search = async (fields: Record<string, string>) => {
      const answer = await site.visit().post(path, { ...fields, action: "search" });
      expect(answer.status).toBe(200);
      const label = /<label[^>]*><input type="checkbox" name="exercise:tiny\/sum"[^>]*>/;
      return label.exec(await answer.text())![0];
    };
    expect(await search({ q: "SUM" })).not.toContain("hidden");
    expect(await search({ q: "sum", level: "5" })).toContain("hidden");
    expect(await search({ q: "no such thing" })).toContain("hidden");
    const chosen = await search({ ...SUM, q: "no such thing" });
    expect(chosen).not.toContain("hidden");
    expect(chosen).toContain("checked");
    expect(site.services.db.select().from(assignments).all()).toHaveLength(1);
  });

  test.each([
    ["nothing is chosen", {}, "Select at least one"],
    ["an exercise is gone", { "exercise:tiny/gone": "yes" }, "can no longer be added"],
    ["an assignment is another course's", { "assignment:other": "yes" }, "can no longer be added"],
    ["the points are no number", { ...SUM, points: "many" }, "Enter a number"],
    ["the due time is unreadable", { ...SUM, dueAt: "tomorrow" }, "date"],
  ])("if %s, says so and changes nothing", async (_, fields, words) => {
    await linkCourse();
    const answer = await site.visit().post(await ask(), { ...SETTINGS, ...fields });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
    expect(site.services.db.select().from(assignments).all()).toHaveLength(1);
  });

  test("a platform that takes one link gets radio buttons, and one link", async () => {
    const { assignmentId } = await linkCourse();
    const path = await ask(TEACHER, { accept_multiple: false });
    const page = await (await site.visit().get(path)).text();
    expect(page).toContain('<input type="radio" name="one" value="exercise:tiny/sum"');
    const both = { ...SETTINGS, ...SUM, one: `assignment:${assignmentId}` };
    expect((await site.visit().post(path, both)).status).toBe(422);
    expect((await pick(path, { one: "exercise:tiny/sum" })).links).toHaveLength(1);
  });

  test("no line item where the platform takes none", async () => {
    await linkCourse();
    const answer = await pick(await ask(TEACHER, { accept_lineitem: false }), SUM);
    expect(answer.links[0]!.lineItem).toBe(undefined);
  });

  test("Canvas opens a window", async () => {
    await linkCourse();
    site.services.db.update(ltiPlatforms).set({ family: "canvas" }).run();
    const answer = await pick(await ask(), SUM);
    expect(answer.links[0]!.window).toEqual({ targetName: "_blank" });
  });
});

describe("a course that is not linked", () => {
  test("is created with the assignments, and linked", async () => {
    const path = await ask();
    const page = await (await site.visit().get(path)).text();
    expect(page).toContain("Adding exercises creates one");
    expect(page).toMatch(/href="\/lti\/open\/[0-9a-z]{40}"/);
    const answer = await pick(path, { ...SUM, title: "Machine learning" });
    const { db } = site.services;
    const course = db.select().from(courses).get()!;
    expect(course.title).toBe("Machine learning");
    expect(db.select().from(ltiContexts).get()!.courseId).toBe(course.id);
    expect(db.select().from(enrolments).get()).toMatchObject({
      role: "owner",
      userId: ownerOf("teacher"),
    });
    // The link opens the assignment.
    const opened = await launchAndOpen(site.visit(), platform, {
      person: STUDENT,
      custom: answer.links[0]!.custom,
    });
    expect(pathOf(opened)).toBe(
      `/exercises/tiny/sum?assignment=${answer.links[0]!.custom["assignment"]}`,
    );
  });

  test("can be linked in a window, and the picker goes on with that course", async () => {
    const path = await ask();
    const page = await (await site.visit().get(path)).text();
    const link = /href="(\/lti\/open\/[0-9a-z]{40})"/.exec(page)![1]!;
    const visitor = site.visit();
    const context = pathOf(await visitor.get(link, { "sec-fetch-site": "same-origin" }));
    expect(context).toMatch(/^\/lti\/contexts\//);
    await visitor.post(context, { course: "new", title: "Chosen in the window" });
    expect(await (await site.visit().get(path)).text()).not.toContain("creates one");
    await pick(path, SUM);
    expect(site.services.db.select().from(courses).all()).toHaveLength(1);
  });

  test("a new course needs a title", async () => {
    const answer = await site.visit().post(await ask(), { ...SETTINGS, ...SUM, title: " " });
    expect(answer.status).toBe(422);
    expect(site.services.db.select().from(courses).all()).toEqual([]);
    expect(site.services.db.select().from(users).all()).toEqual([]);
  });

  test("an assistant cannot create it", async () => {
    const path = await ask(ASSISTANT);
    expect(await (await site.visit().get(path)).text()).toContain("Ask an instructor");
    const answer = await site.visit().post(path, { ...SETTINGS, ...SUM, title: "Mine" });
    expect(answer.status).toBe(422);
    expect(site.services.db.select().from(courses).all()).toEqual([]);
  });
});

describe("who may pick", () => {
  test.each([
    ["a student", [LEARNER]],
    ["someone without a role", []],
    [
      "an instructor of the institution",
      ["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor", LEARNER],
    ],
    ["the test student", ["http://purl.imsglobal.org/vocab/lti/system/person#TestUser", LEARNER]],
  ])("not %s", async (_, roles) => {
    const answer = await launch(site.visit(), platform, deepLinking.ask({ ...STUDENT, roles }));
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("Only staff can add exercises");
    expect(answer.headers.get("content-security-policy")).toContain(
      `frame-ancestors ${platform.url}`,
    );
    expect(site.services.db.select().from(ltiOpenings).all()).toEqual([]);
  });

  test("an assistant picks what exists, and creates nothing", async () => {
    const { assignmentId } = await linkCourse();
    const path = await ask(ASSISTANT);
    const page = await (await site.visit().get(path)).text();
    expect(page).toContain("First steps");
    expect(page).not.toContain('name="exercise:tiny/sum"');
    expect((await site.visit().post(path, { ...SETTINGS, ...SUM })).status).toBe(422);
    expect((await pick(path, { [`assignment:${assignmentId}`]: "yes" })).links).toHaveLength(1);
    expect(ownerOf("ta")).toBe(undefined);
  });

  test("an instructor of the platform whom staff here made a student does not", async () => {
    await linkCourse();
    await launchAndOpen(site.visit(), platform, { person: TEACHER });
    const path = await ask();
    const { db } = site.services;
    db.update(enrolments)
      .set({ role: "student" })
      .where(eq(enrolments.userId, ownerOf("teacher")!))
      .run();
    expect((await site.visit().get(path)).status).toBe(403);
    expect((await site.visit().post(path, { ...SETTINGS, ...SUM })).status).toBe(403);
  });

  test("nothing is created in an archived course", async () => {
    const { assignmentId } = await linkCourse();
    const path = await ask();
    site.services.db.update(courses).set({ archivedAt: new Date() }).run();
    expect(await (await site.visit().get(path)).text()).toContain("is archived");
    expect((await site.visit().post(path, { ...SETTINGS, ...SUM })).status).toBe(422);
    expect((await pick(path, { [`assignment:${assignmentId}`]: "yes" })).links).toHaveLength(1);
  });
});

describe("its secret", () => {
  test("is over after an hour, which the frame still says", async () => {
    const path = await ask();
    site.services.db
      .update(ltiOpenings)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .run();
    for (const answer of [
      await site.visit().get(path),
      await site.visit().post(path, { ...SETTINGS, ...SUM, title: "Late" }),
    ]) {
      expect(answer.status).toBe(410);
      expect(await answer.text()).toContain("has expired");
      expect(answer.headers.get("content-security-policy")).toContain(platform.url);
    }
    expect(site.services.db.select().from(courses).all()).toEqual([]);
  });

  test("that nobody was given leads nowhere, in no frame", async () => {
    const answer = await site.visit().get(`/lti/pick/${"0".repeat(40)}`);
    expect(answer.status).toBe(410);
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
  });

  test("opens no window, and a window's secret opens no picker", async () => {
    const secret = (await ask()).split("/").at(-1)!;
    const window = await site.visit().get(`/lti/open/${secret}`, { "sec-fetch-site": "none" });
    expect(window.status).toBe(410);
    const page = await (await launch(site.visit(), platform, { person: TEACHER })).text();
    const link = /href="\/lti\/open\/([0-9a-z]+)"/.exec(page)![1]!;
    expect((await site.visit().get(`/lti/pick/${link}`)).status).toBe(410);
  });

  test("is worth nothing when the platform was removed", async () => {
    const path = await ask();
    site.services.db
      .update(ltiPlatforms)
      .set({ removedAt: new Date() })
      .where(eq(ltiPlatforms.id, platformId))
      .run();
    const answer = await site.visit().post(path, { ...SETTINGS, ...SUM, title: "Late" });
    expect(answer.status).toBe(403);
    expect(site.services.db.select().from(courses).all()).toEqual([]);
  });

  test("cannot be used by another site's form", async () => {
    const answer = await site
      .visit()
      .post(await ask(), { ...SETTINGS, ...SUM, title: "x" }, { origin: platform.url });
    expect(answer.status).toBe(403);
  });
});

describe("settings", () => {
  test.each([
    ["without a return address", { deep_link_return_url: undefined }],
    ["with a script as the return address", { deep_link_return_url: "javascript:alert(1)" }],
    ["with a host that would change the policy", { deep_link_return_url: "https://a;b*.example/" }],
    ["that accept files alone", { accept_types: ["file", "html"] }],
    ["without types", { accept_types: undefined }],
  ])("%s are refused with words", async (_, settings) => {
    const answer = await launch(site.visit(), platform, deepLinking.ask(TEACHER, settings));
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("does not know this kind of message");
    expect(answer.headers.get("content-security-policy")).not.toContain("*");
  });

  test("that are missing are refused with words", async () => {
    const asked = deepLinking.ask(TEACHER, {}, { claims: { [CLAIMS.deepLinkingSettings]: null } });
    expect((await launch(site.visit(), platform, asked)).status).toBe(403);
  });

  test("without data: the answer contains none", async () => {
    await linkCourse();
    const path = await ask(TEACHER, { data: undefined });
    const answer = await site.visit().post(path, { ...SETTINGS, ...SUM });
    const token = /name="JWT" value="([^"]+)"/.exec(await answer.text())![1]!;
    const claims = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as object;
    expect(Object.keys(claims).filter((name) => name.includes("data"))).toEqual([]);
  });
});
