// The settings page: what a user may change of their own.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeResetLink } from "../../src/auth/one-time-links.ts";
import { users } from "../../src/db/schema.ts";
import { sessions, tokens } from "../../src/db/auth-schema.ts";
import { MAX_TOKENS } from "../../src/settings/queries.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import { submitByForm } from "../support/submissions-in-place.ts";

const NEW_PASSWORD = "an entirely new one";
let site: QuietSite;
beforeAll(async () => {
  site = await openQuietSite();
});
afterAll(() => site.close());

const sessionsOf = (userId: string) =>
  site.services.db.select().from(sessions).where(eq(sessions.userId, userId)).all();
const signIn = async (
  username: string,
  userAgent = "Mozilla/5.0 (iPhone; " +
    "CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 " +
    "Safari/604.1",
  password = PASSWORD,
) => {
  const visitor = site.visit({ userAgent });
  const answer = await visitor.post("/sign-in", { login: username, password });
  if (answer.status !== 303) throw new Error(`${username}: ${answer.status}`);
  return visitor;
};

describe("the name", () => {
  test("can be changed, and an invalid one is reported", async () => {
    const member = await site.signUp("renamed");
    expect((await member.post("/settings/name", { name: "  New \u202eName " })).status).toBe(303);
    expect(
      site.services.db.select().from(users).where(eq(users.id, member.userId)).get()?.name,
    ).toBe("New Name");
    expect(await (await member.get("/settings?done=name")).text()).toContain(
      "Your name has been saved",
    );
    const refused = await member.post("/settings/name", { name: "" });
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining("Please enter your name"),
    ]);
  });

  test("a confirmation in the address is one of our own sentences", async () => {
    const member = await site.signUp("done");
    for (const done of ["toString", "constructor", "<b>", "nothing"])
      expect(
        await (await member.get(`/settings?done=${encodeURIComponent(done)}`)).text(),
      ).not.toContain('class="notice good"');
  });
});

describe("username and email address", () => {
  const rowOf = (userId: string) =>
    site.services.db.select().from(users).where(eq(users.id, userId)).get()!;

  test("are changed with the password, and are used to sign in from then on", async () => {
    const member = await site.signUp("old-name");
    expect(
      (
        await member.post("/settings/login", {
          username: "New.Name",
          email: "New@Example.org",
          confirm: PASSWORD,
        })
      ).status,
    ).toBe(303);
    expect(rowOf(member.userId)).toMatchObject({
      username: "new.name",
      displayUsername: "New.Name",
      email: "new@example.org",
      emailVerified: false,
    });
    expect(await (await member.get("/settings?done=login")).text()).toContain(
      "Your sign-in details have been saved",
    );
    const signsIn = async (login: string) =>
      (await site.visit().post("/sign-in", { login, password: PASSWORD })).status;
    expect([
      await signsIn("old-name"),
      await signsIn("NEW.name"),
      await signsIn("new@example.ORG"),
    ]).toEqual([422, 303, 303]);
    // Either may be removed if the other stays; a user may change the capitals of their own name.
    expect(
      (await member.post("/settings/login", { username: "NEW.NAME", email: "", confirm: PASSWORD }))
        .status,
    ).toBe(303);
    expect(rowOf(member.userId)).toMatchObject({
      username: "new.name",
      displayUsername: "NEW.NAME",
      email: expect.stringMatching(/@no-mail\.invalid$/) as string,
    });
    const madeUp = rowOf(member.userId).email;
    expect(
      (await member.post("/settings/login", { username: "new.name", email: "", confirm: PASSWORD }))
        .status,
    ).toBe(303);
    expect(rowOf(member.userId).email).toBe(madeUp);
  });

  test.each<[string, Record<string, string>, string]>([
    [
      "a wrong password",
      { username: "stays2", email: "", confirm: "not it at all" },
      "That is not your password",
    ],
    ["no password", { username: "stays2", email: "" }, "That is not your password"],
    [
      "neither of the two",
      { username: "", email: "", confirm: PASSWORD },
      "a username, an email address, or both",
    ],
    [
      "another user's username",
      { username: "Somebody", email: "", confirm: PASSWORD },
      "This username is taken",
    ],
    [
      "another user's address",
      { username: "stays", email: "SOMEBODY@example.org", confirm: PASSWORD },
      "Another account uses this email address",
    ],
    [
      "an invalid address",
      { username: "stays", email: "a@no-mail.invalid", confirm: PASSWORD },
      "Enter a valid email address",
    ],
  ])(
    "%s is reported beside the field, the form keeps what was typed, and nothing is changed",
    async (_name, fields, words) => {
      if (
        (await site.visit().post("/sign-in", { login: "somebody", password: PASSWORD })).status ===
        422
      )
        await site.signUp("somebody", { email: "somebody@example.org" });
      const username = `stays${Object.values(fields).join("").length}`;
      const member = await site.signUp(username);
      const before = rowOf(member.userId);
      const answer = await member.post("/settings/login", fields);
      const html = await answer.text();
      expect([answer.status, html]).toEqual([422, expect.stringContaining(words)]);
      expect(html).toContain(`value="${fields["email"] || fields["username"]}"`);
      expect(rowOf(member.userId)).toEqual(before);
    },
  );

  test("a link for a new password that was sent to the old address no longer works", async () => {
    const member = await site.signUp("moved", { email: "old-box@example.org" });
    const link = `/reset/${makeResetLink(site.services.db, member.userId)}`;
    expect((await site.visit().get(link)).status).toBe(200);
    await member.post("/settings/login", {
      username: "moved",
      email: "new-box@example.org",
      confirm: PASSWORD,
    });
    expect((await site.visit().get(link)).status).not.toBe(200);
  });

  test("the password cannot be guessed here", async () => {
    const member = await site.signUp("guessed");
    for (let i = 0; i < 10; i += 1)
      expect(
        (
          await member.post("/settings/login", {
            username: "guessed",
            email: "",
            confirm: `guess number ${i}`,
          })
        ).status,
      ).toBe(422);
    expect(
      (await member.post("/settings/login", { username: "guessed", email: "", confirm: PASSWORD }))
        .status,
    ).toBe(429);
  });
});

