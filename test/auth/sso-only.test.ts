// A site on which only site owners have a password (GRADUS_SSO_ONLY).

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFirstLink, makeResetLink } from "../../src/auth/one-time-links.ts";
import { accounts, identityProofs, tokens } from "../../src/db/auth-schema.ts";
import { rosterSeats } from "../../src/db/roster-schema.ts";
import { users } from "../../src/db/schema.ts";
import { hashSecret } from "../../src/db/id.ts";
import { makeSeatLink } from "../../src/identity/seats.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { selectJoinLinks } from "../../src/membership/join-links.ts";
import { makeToken } from "../../src/settings/queries.ts";
import { type CasServer, startCasServer } from "../support/cas-server.ts";
import { casSettings, comeByCas, whereTo } from "../support/come-by-cas.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";

let cas: CasServer;
let site: QuietSite;
let owner: Awaited<ReturnType<QuietSite["signUp"]>>;
let student: Awaited<ReturnType<QuietSite["signUp"]>>;

beforeAll(async () => {
  cas = await startCasServer();
  site = await openQuietSite({ cas: casSettings(cas) });
  owner = await site.signUp("the-owner", { siteRole: "owner" });
  student = await site.signUp("a-student");
  site.services.config.signUp = "link";
  site.services.config.ssoOnly = true;
});
afterAll(async () => {
  site.close();
  await cas.close();
});

const waysOf = (userId: string) =>
  site.services.db
    .select({ provider: accounts.providerId })
    .from(accounts)
    .where(eq(accounts.userId, userId))
    .all()
    .map(({ provider }) => provider.split(":")[0]);
const prove = (userId: string, value: string) =>
  site.services.db
    .insert(identityProofs)
    .values({ userId, kind: "username", value, how: "link", provenAt: new Date() })
    .run();
const body = async (answer: Response | Promise<Response>) => (await answer).text();

describe("passwords", () => {
  test("the sign-in page has the institution's button alone, and a link for site owners", async () => {
    const page = await body(site.visit().get("/sign-in?next=/submissions"));
    expect(page).toContain("Sign in with Example University");
    expect(page).not.toContain('name="password"');
    expect(page).toContain('href="/sign-in?owner=1&amp;next=%2Fsubmissions"');
    const form = await body(site.visit().get("/sign-in?owner=1"));
    expect(form).toContain('name="password"');
    expect(form).toContain("Only site owners sign in with a password here");
  });

  test("open a site owner's account, and no other; the answer does not say whose account it is", async () => {
    const visitor = site.visit();
    const answer = await visitor.post("/sign-in", { login: "the-owner", password: PASSWORD });
    expect([answer.status, visitor.isSignedIn]).toEqual([303, true]);
    const pages: string[] = [];
    for (const [login, password] of [
      ["a-student", PASSWORD],
      ["a-student", "wrong password"],
      ["the-owner", "wrong password"],
      ["nobody-here", PASSWORD],
    ] as const) {
      const other = site.visit();
      const refused = await other.post("/sign-in", { login, password });
      expect([refused.status, other.isSignedIn]).toEqual([422, false]);
      pages.push(/<p class="notice bad" role="alert">([^<]*)/.exec(await refused.text())![1]!);
    }
    expect(new Set(pages)).toEqual(
      new Set([
        "This is not the login and password of a site owner. Everyone else signs in with Example University.",
      ]),
    );
  });

  test("cannot be used to sign up", async () => {
    site.services.config.signUp = "open";
    const page = await body(site.visit().get("/sign-up"));
    expect(page).toContain("Sign in with Example University");
    expect(page).not.toContain('name="password"');
    const visitor = site.visit();
    const answer = await visitor.post("/sign-up", {
      name: "N",
      username: "newcomer",
      password: PASSWORD,
    });
    site.services.config.signUp = "link";
    expect([answer.status, visitor.isSignedIn]).toEqual([409, false]);
    expect(await answer.text()).toContain("You cannot sign up with a password on this site");
  });

  test("are reset for site owners alone", async () => {
    const link = makeResetLink(site.services.db, student.userId);
    const page = await body(site.visit().get(`/reset/${link}`));
    expect(page).toContain("Sign in with Example University");
    expect(page).not.toContain('name="password"');
    const answer = await site.visit().post(`/reset/${link}`, { password: "another password" });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("so no password was set");

    const own = makeResetLink(site.services.db, owner.userId);
    expect(await body(site.visit().get(`/reset/${own}`))).toContain('name="password"');
    expect(await body(site.visit().get("/forgot-password"))).toContain(
      "Only site owners have a password on this site",
    );
    const signedIn = site.visit();
    await signedIn.post("/sign-in", { login: "the-owner", password: PASSWORD });
    const refused = await signedIn.post(`/manage/people/${student.userId}/reset-link`);
    expect([refused.status, (await refused.text()).includes("No link was created")]).toEqual([
      409,
      true,
    ]);
    expect((await signedIn.post(`/manage/people/${owner.userId}/reset-link`)).status).toBe(200);
  });
});

