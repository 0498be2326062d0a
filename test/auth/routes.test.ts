// Signing up, in and out, by the forms.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { users } from "../../src/db/schema.ts";
import { accounts, sessions } from "../../src/db/auth-schema.ts";
import { openAuthSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";

let site: QuietSite;
beforeAll(async () => {
  site = await openAuthSite();
});
afterAll(() => site.close());

const findUser = (username: string) =>
  site.services.db.select().from(users).where(eq(users.username, username)).get();

describe("signing up", () => {
  test("with a username only: signed in, the generated address is shown nowhere, the password is stored as a hash", async () => {
    const visitor = site.visit();
    const answer = await visitor.post("/sign-up", {
      name: "李小明",
      username: "小明",
      email: "",
      password: PASSWORD,
      next: "/exercises/tiny/sum",
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/exercises/tiny/sum"]);
    const user = findUser("小明")!;
    expect(user).toMatchObject({
      name: "李小明",
      isAnonymous: false,
      siteRole: null,
      email: expect.stringMatching(/@no-mail\.invalid$/),
    });
    const settings = await (await visitor.get("/settings")).text();
    expect(settings).toContain("李小明");
    expect(settings).toContain("小明");
    expect(settings).not.toContain("no-mail.invalid");
    const stored = JSON.stringify(
      site.services.db.select().from(accounts).where(eq(accounts.userId, user.id)).all(),
    );
    expect(stored).not.toContain(PASSWORD);
  });

  test("with an address only, or both; either opens the account, in upper or lower case", async () => {
    await site.visit().post("/sign-up", {
      name: "Ada",
      username: "",
      email: "Ada@Example.org",
      password: PASSWORD,
    });
    await site.visit().post("/sign-up", {
      name: "Both",
      username: "Both.Names",
      email: "both@example.org",
      password: PASSWORD,
    });
    for (const login of [
      "ada@example.org",
      "ADA@example.org",
      "Both.Names",
      "both.names",
      "BOTH@example.org",
    ]) {
      const visitor = site.visit();
      expect([
        login,
        (await visitor.post("/sign-in", { login, password: PASSWORD })).status,
        visitor.isSignedIn,
      ]).toEqual([login, 303, true]);
    }
  });

  test.each([
    [
      "an empty form",
      { name: "", username: "", email: "", password: "" },
      [
        "Please enter your name",
        "Enter a username, an email address, or both",
        "at least 8 characters",
      ],
    ],
    ["a short username", { username: "x" }, ["at least 2 characters"]],
    ["a long username", { username: "x".repeat(41) }, ["at most 40 characters"]],
    ["a username of symbols", { username: "no spaces!" }, ["only letters and digits"]],
    ["a username that looks like an address", { username: "a@b.cc" }, ["only letters and digits"]],
    ["a malformed address", { email: "ada@", username: "" }, ["Enter a valid email address"]],
    [
      "an address in our reserved domain",
      { email: "guest-1@no-mail.invalid" },
      ["Enter a valid email address"],
    ],
    ["a short password", { password: "1234567" }, ["at least 8 characters"]],
    ["a long password", { password: "x".repeat(129) }, ["at most 128 characters"]],
    ["a blank name", { name: " \u200b\t " }, ["Please enter your name"]],
    ["a long name", { name: "n".repeat(81) }, ["at most 80 characters"]],
  ])(
    "%s is reported at its field, and the form keeps what was typed except the password",
    async (_, wrong, words) => {
      const visitor = site.visit();
      const typed = {
        name: "Grace",
        username: "grace-typed",
        email: "grace@example.org",
        password: PASSWORD,
        ...wrong,
      };
      const answer = await visitor.post("/sign-up", typed);
      expect(answer.status).toBe(422);
      const html = await answer.text();
      for (const word of words) expect(html).toContain(word);
      expect(html).toContain('aria-invalid="true"');
      for (const value of [typed.username, typed.email].filter((text) => text !== ""))
        expect(html).toContain(`value="${value}"`);
      expect(html).not.toContain(
        `value="${typed.password === "" ? "no password" : typed.password}"`,
      );
      expect(html).not.toContain(PASSWORD);
      expect(visitor.isSignedIn).toBe(false);
      expect(findUser("grace-typed")).toBeUndefined();
    },
  );

  test("errors are worded in Chinese too", async () => {
    const html = await (
      await site
        .visit({ language: "zh-CN" })
        .post("/sign-up", { name: "", username: "", email: "", password: "1" })
    ).text();
    for (const words of ["请填写姓名", "用户名和邮箱至少填写一项", "密码至少 8 个字符"])
      expect(html).toContain(words);
  });

  test("a taken name or address is reported, in any case and width", async () => {
    await site.signUp("taken", { email: "taken@example.org" });
    for (const username of ["taken", "TAKEN", "ｔａｋｅｎ"])
      expect(
        await (
          await site
            .visit()
            .post("/sign-up", { name: "N", username, email: "", password: PASSWORD })
        ).text(),
      ).toContain("This username is taken");
    expect(
      await (
        await site.visit().post("/sign-up", {
          name: "N",
          username: "other",
          email: "Taken@Example.org",
          password: PASSWORD,
        })
      ).text(),
    ).toContain("An account with this email address already exists");
  });

  test("many at the same moment with one name: one gets it, and the others get an error", async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        site
          .visit()
          .post("/sign-up", { name: "Race", username: "race", email: "", password: PASSWORD }),
      ),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      303, 422, 422, 422, 422, 422,
    ]);
    expect(
      site.services.db.select().from(users).where(eq(users.username, "race")).all(),
    ).toHaveLength(1);
    const { n } = site.services.db.$client
      .prepare<[], { n: number }>("select count(*) as n from users where name = 'Race'")
      .get()!;
    expect(n).toBe(1);
  });

  test("a name is shown as text", async () => {
    const visitor = site.visit();
    await visitor.post("/sign-up", {
      name: "<img src=x onerror=alert(1)>",
      username: "markup",
      email: "",
      password: PASSWORD,
    });
    const html = await (await visitor.get("/settings")).text();
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x");
  });

  test("extra fields make no one an owner or a guest", async () => {
    await site.visit().post("/sign-up", {
      name: "Eve",
      username: "eve",
      email: "",
      password: PASSWORD,
      siteRole: "owner",
      isAnonymous: "true",
      emailVerified: "true",
      id: "1",
    });
    expect(findUser("eve")).toMatchObject({
      siteRole: null,
      isAnonymous: false,
      emailVerified: false,
    });
  });
});