describe("the password", () => {
  test("is changed with the old one, and other sessions are signed out", async () => {
    const member = await site.signUp("changer");
    const other = await signIn("changer");
    const wrong = await member.post("/settings/password", {
      current: "not it at all",
      password: NEW_PASSWORD,
      others: "end",
    });
    expect([wrong.status, await wrong.text()]).toEqual([
      422,
      expect.stringContaining("not your current password"),
    ]);
    expect(
      (await member.post("/settings/password", { current: PASSWORD, password: "short" })).status,
    ).toBe(422);
    const before = member.cookies.get("gradus.session_token");
    expect(
      (
        await member.post("/settings/password", {
          current: PASSWORD,
          password: NEW_PASSWORD,
          others: "end",
        })
      ).status,
    ).toBe(303);
    expect(member.cookies.get("gradus.session_token")).not.toBe(before);
    expect([(await member.get("/settings")).status, (await other.get("/settings")).status]).toEqual(
      [200, 401],
    );
    expect(
      (await site.visit().post("/sign-in", { login: "changer", password: PASSWORD })).status,
    ).toBe(422);
    expect(
      (await site.visit().post("/sign-in", { login: "changer", password: NEW_PASSWORD })).status,
    ).toBe(303);
  });

  test("leaves other sessions signed in if requested", async () => {
    const member = await site.signUp("keeper");
    const other = await signIn("keeper");
    await member.post("/settings/password", { current: PASSWORD, password: NEW_PASSWORD });
    expect([(await member.get("/settings")).status, (await other.get("/settings")).status]).toEqual(
      [200, 200],
    );
  });
});

describe("sessions", () => {
  test("are listed with each browser's name, this one marked, and end one by one", async () => {
    const member = await site.signUp("several");
    const phone = await signIn("several");
    const html = await (await member.get("/settings")).text();
    expect(html).toContain("Firefox · Linux");
    expect(html).toContain("Safari · iPhone");
    expect(html.match(/this device/g)).toHaveLength(1);
    const id = sessionsOf(member.userId).find(({ userAgent }) => userAgent?.includes("iPhone"))!.id;
    expect((await member.post(`/settings/sessions/${id}/end`)).status).toBe(303);
    expect([(await member.get("/settings")).status, (await phone.get("/settings")).status]).toEqual(
      [200, 401],
    );
    expect((await member.post(`/settings/sessions/${id}/end`)).status).toBe(404);
  });

  test("all end at once, including this one", async () => {
    const member = await site.signUp("everywhere");
    const phone = await signIn("everywhere");
    const answer = await member.post("/settings/sessions/end");
    expect([answer.status, answer.headers.get("location"), member.isSignedIn]).toEqual([
      303,
      "/sign-in?done=ended",
      false,
    ]);
    expect(await (await member.get("/sign-in?done=ended")).text()).toContain(
      "You have been signed out everywhere",
    );
    expect((await phone.get("/settings")).status).toBe(401);
    expect(sessionsOf(member.userId)).toEqual([]);
  });

  test("store no address", async () => {
    const member = await site.signUp("no-address", { address: "203.0.113.99" });
    expect(JSON.stringify(sessionsOf(member.userId))).not.toContain("203.0.113.99");
  });
});