describe("what no page offers", () => {
  test("a page for visitors has no button to sign up; with passwords, it has", async () => {
    const header = 'class="button" href="/sign-up';
    expect(await body(site.visit().get("/"))).not.toContain(header);
    const other = await openQuietSite({ cas: casSettings(cas) });
    expect(await body(other.visit().get("/"))).toContain(header);
    other.close();
  });

  test("the invitation of a seat leads to signing in alone", async () => {
    const { db } = site.services;
    const courseId = createCourse(db, "Another course", owner.userId);
    db.insert(rosterSeats)
      .values({
        id: "seat-700",
        courseId,
        name: "Seat",
        username: "seat-700",
        email: "",
        createdAt: new Date(),
        createdBy: owner.userId,
      })
      .run();
    const page = await body(site.visit().get(`/seat/${makeSeatLink(db, "seat-700")}`));
    expect(page).toContain('class="button primary" href="/sign-in');
    expect(page).not.toContain('href="/sign-up');
    expect(page).not.toContain("sign up");
  });

  test("a join link leads to signing in alone", async () => {
    const { db } = site.services;
    const courseId = createCourse(db, "A joined course", owner.userId);
    const [link] = selectJoinLinks(db, courseId);
    const page = await body(site.visit().get(`/join/${link!.code}`));
    expect(page).toContain(`class="button primary" href="/sign-in?join=${link!.code}"`);
    expect(page).not.toMatch(/sign[ -]up/i);
  });

  test("the site owner's list offers a link for a password for site owners alone", async () => {
    const signedIn = site.visit();
    await signedIn.post("/sign-in", { login: "the-owner", password: PASSWORD });
    const page = await body(signedIn.get("/manage"));
    expect(page).toContain(`/manage/people/${student.userId}/data`);
    expect(page).not.toContain(`/manage/people/${student.userId}/reset-link`);
    expect(page).toContain(`/manage/people/${owner.userId}/reset-link`);
  });
});

describe("people", () => {
  test("a roster's first link leads to the institution, which opens the account by its number", async () => {
    const now = new Date();
    site.services.db
      .insert(users)
      .values({
        id: "roster-601",
        name: "Roster name",
        email: "x601@no-mail.invalid",
        username: "2026000601",
        createdAt: now,
        updatedAt: now,
      })
      .run();
    prove("roster-601", "2026000601");
    const link = makeFirstLink(site.services.db, "roster-601");
    expect(await body(site.visit().get(`/reset/${link}`))).toContain(
      "the account is found by your student number",
    );
    // Also on a site by invitation: the roster has invited this person.
    await comeByCas(cas, site.visit(), { user: "2026000601" });
    expect(waysOf("roster-601")).toEqual(["cas"]);
  });

  test("a seat's link leads to the institution, and is an invitation", async () => {
    const { db } = site.services;
    const courseId = createCourse(db, "A course", owner.userId);
    db.insert(rosterSeats)
      .values({
        id: "seat-602",
        courseId,
        name: "Seat",
        username: "someone-else",
        email: "",
        createdAt: new Date(),
        createdBy: owner.userId,
      })
      .run();
    const path = `/seat/${makeSeatLink(db, "seat-602")}`;
    const visitor = site.visit();
    const query = `?next=${encodeURIComponent(path)}`;
    expect(await body(visitor.get(path))).toContain(`href="/sign-in${query}"`);
    expect(await body(visitor.get(`/sign-up${query}`))).toContain(
      "Sign in with Example University",
    );
    expect(whereTo(await comeByCas(cas, visitor, { user: "2026000602" }, { next: path }))).toBe(
      path,
    );
    expect(whereTo(await visitor.post(path))).toBe(`/courses/${courseId}?done=joined`);
    const stranger = site.visit();
    await comeByCas(cas, stranger, { user: "2026000603" });
    expect(stranger.isSignedIn).toBe(false);
  });

  test("an account with only a password opens by its proven number, and loses the password", async () => {
    prove(student.userId, "2026000604");
    await comeByCas(cas, site.visit(), { user: "2026000604" });
    expect(waysOf(student.userId)).toEqual(["cas"]);
    expect((await student.get("/settings")).status).toBe(401);
  });

  test("a site owner's account never opens like that", async () => {
    prove(owner.userId, "2026000605");
    const visitor = site.visit();
    const back = await comeByCas(cas, visitor, { user: "2026000605" });
    expect([visitor.isSignedIn, whereTo(back)]).toEqual([
      false,
      "/sign-in?error=cas_username_in_use",
    ]);
    expect(waysOf(owner.userId)).toEqual(["credential"]);
  });

  test("the last identity stays, even beside a password that opens nothing", async () => {
    const visitor = site.visit();
    site.services.config.signUp = "open";
    await comeByCas(cas, visitor, { user: "2026000606" });
    site.services.config.signUp = "link";
    const way = site.services.db
      .select()
      .from(accounts)
      .where(eq(accounts.accountId, "2026000606"))
      .get()!;
    const hash = await (await site.services.auth.$context).password.hash(PASSWORD);
    site.services.db
      .insert(accounts)
      .values({
        id: "password-606",
        accountId: way.userId,
        providerId: "credential",
        userId: way.userId,
        password: hash,
        createdAt: new Date(),
        updatedAt: new Date(),
      })
      .run();
    expect(
      (await visitor.post(`/settings/sign-ins/${way.id}/disconnect`, { confirmSignIn: PASSWORD }))
        .status,
    ).toBe(409);
    expect(await body(visitor.get("/settings"))).toContain("This is your only sign-in method");
  });

  test("tokens of the command line continue to work", async () => {
    const { db } = site.services;
    const token = makeToken(db, owner.userId, "laptop", null)!;
    expect(
      db
        .select()
        .from(tokens)
        .where(eq(tokens.hash, hashSecret(token)))
        .get(),
    ).toBeDefined();
    expect(
      (await site.visit().get("/api/v1/me", { authorization: `Bearer ${token}` })).status,
    ).toBe(200);
  });
});