describe("signing in", () => {
  test("the error does not reveal whether the name or the password is wrong, by its text or its appearance", async () => {
    await site.signUp("known", { email: "known@example.org" });
    const bodies = await Promise.all(
      [
        ["known", "wrong password"],
        ["unknown", "wrong password"],
        ["known@example.org", "wrong password"],
        ["unknown@example.org", "wrong password"],
        ["not an address@", "wrong password"],
        ["known", "x".repeat(150)],
        ["known", ""],
      ].map(async ([login, password]) => {
        const visitor = site.visit();
        const answer = await visitor.post("/sign-in", { login: login!, password: password! });
        expect([login, answer.status, visitor.isSignedIn]).toEqual([login, 422, false]);
        const html = await answer.text();
        expect(html).toContain("Incorrect email, username or password");
        expect(html).toContain(`value="${login}"`);
        expect(html).not.toContain(password === "" ? "no password was typed" : password);
        return html.replaceAll(login!, "LOGIN").replaceAll(/nonce-[\w-]+/g, "");
      }),
    );
    expect(new Set(bodies).size).toBe(1);
  });

  test("returns to the previous page, and never off the site", async () => {
    await site.signUp("traveller");
    for (const [next, path] of [
      ["/submissions?before=5", "/submissions?before=5"],
      ["https://elsewhere.example/", "/"],
      ["//elsewhere.example", "/"],
      ["/\\elsewhere.example", "/"],
      ["javascript:alert(1)", "/"],
    ]) {
      const answer = await site
        .visit()
        .post("/sign-in", { login: "traveller", password: PASSWORD, next: next! });
      expect([next, answer.headers.get("location")]).toEqual([next, path]);
    }
    const visitor = site.visit();
    expect(await (await visitor.get("/sign-in?next=/submissions")).text()).toContain(
      '<input type="hidden" name="next" value="/submissions"/>',
    );
  });

  test("creates its own session whatever cookie the browser sent; a foreign cookie opens nothing", async () => {
    await site.signUp("fixated");
    const visitor = site.visit();
    visitor.cookies.set("gradus.session_token", "planted.value");
    expect((await visitor.get("/settings")).status).toBe(401);
    await visitor.post("/sign-in", { login: "fixated", password: PASSWORD });
    expect(visitor.cookies.get("gradus.session_token")).not.toContain("planted");
    expect((await visitor.get("/settings")).status).toBe(200);
  });

  test("the cookie is out of reach of scripts and of other sites, and bound to HTTPS if used there", async () => {
    await site.signUp("cookie");
    const answer = await site.visit().post("/sign-in", { login: "cookie", password: PASSWORD });
    const cookie = answer.headers
      .getSetCookie()
      .find((text) => text.startsWith("gradus.session_token="))!;
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const secure = await openAuthSite({ publicUrl: "https://gradus.example.org" });
    const visitor = await secure.signUp("cookie");
    expect([...visitor.cookies.keys()]).toContain("__Secure-gradus.session_token");
    expect((await visitor.get("/settings")).status).toBe(200);
    secure.close();
  });

  test("a user who is already signed in is redirected", async () => {
    const visitor = await site.signUp("already");
    for (const path of ["/sign-in?next=/submissions", "/sign-up?next=/submissions"])
      expect((await visitor.get(path)).headers.get("location")).toBe("/submissions");
  });
});