describe("tokens", () => {
  const make = async (
    member: Awaited<ReturnType<QuietSite["signUp"]>>,
    fields: Record<string, string>,
  ) => {
    const answer = await member.post("/settings/tokens", fields);
    const html = await answer.text();
    return { status: answer.status, html, token: /gradus_[0-9a-z]{40}/.exec(html)?.[0] ?? "" };
  };

  test("are shown once, stored as a hash, and work until they are revoked", async () => {
    const member = await site.signUp("tokens");
    const sent = await submitByForm(member, "1");
    const { token, status } = await make(member, { token: "laptop", days: "" });
    expect([status, token]).toEqual([200, expect.stringMatching(/^gradus_/)]);
    expect(JSON.stringify(site.services.db.select().from(tokens).all())).not.toContain(
      token.slice("gradus_".length),
    );
    const shown = await (await member.get("/settings")).text();
    expect(shown).toContain("laptop");
    expect(shown).not.toContain(token);
    const use = () =>
      site.visit().get(`/submissions/${sent}`, { authorization: `Bearer ${token}` });
    expect((await use()).status).toBe(200);
    expect(await (await member.get("/settings")).text()).toContain("last used");
    const { id } = site.services.db
      .select()
      .from(tokens)
      .where(eq(tokens.userId, member.userId))
      .get()!;
    expect((await member.post(`/settings/tokens/${id}/revoke`)).status).toBe(303);
    expect((await use()).status).toBe(404);
    expect((await member.post(`/settings/tokens/${id}/revoke`)).status).toBe(404);
  });

  test("expire on time", async () => {
    const member = await site.signUp("expiring");
    const sent = await submitByForm(member, "1");
    const { token } = await make(member, { token: "month", days: "30" });
    const row = () =>
      site.services.db.select().from(tokens).where(eq(tokens.userId, member.userId)).get()!;
    expect(row().expiresAt!.getTime() - row().createdAt.getTime()).toBe(30 * 24 * 3_600_000);
    site.services.db
      .update(tokens)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(tokens.id, row().id))
      .run();
    expect(
      (await site.visit().get(`/submissions/${sent}`, { authorization: `Bearer ${token}` })).status,
    ).toBe(404);
    expect(await (await member.get("/settings")).text()).toContain("expired");
  });

  test("open nothing on the settings page, the owner's page or in a course: a stolen token cannot create another", async () => {
    const owner = await site.signUp("careless", { siteRole: "owner" });
    const { token } = await make(owner, { token: "found", days: "" });
    const bearer = { authorization: `Bearer ${token}` };
    const finder = site.visit();
    expect((await finder.get("/settings", bearer)).status).toBe(403);
    for (const path of [
      "/settings/name",
      "/settings/login",
      "/settings/password",
      "/settings/tokens",
      "/settings/sessions/end",
    ])
      expect([path, (await finder.post(path, { name: "X", token: "X" }, bearer)).status]).toEqual([
        path,
        403,
      ]);
    expect((await finder.get("/manage", bearer)).status).toBe(404);
    expect((await finder.post("/manage/courses", { title: "X" }, bearer)).status).toBe(404);
    expect(
      site.services.db.select().from(tokens).where(eq(tokens.userId, owner.userId)).all(),
    ).toHaveLength(1);
  });

  test("have a name, and their number is limited", async () => {
    const member = await site.signUp("collector");
    for (const name of ["", " ", "x".repeat(61)])
      expect((await make(member, { token: name })).status).toBe(422);
    for (let i = 0; i < MAX_TOKENS; i += 1)
      expect((await make(member, { token: `t${i}` })).status).toBe(200);
    const { status, html } = await make(member, { token: "one more" });
    expect([status, html]).toEqual([
      422,
      expect.stringContaining(`You can have at most ${MAX_TOKENS} tokens`),
    ]);
  });
});

describe("data of another user", () => {
  test("cannot be ended or revoked, and looks as if it did not exist", async () => {
    const member = await site.signUp("mine");
    const victim = await site.signUp("theirs");
    await victim.post("/settings/tokens", { token: "laptop" });
    const [session] = sessionsOf(victim.userId);
    const token = site.services.db
      .select()
      .from(tokens)
      .where(eq(tokens.userId, victim.userId))
      .get()!;
    for (const path of [
      `/settings/sessions/${session!.id}/end`,
      `/settings/tokens/${token.id}/revoke`,
    ]) {
      const answer = await member.post(path);
      const missing = await member.post(path.replace(/[^/]+(?=\/\w+$)/, "0000000000000000"));
      expect([answer.status, missing.status]).toEqual([404, 404]);
      expect(await answer.text()).toBe(await missing.text());
    }
    expect(sessionsOf(victim.userId)).toHaveLength(1);
    expect(
      site.services.db.select().from(tokens).where(eq(tokens.userId, victim.userId)).all(),
    ).toHaveLength(1);
  });
});
