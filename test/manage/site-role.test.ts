// Several site owners, and users who can create courses but nothing else of Manage.

import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeResetLink } from "../../src/auth/one-time-links.ts";
import { enrolments, users } from "../../src/db/schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { changeSiteRole } from "../../src/manage/site-role.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";

let site: QuietSite;
let owner: Awaited<ReturnType<QuietSite["signUp"]>>;
let member: Awaited<ReturnType<QuietSite["signUp"]>>;
beforeEach(async () => {
  site = await openQuietSite();
  owner = await site.signUp("owner", { siteRole: "owner" });
  member = await site.signUp("member");
});
afterEach(() => site.close());

const roleOf = (id: string) =>
  site.services.db.select({ siteRole: users.siteRole }).from(users).where(eq(users.id, id)).get()!
    .siteRole;
const change = (by: typeof owner, id: string, role: string, confirmation = PASSWORD) =>
  by.post(`/manage/people/${id}/role`, { role, confirmation });
const changes = () =>
  site.services.db
    .select({
      actorId: auditEvents.actorId,
      courseId: auditEvents.courseId,
      userId: auditEvents.userId,
      before: auditEvents.before,
      after: auditEvents.after,
    })
    .from(auditEvents)
    .where(eq(auditEvents.action, "site-role.change"))
    .all();

describe("a site owner", () => {
  test("makes another user an owner, who may then remove the first; both are in the audit log", async () => {
    expect(await (await owner.get(`/manage/people/${member.userId}/role`)).text()).toContain(
      "Site role of Name of member",
    );
    expect((await change(owner, member.userId, "owner")).headers.get("location")).toBe(
      "/manage#people",
    );
    expect((await member.get("/manage")).status).toBe(200);
    expect((await change(member, owner.userId, "")).status).toBe(303);
    expect([roleOf(owner.userId), (await owner.get("/manage")).status]).toEqual([null, 404]);
    expect(changes()).toEqual([
      {
        actorId: owner.userId,
        courseId: null,
        userId: member.userId,
        before: { siteRole: null },
        after: { siteRole: "owner" },
      },
      {
        actorId: member.userId,
        courseId: null,
        userId: owner.userId,
        before: { siteRole: "owner" },
        after: { siteRole: null },
      },
    ]);
    const log = await (await member.get("/manage/audit?area=site-role")).text();
    expect(log).toContain("changed a site role");
  });

  test("must enter the password again, and a wrong one changes nothing", async () => {
    const refused = await change(owner, member.userId, "owner", "wrong password");
    expect([refused.status, roleOf(member.userId), changes()]).toEqual([422, null, []]);
  });

  test("who is the last one stays, also if two resign at the same moment", async () => {
    for (const role of ["", "courseCreator"]) {
      const refused = await change(owner, owner.userId, role);
      expect([refused.status, await refused.text()]).toEqual([
        422,
        expect.stringContaining("needs at least one owner"),
      ]);
    }
    await change(owner, member.userId, "owner");
    const answers = await Promise.all([
      change(owner, owner.userId, ""),
      change(member, member.userId, ""),
    ]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 422]);
    expect(
      [roleOf(owner.userId), roleOf(member.userId)].filter((role) => role === "owner"),
    ).toHaveLength(1);
  });

  test("cannot give a role to an account that no one has signed in to: the holder of its first link would get it", async () => {
    const now = new Date();
    site.services.db
      .insert(users)
      .values({
        id: "unused",
        name: "Unused",
        email: "unused@example.org",
        createdAt: now,
        updatedAt: now,
      })
      .run();
    const refused = await change(owner, "unused", "owner");
    expect([refused.status, await refused.text(), roleOf("unused")]).toEqual([
      422,
      expect.stringContaining("No one has signed in to this account yet"),
      null,
    ]);
  });

  test("revokes links for a new password that were created before the role was given", async () => {
    const secret = makeResetLink(site.services.db, member.userId);
    expect((await site.visit().get(`/reset/${secret}`)).status).toBe(200);
    await change(owner, member.userId, "courseCreator");
    expect((await site.visit().get(`/reset/${secret}`)).status).toBe(404);
  });

  test("who sends an invalid role, or none, changes nothing", async () => {
    expect((await change(owner, member.userId, "king")).status).toBe(400);
    expect(
      (await owner.post(`/manage/people/${member.userId}/role`, { confirmation: PASSWORD })).status,
    ).toBe(400);
    expect(changeSiteRole(site.services.db, owner.userId, member.userId, null)).toBeUndefined();
    expect(changes()).toEqual([]);
  });
});

describe("a user who can create courses", () => {
  test("creates one on /courses and owns it, and sees nothing of Manage or of other courses", async () => {
    await change(owner, member.userId, "courseCreator");
    const page = await (await member.get("/courses")).text();
    expect(page).toContain('<form method="post" action="/courses#create"');
    expect(page).not.toContain('href="/manage"');
    const refused = await member.post("/courses", { title: " " });
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining("at most 120 characters"),
    ]);
    const id = /^\/courses\/(\w+)$/.exec(
      (await member.post("/courses", { title: "Machine learning" })).headers.get("location")!,
    )![1]!;
    expect(
      site.services.db
        .select({ role: enrolments.role })
        .from(enrolments)
        .where(and(eq(enrolments.courseId, id), eq(enrolments.userId, member.userId)))
        .get(),
    ).toEqual({ role: "owner" });
    expect((await member.get(`/courses/${id}/settings`)).status).toBe(200);
    const other = (await owner.post("/courses", { title: "Another" })).headers.get("location")!;
    for (const path of ["/manage", "/manage/audit", `/manage/people/${owner.userId}/role`, other])
      expect([path, (await member.get(path)).status]).toEqual([path, 404]);
  });

  test("without the role sees no form, and cannot create one", async () => {
    expect(await (await member.get("/courses")).text()).not.toContain('action="/courses#create"');
    expect((await member.post("/courses", { title: "Mine" })).status).toBe(404);
  });

  test("loses the role with the account", async () => {
    await change(owner, member.userId, "courseCreator");
    await owner.post(`/manage/people/${member.userId}/delete`, { confirmation: "Name of member" });
    expect(roleOf(member.userId)).toBeNull();
  });
});
