// No one can lock another user out by guessing at their password, and no one can guess quickly.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeFirstLink, makeResetLink } from "../../src/auth/one-time-links.ts";
import { users } from "../../src/db/schema.ts";
import { accounts } from "../../src/db/auth-schema.ts";
import { Slowdown } from "../../src/http/slowdown.ts";
import { UNKNOWN_BROWSERS } from "../../src/http/throttle.ts";
import { startMailServer } from "../support/mail-server.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";

const COOKIE = "gradus.known_browser";
const SCHOOL = { address: "203.0.113.7" };
const NEW_PASSWORD = "an entirely new one";

/** Like the real limit, but lower, because each try costs a hash. */
const FEW = { ...UNKNOWN_BROWSERS, times: 6 };

let site: QuietSite;
let clock: { nowMs: number };
const slowClock = () => {
  clock = { nowMs: 0 };
  return new Slowdown(FEW, () => clock.nowMs);
};

/** Guesses from this many addresses, one each; the answers' statuses. */
async function guess(login: string, count: number, from = 0): Promise<Response[]> {
  const answers: Response[] = [];
  for (let i = from; i < from + count; i += 1)
    answers.push(
      await site
        .visit({ address: `198.51.${100 + Math.floor(i / 250)}.${1 + (i % 250)}` })
        .post("/sign-in", { login, password: "wrong password" }),
    );
  return answers;
}
const signIn = async (
  visitor: ReturnType<QuietSite["visit"]>,
  login: string,
  password = PASSWORD,
) => (await visitor.post("/sign-in", { login, password })).status;

describe("an account under attack from many addresses", () => {
  beforeEach(async () => {
    site = await openQuietSite({}, {}, undefined, ":memory:", slowClock());
  });
  afterEach(() => site.close());

  test("accepts so many wrong passwords an hour, then makes each wait longer; known browsers and open sessions are not affected", async () => {
    const owner = await site.signUp("victim");
    const statuses = (await guess("victim", FEW.times)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([422]));
    const [refused] = await guess("victim", 1, 100);
    expect([refused!.status, refused!.headers.get("retry-after")]).toEqual([429, "10"]);
    expect(await refused!.text()).toContain(
      "Wait 10 seconds, use a browser in which you have signed in before, or reset your password.",
    );
    // From an unknown browser the right password waits too: a refusal must not reveal it.
    expect(await signIn(site.visit({ address: "192.0.2.1" }), "victim")).toBe(429);

    expect((await owner.get("/settings")).status).toBe(200);
    await owner.post("/sign-out");
    expect(owner.isSignedIn).toBe(false);
    expect(await signIn(owner, "victim")).toBe(303);

    clock.nowMs += 10_000;
    expect(
      (await guess("victim", 2, 200)).map(({ status, headers }) => [
        status,
        headers.get("retry-after"),
      ]),
    ).toEqual([
      [422, null],
      [429, "20"],
    ]);
    clock.nowMs += 20_000;
    expect(await signIn(site.visit({ address: "192.0.2.1" }), "victim")).toBe(303);
    clock.nowMs += 900_000;
    expect(
      (
        await site
          .visit({ address: "192.0.2.9", language: "zh-CN" })
          .post("/sign-in", { login: "victim", password: "wrong password" })
      ).status,
    ).toBe(422);
    expect(
      await (
        await site
          .visit({ address: "192.0.2.9", language: "zh-CN" })
          .post("/sign-in", { login: "victim", password: "wrong password" })
      ).text(),
    ).toContain("或使用以前登录过的浏览器");
    clock.nowMs += 3_600_000;
    expect((await guess("victim", FEW.times, 300)).every(({ status }) => status === 422)).toBe(
      true,
    );
  });

  test("a name without an account is slowed down in the same way", async () => {
    expect((await guess("nobody-here", FEW.times + 1)).map(({ status }) => status)).toEqual([
      ...Array.from({ length: FEW.times }, () => 422),
      429,
    ]);
  });

  test("the real limit is a hundred an hour", () => {
    expect(UNKNOWN_BROWSERS).toEqual({
      times: 100,
      seconds: 3600,
      firstWaitSeconds: 10,
      maxWaitSeconds: 900,
    });
  });

  test("a user who resets the password by a link can sign in from an unknown browser", async () => {
    const owner = await site.signUp("resets");
    await guess("resets", FEW.times + 1);
    const elsewhere = site.visit({ address: "192.0.2.1" });
    expect(await signIn(elsewhere, "resets")).toBe(429);
    expect(
      (
        await elsewhere.post(`/reset/${makeResetLink(site.services.db, owner.userId)}`, {
          password: NEW_PASSWORD,
        })
      ).status,
    ).toBe(303);
    expect(await signIn(elsewhere, "resets", NEW_PASSWORD)).toBe(303);
    // A new password makes all browsers unknown that knew the old one.
    expect(await signIn(owner, "resets", NEW_PASSWORD)).toBe(429);
  });

  test("changing the password and deleting the account are not affected by failed sign-ins, nor are other sessions by failures in this one", async () => {
    const owner = await site.signUp("busy", { email: "busy@example.org" });
    const stolen = site.visit({ address: "192.0.2.66" });
    expect(await signIn(stolen, "busy")).toBe(303);
    await guess("busy", FEW.times + 1);
    const login = { username: "busy", email: "other@example.org" };
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1)
      statuses.push(
        (await stolen.post("/settings/login", { ...login, confirm: `guess number ${i}` })).status,
      );
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429, 429]);
    // One count for everything that asks for the password again.
    expect(
      (
        await stolen.post("/settings/password", {
          current: "wrong password",
          password: NEW_PASSWORD,
        })
      ).status,
    ).toBe(429);
    expect((await stolen.post("/settings/delete", { confirmation: "wrong password" })).status).toBe(
      429,
    );
    expect((await owner.post("/settings/login", { ...login, confirm: PASSWORD })).status).toBe(303);
    expect(
      (
        await owner.post("/settings/password", {
          current: PASSWORD,
          password: NEW_PASSWORD,
          others: "end",
        })
      ).status,
    ).toBe(303);
    await owner.post("/sign-out");
    expect(await signIn(owner, "busy", NEW_PASSWORD)).toBe(303);
  });
});

