// Manage → Learning platforms: deployments, changes, removal; each with its entry in the audit log.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { ltiDeployments, ltiInvitations, ltiPlatforms } from "../../src/db/lti-schema.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { launch, launchAndOpen } from "../support/lti/launch-in-place.ts";
import {
  INSTRUCTOR,
  LEARNER,
  type LtiPlatformDouble,
  listToolAddresses,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import type { Visitor } from "../support/visitor.ts";

const STUDENT = { sub: "student", name: "Li", roles: [LEARNER] };

let platform: LtiPlatformDouble;
let site: QuietSite;
let owner: Visitor & { userId: string };
let id: string;

beforeAll(async () => {
  platform = await startLtiPlatform();
  platform.tool = listToolAddresses("http://localhost:3000");
});
afterAll(() => platform.close());
beforeEach(async () => {
  site = await openQuietSite();
  owner = await site.signUp("owner", { siteRole: "owner" });
  id = registerPlatform(site.services.db, platform);
  return () => site.close();
});

const at = (path: string) => `/manage/platforms/${id}${path}`;
const show = async (path = "") => (await owner.get(at(path))).text();
const open = async (deploymentId: string) =>
  (await launch(site.visit(), platform, { person: STUDENT, deploymentId })).status;
const decide = (deployment: string, accept: "yes" | "no") =>
  owner.post(at("/deployments"), { deployment, accept });
const audit = (action: "lti.platform" | "lti.deployment") =>
  site.services.db.select().from(auditEvents).where(eq(auditEvents.action, action)).all();
const platformRow = () =>
  site.services.db.select().from(ltiPlatforms).where(eq(ltiPlatforms.id, id)).get()!;

describe("deployments", () => {
  test("a new one waits until it is accepted, and can be taken back", async () => {
    expect(await open("2")).toBe(403);
    expect(await (await owner.get("/manage/platforms")).text()).toContain("1 deployment waits");
    expect(await show()).toContain("Accept deployment 2");
    expect((await decide("2", "yes")).status).toBe(303);
    expect(await open("2")).toBe(200);
    await decide("2", "no");
    expect(await open("2")).toBe(403);
    // Twice is once.
    await decide("2", "no");
    const entries = audit("lti.deployment");
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({
      actorId: owner.userId,
      before: { platform: id, deployment: "2", acceptedAt: null },
      after: { platform: id, deployment: "2", acceptedAt: expect.any(String) },
    });
  });

  test("that never came cannot be accepted", async () => {
    expect((await decide("none", "yes")).status).toBe(404);
    expect(audit("lti.deployment")).toEqual([]);
  });

  test("are accepted by themselves if the switch is on", async () => {
    await owner.post(at("/accepting"), { acceptsDeployments: "on" });
    expect(await open("2")).toBe(200);
    // To take one back then would be of no use.
    expect(await show()).not.toContain("Take back deployment");
    await owner.post(at("/accepting"), {});
    expect(await open("3")).toBe(403);
    expect(await open("2")).toBe(200);
    expect(audit("lti.platform")).toMatchObject([
      { before: { acceptsDeployments: false }, after: { acceptsDeployments: true } },
      { before: { acceptsDeployments: true }, after: { acceptsDeployments: false } },
    ]);
  });

  test("200 that wait: in pages, those that wait first", async () => {
    const { db } = site.services;
    db.insert(ltiDeployments)
      .values(
        Array.from({ length: 200 }, (_, i) => ({
          platformId: id,
          deploymentId: `d${i}`,
          firstSeenAt: new Date(i),
        })),
      )
      .run();
    const pages = await Promise.all([1, 2, 3, 4, 5, 99].map((page) => show(`?page=${page}`)));
    const waiting = pages.map((page) => page.match(/Accept deployment d/g)?.length ?? 0);
    expect(waiting).toEqual([50, 50, 50, 50, 0, 0]);
    expect(pages[4]).toContain("Take back deployment 1");
    expect(await (await owner.get("/manage/platforms")).text()).toContain("200 deployments wait");
  });
});

describe("a registration", () => {
  test("shows when somebody last came, and the courses that are linked", async () => {
    const before = await (await owner.get("/manage/platforms")).text();
    expect(before).toContain("Nobody has come from it yet");
    expect(before).toContain("linked to 0 courses");
    const teacher = site.visit();
    const person = { sub: "teacher", name: "Zhang", roles: [INSTRUCTOR] };
    const answer = await launchAndOpen(teacher, platform, { person });
    const context = answer.headers.get("location")!;
    await teacher.post(context, { course: "new", title: "Optics" });
    const after = await (await owner.get("/manage/platforms")).text();
    expect(after).toContain("Last opened");
    expect(after).toContain("linked to 1 course");
    expect(await show()).toMatch(/Machine learning → <a href="\/courses\/\w+">Optics/);
  });

  test("is changed with the owner's password", async () => {
    const fields = {
      name: "Physics",
      authorizationUrl: "https://new.example/auth",
      tokenUrl: `${platform.url}/token`,
      tokenAudience: "https://new.example/token",
      jwksUrl: `${platform.url}/keys`,
      // Not in the form.
      issuer: "https://evil.example",
      clientId: "evil",
    };
    const refused = await owner.post(at("/edit"), { ...fields, confirmation: "wrong" });
    expect([refused.status, platformRow().name]).toEqual([422, "Moodle"]);
    const broken = await owner.post(at("/edit"), {
      ...fields,
      jwksUrl: "http://new.example",
      confirmation: PASSWORD,
    });
    expect([broken.status, await broken.text()]).toEqual([
      422,
      expect.stringContaining("Enter a full address"),
    ]);
    expect((await owner.post(at("/edit"), { ...fields, confirmation: PASSWORD })).status).toBe(303);
    expect(platformRow()).toMatchObject({
      name: "Physics",
      authorizationUrl: "https://new.example/auth",
      tokenAudience: "https://new.example/token",
      issuer: platform.url,
      clientId: platform.clientId,
    });
    expect(audit("lti.platform")).toMatchObject([
      {
        actorId: owner.userId,
        before: { platform: id, authorizationUrl: `${platform.url}/auth`, tokenAudience: null },
        after: { platform: id, authorizationUrl: "https://new.example/auth" },
      },
    ]);
    // Saved again without a change.
    await owner.post(at("/edit"), { ...fields, confirmation: PASSWORD });
    expect(audit("lti.platform")).toHaveLength(1);
  });

  test("that is removed opens nothing; its people keep their accounts; restored, it opens", async () => {
    const student = site.visit();
    await launchAndOpen(student, platform, { person: STUDENT });
    const page = await (await launch(site.visit(), platform, { person: STUDENT })).text();
    const link = /href="(\/lti\/open\/[0-9a-z]+)"/.exec(page)![1]!;
    expect((await owner.post(at("/remove"), { confirmation: "wrong" })).status).toBe(422);
    expect((await owner.post(at("/remove"), { confirmation: PASSWORD })).status).toBe(303);

    const refused = await site.visit().post("/lti/login", platform.startLogin({ person: STUDENT }));
    expect(refused.status).toBe(403);
    // A launch that had begun.
    expect((await site.visit().get(link, { "sec-fetch-site": "same-origin" })).status).toBe(403);
    expect((await student.get("/settings")).status).toBe(200);
    expect(await show()).toContain("This platform was removed");
    expect(await (await owner.get("/manage/platforms")).text()).toContain("removed");

    expect((await owner.post(at("/restore"))).status).toBe(303);
    expect(await open("1")).toBe(200);
    expect(audit("lti.platform").map(({ after }) => after)).toEqual([
      { platform: id, removedAt: expect.any(String) },
      { platform: id, removedAt: null },
    ]);
  });

  test("scripts in names are shown as text", async () => {
    const script = "<script>alert(1)</script>";
    const { db } = site.services;
    db.update(ltiPlatforms).set({ name: script, clientId: script }).run();
    db.insert(ltiDeployments)
      .values({ platformId: id, deploymentId: script, firstSeenAt: new Date() })
      .run();
    const courseId = createCourse(db, script, owner.userId);
    db.$client
      .prepare(
        `insert into lti_contexts
           (id, platform_id, deployment_id, context_id, title, label, course_id, linked_at, created_at)
         values ('x', ?, '1', 'x', ?, '', ?, 0, 0)`,
      )
      .run(id, script, courseId);
    await owner.post("/manage/platforms/invitations", { name: script });
    const pages = await Promise.all([
      show(),
      show("/edit"),
      show("/remove"),
      owner.get("/manage/platforms").then((answer) => answer.text()),
    ]);
    for (const page of pages) {
      expect(page).not.toContain(script);
      expect(page).toContain("&lt;script&gt;alert(1)");
    }
  });
});

describe("one-time addresses", () => {
  test("are shown once, and can be withdrawn", async () => {
    const made = await owner.post("/manage/platforms/invitations", { name: "Physics" });
    const page = await made.text();
    const path = /http:\/\/localhost:3000(\/lti\/register\/[0-9a-z]{40})/.exec(page)![1]!;
    const list = await (await owner.get("/manage/platforms")).text();
    expect(list).toContain("Withdraw the address for Physics");
    expect(list).not.toContain(path);
    expect((await site.visit().get(path)).status).toBe(400);
    const { id: invitation } = site.services.db.select().from(ltiInvitations).get()!;
    await owner.post(`/manage/platforms/invitations/${invitation}/withdraw`);
    expect((await site.visit().get(path)).status).toBe(404);
    expect(audit("lti.platform")).toMatchObject([
      { after: { invitation } },
      { before: { invitation } },
    ]);
  });

  test("need a name", async () => {
    const answer = await owner.post("/manage/platforms/invitations", { name: "" });
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining("Enter a name"),
    ]);
    expect(site.services.db.select().from(ltiInvitations).all()).toEqual([]);
  });
});

test("/manage links to the page", async () => {
  expect(await (await owner.get("/manage")).text()).toContain('href="/manage/platforms"');
});
