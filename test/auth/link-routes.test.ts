// The owner's account on a new site; a forgotten password, with and without mail.

import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeResetLink, offerOwnerLink } from "../../src/auth/one-time-links.ts";
import { users } from "../../src/db/schema.ts";
import { oneTimeLinks } from "../../src/db/auth-schema.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { openAuthSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import { attemptsOf, submitByForm } from "../support/submissions-in-place.ts";

const NEW_PASSWORD = "an entirely new one";
let site: QuietSite;
beforeEach(async () => {
  site = await openAuthSite();
});
afterEach(() => site.close());

const owners = () =>
  site.services.db
    .select({ username: users.username })
    .from(users)
    .where(eq(users.siteRole, "owner"))
    .all()
    .map(({ username }) => username);
const account = (username: string) => ({ name: "Owner", username, email: "", password: PASSWORD });

describe("a new site", () => {
  test("gets its owner by the link, once; a guest who opens it keeps everything", async () => {
    const secret = offerOwnerLink(site.services.db)!;
    const visitor = site.visit();
    await submitByForm(visitor, "tried before");
    expect(await (await visitor.get(`/setup/${secret}`)).text()).toContain(
      "Create the owner account",
    );
    const answer = await visitor.post(`/setup/${secret}`, account("boss"));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/manage"]);
    expect((await visitor.get("/manage")).status).toBe(200);
    expect(
      attemptsOf(
        site.services,
        site.services.db.select().from(users).where(eq(users.username, "boss")).get()!.id,
      ),
    ).toEqual([[1, "tried before"]]);
    expect((await site.visit().get(`/setup/${secret}`)).status).toBe(404);
    expect((await site.visit().post(`/setup/${secret}`, account("second"))).status).toBe(404);
    expect(owners()).toEqual(["boss"]);
    expect(offerOwnerLink(site.services.db)).toBeUndefined();
  });

  test("an invalid form or a taken name does not use up the link", async () => {
    await site.signUp("early");
    const secret = offerOwnerLink(site.services.db)!;
    expect(
      (await site.visit().post(`/setup/${secret}`, { ...account("x"), password: "short" })).status,
    ).toBe(422);
    expect(await (await site.visit().post(`/setup/${secret}`, account("early"))).text()).toContain(
      "This username is taken",
    );
    expect((await site.visit().post(`/setup/${secret}`, account("late"))).status).toBe(303);
    expect(owners()).toEqual(["late"]);
  });

  test("has one owner, even if many open the link at the same moment", async () => {
    const secret = offerOwnerLink(site.services.db)!;
    const answers = await Promise.all(
      ["a1", "a2", "a3", "a4"].map((name) => site.visit().post(`/setup/${secret}`, account(name))),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 404, 404, 404]);
    expect(owners()).toHaveLength(1);
    expect(site.services.db.select().from(users).all()).toHaveLength(1);
  });

  test("an invalid link, or one from a previous start, is 404", async () => {
    const old = offerOwnerLink(site.services.db)!;
    offerOwnerLink(site.services.db);
    for (const secret of [old, "x".repeat(40), "%27%20or%201=1"])
      expect([secret, (await site.visit().get(`/setup/${secret}`)).status]).toEqual([secret, 404]);
  });

  test("gets its owner also if sign-up is by invitation only", async () => {
    const closed = await openAuthSite({ signUp: "link" });
    expect(
      (await closed.visit().post(`/setup/${offerOwnerLink(closed.services.db)!}`, account("boss")))
        .status,
    ).toBe(303);
    closed.close();
  });
});