describe("a class behind one address", () => {
  beforeEach(async () => {
    site = await openQuietSite({}, { signInAddress: { times: 12, seconds: 300 } });
  });
  afterEach(() => site.close());

  test("a student who keeps guessing at another's password uses up neither the class's limit nor the account's own on known browsers", async () => {
    const classmate = await site.signUp("classmate", SCHOOL);
    await classmate.post("/sign-out");
    await site.signUp("another", { address: "192.0.2.1" });
    const statuses: number[] = [];
    for (let i = 0; i < 30; i += 1)
      statuses.push(
        (
          await site
            .visit(SCHOOL)
            .post("/sign-in", { login: "classmate", password: "wrong password" })
        ).status,
      );
    expect(statuses.filter((status) => status === 422)).toHaveLength(10);
    expect(await signIn(classmate, "classmate")).toBe(303);
    expect(await signIn(site.visit(SCHOOL), "another")).toBe(303);
  });

  test("a blocked address does not block users whose browser is known", async () => {
    const classmate = await site.signUp("classmate", SCHOOL);
    await classmate.post("/sign-out");
    for (let i = 0; i < 13; i += 1)
      await site.visit(SCHOOL).post("/sign-in", { login: `sprayed-${i}`, password: "Password1" });
    expect(await signIn(site.visit(SCHOOL), "classmate")).toBe(429);
    expect(await signIn(classmate, "classmate")).toBe(303);
  });
});

describe("the cookie of a known browser", () => {
  beforeEach(async () => {
    site = await openQuietSite({ publicUrl: "http://localhost:3000" });
  });
  afterEach(() => site.close());

  const attributesOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .find((cookie) => cookie.includes(COOKIE))!
      .split("; ");

  test("is HttpOnly, Lax, long-lived, for the whole site, Secure over HTTPS, and identifies no one", async () => {
    const { userId } = await site.signUp("ada", { email: "ada@example.org" });
    const answer = await site.visit().post("/sign-in", { login: "ada", password: PASSWORD });
    const [pair, ...attributes] = attributesOf(answer);
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=Lax"]);
    for (const secret of [userId, "ada", PASSWORD]) expect(pair).not.toContain(secret);
    const secure = await openQuietSite({ publicUrl: "https://gradus.example.org" });
    await secure.signUp("ada");
    const [name, ...more] = attributesOf(
      await secure.visit().post("/sign-in", { login: "ada", password: PASSWORD }),
    );
    expect(name).toMatch(/^__Secure-gradus\.known_browser=/);
    expect(more).toContain("Secure");
    secure.close();
  });

  test("opens nothing by itself, and remembers several accounts on one computer", async () => {
    const one = await site.signUp("one");
    await one.post("/sign-out");
    await one.post("/sign-up", { name: "Two", username: "two", email: "", password: PASSWORD });
    await one.post("/sign-out");
    expect([
      one.isSignedIn,
      (await one.get("/settings")).status,
      one.cookies.get(COOKIE)!.split("~"),
    ]).toEqual([false, 401, [expect.any(String), expect.any(String)]]);
    for (const login of ["one", "two"]) {
      for (let i = 0; i < 11; i += 1)
        await site.visit().post("/sign-in", { login, password: "wrong password" });
      expect([login, await signIn(site.visit(), login), await signIn(one, login)]).toEqual([
        login,
        429,
        303,
      ]);
    }
  });

  test("is valid for its own account with its signature and the current password; anything else is an unknown browser", async () => {
    const owner = await site.signUp("owner");
    const other = await site.signUp("other");
    const own = owner.cookies.get(COOKIE)!;
    for (let i = 0; i < 11; i += 1)
      await site.visit().post("/sign-in", { login: "owner", password: "wrong password" });
    const [account, browser, signature] = own.split(".") as [string, string, string];
    const [, otherBrowser, otherSignature] = other.cookies.get(COOKIE)!.split(".") as [
      string,
      string,
      string,
    ];
    const withCookie = (cookie: string) => {
      const visitor = site.visit();
      visitor.cookies.set(COOKIE, cookie);
      return signIn(visitor, "owner");
    };
    for (const forged of [
      `${account}.${otherBrowser}.${otherSignature}`,
      `${account}.${browser}.${signature.slice(1)}`,
      `${account}.${browser}`,
      `${account}..${signature}`,
      "~~~.",
      "x".repeat(4000),
    ])
      expect([forged, await withCookie(forged)]).toEqual([forged, 429]);
    expect(await withCookie(own)).toBe(303);
    expect(
      (await owner.post("/settings/password", { current: PASSWORD, password: NEW_PASSWORD }))
        .status,
    ).toBe(303);
    expect(await withCookie(own)).toBe(429);
    await owner.post("/sign-out");
    expect(await signIn(owner, "owner", NEW_PASSWORD)).toBe(303);
  });

  test("allows ten tries, from whatever address", async () => {
    const owner = await site.signUp("wanders");
    const cookie = owner.cookies.get(COOKIE)!;
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      const thief = site.visit({ address: `198.51.100.${i + 1}` });
      thief.cookies.set(COOKIE, cookie);
      statuses.push(await signIn(thief, "wanders", "wrong password"));
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429, 429]);
  });
});

