// Joining by a link.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  makeJoinLink,
  revokeJoinLink,
  selectJoinLinks,
  selectOptionalRole,
} from "../../src/membership/join-links.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { users } from "../../src/db/schema.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import { submitByForm } from "../support/submissions-in-place.ts";

let site: QuietSite;
let owner: Awaited<ReturnType<QuietSite["signUp"]>>;
let course: string;
let code: string;
beforeAll(async () => {
  site = await openQuietSite();
  owner = await site.signUp("owner", { siteRole: "owner" });
  course = createCourse(site.services.db, "机器学习 & <friends>", owner.userId);
  code = makeJoinLink(site.services.db, course);
});
afterAll(() => site.close());

const roleOf = (userId: string) => selectOptionalRole(site.services.db, course, userId);

describe("a join link", () => {
  test("shows the course to everyone, and leads to an account", async () => {
    const html = await (await site.visit().get(`/join/${code}`)).text();
    expect(html).toContain("机器学习 &amp; &lt;friends&gt;");
    expect(html).toContain(`/sign-up?join=${code}`);
    expect(html).toContain(`/sign-in?join=${code}`);
    expect((await site.visit().get("/join/nosuchcode12")).status).toBe(404);
  });

  test("is not used by opening it: a user joins by pressing the button", async () => {
    const member = await site.signUp("looker");
    await member.get(`/join/${code}`);
    expect(roleOf(member.userId)).toBeUndefined();
    const answer = await member.post(`/join/${code}`);
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `/courses/${course}?done=joined`,
    ]);
    expect(roleOf(member.userId)).toBe("student");
    expect(await (await member.get(`/courses/${course}?done=joined`)).text()).toContain(
      "You have joined",
    );
    expect(await (await member.get(`/join/${code}`)).text()).toContain(
      "You are already in this course",
    );
    expect((await member.post(`/join/${code}`)).headers.get("location")).toBe(`/courses/${course}`);
    expect(await (await member.get("/settings")).text()).toContain(`/courses/${course}`);
  });

  test("adds a new user who signs up by it, or a guest with all their work", async () => {
    const guest = site.visit();
    const sent = await submitByForm(guest, "guest's");
    expect((await guest.post(`/join/${code}`)).headers.get("location")).toBe(
      `/sign-up?join=${code}`,
    );
    expect(await (await guest.get(`/sign-up?join=${code}`)).text()).toContain(
      "You will join the course",
    );
    const refused = await guest.post("/sign-up", {
      name: "",
      username: "byjoin",
      email: "",
      password: PASSWORD,
      join: code,
    });
    expect(await refused.text()).toContain(`<input type="hidden" name="join" value="${code}"/>`);
    const answer = await guest.post("/sign-up", {
      name: "N",
      username: "byjoin",
      email: "",
      password: PASSWORD,
      join: code,
    });
    expect(answer.headers.get("location")).toBe(`/courses/${course}?done=joined`);
    expect((await guest.get(`/courses/${course}`)).status).toBe(200);
    expect((await guest.get(`/submissions/${sent}`)).status).toBe(200);
    // The staff of the course see it now.
    expect(await (await owner.get(`/submissions/${sent}`)).text()).toContain("N");
  });

  test("adds a user who signs in by it", async () => {
    const member = await site.signUp("insider");
    const visitor = site.visit();
    const answer = await visitor.post("/sign-in", {
      login: "insider",
      password: PASSWORD,
      join: code,
    });
    expect(answer.headers.get("location")).toBe(`/courses/${course}?done=joined`);
    expect(roleOf(member.userId)).toBe("student");
  });

  test.each([
    ["revoked", "has been revoked"],
    ["expired", "has expired"],
    ["full", "is full"],
  ] as const)(
    "that is %s says so, and admits no one, even if sign-up is by invitation only",
    async (state, words) => {
      const closed = await openQuietSite({ signUp: "link" });
      const { db } = closed.services;
      const boss = makeOwner(closed);
      const id = createCourse(db, "C", boss);
      const options = {
        revoked: {},
        expired: { expiresAt: new Date(Date.now() - 1) },
        full: { maxUses: 0 },
      };
      const shut = makeJoinLink(db, id, options[state]);
      if (state === "revoked")
        revokeJoinLink(
          db,
          boss,
          id,
          selectJoinLinks(db, id).find((link) => link.code === shut)!.id,
        );
      expect(await (await closed.visit().get(`/join/${shut}`)).text()).toContain(words);
      const visitor = closed.visit();
      expect(
        (
          await visitor.post("/sign-up", {
            name: "N",
            username: "late",
            email: "",
            password: PASSWORD,
            join: shut,
          })
        ).status,
      ).toBe(422);
      expect(visitor.isSignedIn).toBe(false);
      // The course's other link is open.
      const other = selectJoinLinks(db, id).find((link) => link.code !== shut)!.code;
      expect(
        (
          await visitor.post("/sign-up", {
            name: "N",
            username: "late",
            email: "",
            password: PASSWORD,
            join: other,
          })
        ).headers.get("location"),
      ).toBe(`/courses/${id}?done=joined`);
      expect((await visitor.post(`/join/${shut}`)).headers.get("location")).toBe(`/courses/${id}`);
      closed.close();
    },
  );

  test("with one seat left has one seat for many who come at the same moment", async () => {
    const seat = makeJoinLink(site.services.db, course, { maxUses: 1 });
    const members = await Promise.all(
      ["s1", "s2", "s3", "s4"].map((name) => site.signUp(`seat-${name}`)),
    );
    await Promise.all(members.map((member) => member.post(`/join/${seat}`)));
    expect(
      members.map(({ userId }) => roleOf(userId)).filter((role) => role === "student"),
    ).toHaveLength(1);
  });
});

function makeOwner({ services: { db } }: QuietSite): string {
  const now = new Date();
  db.insert(users)
    .values({
      id: "boss",
      name: "Boss",
      email: "boss@example.org",
      siteRole: "owner",
      createdAt: now,
      updatedAt: now,
    })
    .run();
  return "boss";
}