describe("a link for a new password", () => {
  test("sets it, ends every session, and does not sign in by itself", async () => {
    const member = await site.signUp("forgetful");
    const secret = makeResetLink(site.services.db, member.userId);
    const visitor = site.visit();
    expect(await (await visitor.get(`/reset/${secret}`)).text()).toContain("Name of forgetful");
    const short = await visitor.post(`/reset/${secret}`, { password: "short" });
    expect([short.status, await short.text()]).toEqual([
      422,
      expect.stringContaining("at least 8 characters"),
    ]);
    const answer = await visitor.post(`/reset/${secret}`, { password: NEW_PASSWORD });
    expect([answer.status, answer.headers.get("location"), visitor.isSignedIn]).toEqual([
      303,
      "/sign-in?done=reset",
      false,
    ]);
    expect(await (await visitor.get("/sign-in?done=reset")).text()).toContain(
      "Your new password has been saved",
    );
    expect((await member.get("/settings")).status).toBe(401);
    expect(
      (await site.visit().post("/sign-in", { login: "forgetful", password: PASSWORD })).status,
    ).toBe(422);
    expect(
      (await site.visit().post("/sign-in", { login: "forgetful", password: NEW_PASSWORD })).status,
    ).toBe(303);
    expect((await visitor.get(`/reset/${secret}`)).status).toBe(404);
    expect((await visitor.post(`/reset/${secret}`, { password: PASSWORD })).status).toBe(404);
  });

  test("used twice at the same moment, sets one password", async () => {
    const member = await site.signUp("contested");
    const secret = makeResetLink(site.services.db, member.userId);
    const answers = await Promise.all(
      ["first of the two", "second of the two"].map((password) =>
        site.visit().post(`/reset/${secret}`, { password }),
      ),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 404]);
  });

  test("opens an account that was locked after too many wrong passwords", async () => {
    const member = await site.signUp("shut");
    for (let i = 0; i < 10; i += 1)
      await site.visit().post("/sign-in", { login: "shut", password: "wrong password" });
    expect(
      (await site.visit().post("/sign-in", { login: "shut", password: PASSWORD })).status,
    ).toBe(429);
    await site
      .visit()
      .post(`/reset/${makeResetLink(site.services.db, member.userId)}`, { password: NEW_PASSWORD });
    expect(
      (await site.visit().post("/sign-in", { login: "shut", password: NEW_PASSWORD })).status,
    ).toBe(303);
  });
});

describe("without a mail server", () => {
  test("the page says whom to ask, and has no form", async () => {
    const html = await (await site.visit().get("/forgot-password")).text();
    expect(html).toContain("Ask your instructor");
    expect(html).not.toContain('name="email"');
    expect((await site.visit().post("/forgot-password", { email: "a@example.org" })).status).toBe(
      404,
    );
  });
});

describe("with a mail server", () => {
  let mail: MailServer;
  let mailing: QuietSite;
  beforeAll(async () => {
    mail = await startMailServer();
    mailing = await openAuthSite({
      mail: { smtpUrl: mail.url, from: "Gradus <gradus@example.org>" },
      publicUrl: "https://gradus.example.org",
    });
  });
  afterAll(async () => {
    mailing.close();
    await mail.close();
  });

  test("a link is mailed to the address of an account, and works; for an unknown address the answer is the same, and no mail is sent", async () => {
    await mailing.signUp("postal", { email: "postal@example.org" });
    const shown = async (email: string) => {
      const answer = await mailing.visit().post("/forgot-password", { email });
      return [answer.status, (await answer.text()).replaceAll(email, "ADDRESS")];
    };
    expect(await shown("nobody@example.org")).toEqual(await shown("Postal@example.org"));
    await mail.waitFor(1, "/reset/");
    expect(mail.about("/reset/")).toHaveLength(1);
    expect(mail.mails.every(({ to }) => to.join() === "postal@example.org")).toBe(true);
    const [letter] = mail.about("/reset/");
    expect(letter).toMatchObject({ from: "gradus@example.org", to: ["postal@example.org"] });
    const secret = /https:\/\/gradus\.example\.org\/reset\/([0-9a-z]{40})/.exec(letter!.text)![1]!;
    expect(
      (await mailing.visit().post(`/reset/${secret}`, { password: NEW_PASSWORD })).status,
    ).toBe(303);
    expect(
      (await mailing.visit().post("/sign-in", { login: "postal", password: NEW_PASSWORD })).status,
    ).toBe(303);
    expect(mailing.services.db.select().from(oneTimeLinks).all()).toHaveLength(1);
  });

  test.each([
    "",
    "no address",
    "a@example.org, b@example.org",
    "a@example.org\r\nbcc: b@example.org",
    "guest-1@no-mail.invalid",
  ])("%j is not an address", async (email) => {
    expect((await mailing.visit().post("/forgot-password", { email })).status).toBe(422);
  });

  test("an address gets at most three mails an hour, whether or not it belongs to an account", async () => {
    const ask = async (email: string) =>
      (await mailing.visit().post("/forgot-password", { email })).status;
    for (const email of ["often@example.org", "OFTEN@example.org", "often@example.org"])
      expect(await ask(email)).toBe(200);
    const answer = await mailing.visit().post("/forgot-password", { email: "often@example.org" });
    expect([answer.status, Number(answer.headers.get("retry-after"))]).toEqual([
      429,
      expect.closeTo(3600, -2),
    ]);
    expect(await ask("else@example.org")).toBe(200);
  });

  test("a mail server that is down is reported in the log only", async () => {
    const gone = await openAuthSite({
      mail: { smtpUrl: "smtp://127.0.0.1:9", from: "gradus@example.org" },
    });
    await gone.signUp("unlucky", { email: "unlucky@example.org" });
    expect(
      (await gone.visit().post("/forgot-password", { email: "unlucky@example.org" })).status,
    ).toBe(200);
    gone.close();
  });
});