describe("the mail to the owner of an account under attack", () => {
  test("says what happened and what to do, in the account's language, once an hour; not sent without an address", async () => {
    const mail = await startMailServer();
    site = await openQuietSite(
      {
        mail: { smtpUrl: mail.url, from: "Gradus <gradus@example.org>" },
        publicUrl: "https://gradus.example.org",
      },
      {},
      undefined,
      ":memory:",
      slowClock(),
    );
    await site.signUp("ada", { email: "ada@example.org" });
    await site.signUp("nameless");
    await site.signUp("小明", { email: "xm@example.org" });
    site.services.db
      .update(users)
      .set({ language: "zh-CN" })
      .where(eq(users.username, "小明"))
      .run();
    for (const login of ["nameless", "ada"]) await guess(login, FEW.times + 1);
    clock.nowMs += 3_600_000;
    // By the other name, in the next period of the limit; the mail's own hour is not over by its
    // clock.
    await guess("ada@example.org", FEW.times, 10);
    await guess("小明", FEW.times);
    await mail.waitFor(2, "/forgot-password");
    const warnings = mail.about("/forgot-password");
    expect(warnings.map(({ to }) => to)).toEqual([["ada@example.org"], ["xm@example.org"]]);
    const text = (encoded: string) =>
      Buffer.from(
        encoded
          .replaceAll(/=([0-9A-F]{2})/g, "%$1")
          .replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) =>
            String.fromCharCode(Number.parseInt(hex, 16)),
          ),
        "latin1",
      ).toString("utf8");
    expect(text(warnings[0]!.text)).toContain("https://gradus.example.org/forgot-password");
    expect(text(warnings[0]!.text)).toContain("for the account ada on https://gradus.example.org");
    expect(warnings[1]!.text).toMatch(/^Subject: =\?UTF-8/m);
    site.close();
    await mail.close();
  });
});

describe("the duration of a sign-in", () => {
  test("is that of one comparison, for any name", async () => {
    site = await openQuietSite();
    const { auth, db } = site.services;
    await site.signUp("known", { email: "known@example.org" });
    const now = new Date();
    db.insert(users)
      .values({
        id: "roster",
        name: "R",
        email: "roster@example.org",
        username: "roster",
        createdAt: now,
        updatedAt: now,
      })
      .run();
    makeFirstLink(db, "roster");
    db.insert(users)
      .values({
        id: "provider",
        name: "P",
        email: "provider@example.org",
        username: "provider",
        createdAt: now,
        updatedAt: now,
      })
      .run();
    db.insert(accounts)
      .values({
        id: "provider",
        accountId: "sub",
        providerId: "oidc",
        userId: "provider",
        createdAt: now,
        updatedAt: now,
      })
      .run();
    const { password } = await auth.$context;
    let work = 0;
    const { hash, verify } = password;
    password.hash = (text) => {
      work += 1;
      return hash(text);
    };
    password.verify = (data) => {
      work += 1;
      return verify(data);
    };
    for (const login of [
      "known",
      "known@example.org",
      "unknown",
      "unknown@example.org",
      "roster",
      "roster@example.org",
      "provider",
      "provider@example.org",
      "no such name!",
      "x",
      "y".repeat(500),
      "not an address@",
    ]) {
      work = 0;
      expect([login, await signIn(site.visit(), login, "wrong password"), work]).toEqual([
        login,
        422,
        1,
      ]);
      // No account has a password that long, so nothing is compared.
      work = 0;
      expect([login, await signIn(site.visit(), login, "x".repeat(150)), work]).toEqual([
        login,
        422,
        0,
      ]);
    }
    site.close();
  });
});