describe("signing out", () => {
  test("ends the session on the server too", async () => {
    const visitor = await site.signUp("leaver");
    const cookie = visitor.cookies.get("gradus.session_token")!;
    const answer = await visitor.post("/sign-out");
    expect([answer.status, answer.headers.get("location"), visitor.isSignedIn]).toEqual([
      303,
      "/",
      false,
    ]);
    expect(
      site.services.db.select().from(sessions).where(eq(sessions.userId, visitor.userId)).all(),
    ).toEqual([]);
    visitor.cookies.set("gradus.session_token", cookie);
    expect((await visitor.get("/settings")).status).toBe(401);
  });
});

describe("a session", () => {
  test("is prolonged while it is used, in the browser as on the server", async () => {
    const visitor = await site.signUp("lasting");
    const { db } = site.services;
    const before = new Date(Date.now() + 20 * 24 * 3_600_000);
    db.update(sessions)
      .set({ expiresAt: before, updatedAt: new Date(Date.now() - 10 * 24 * 3_600_000) })
      .where(eq(sessions.userId, visitor.userId))
      .run();
    const answer = await visitor.get("/settings");
    expect(
      db
        .select()
        .from(sessions)
        .where(eq(sessions.userId, visitor.userId))
        .get()!
        .expiresAt.getTime(),
    ).toBeGreaterThan(before.getTime());
    expect(
      answer.headers
        .getSetCookie()
        .some(
          (cookie) => cookie.startsWith("gradus.session_token=") && /Max-Age=2592000/i.test(cookie),
        ),
    ).toBe(true);
    expect((await visitor.get("/settings")).headers.getSetCookie()).toEqual([]);
  });

  test("opens nothing after it has ended", async () => {
    const visitor = await site.signUp("expired");
    site.services.db
      .update(sessions)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(sessions.userId, visitor.userId))
      .run();
    expect((await visitor.get("/settings")).status).toBe(401);
  });
});

describe("with sign-up by invitation only", () => {
  test("there is no form without a join link, and no way round it", async () => {
    const closed = await openAuthSite({ signUp: "link" });
    expect(await (await closed.visit().get("/sign-up")).text()).not.toContain('name="password"');
    const answer = await closed.visit().post("/sign-up", {
      name: "N",
      username: "gate-crasher",
      email: "",
      password: PASSWORD,
      join: "nosuchcode12",
    });
    expect(answer.status).toBe(422);
    expect(closed.services.db.select().from(users).all()).toEqual([]);
    closed.close();
  });
});
