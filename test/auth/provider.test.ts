// Signing in with the account of an institution, against a real provider over HTTP.

import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createCourse } from "../../src/courses/queries.ts";
import { selectJoinLinks } from "../../src/courses/join-links.ts";
import { accounts, users } from "../../src/db/schema.ts";
import { CLIENT, type IdentityProvider, type Person, startIdentityProvider } from "../support/identity-provider.ts";
import { openAuthSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import { attemptsOf, authorOf, submitByForm } from "../support/submissions-in-place.ts";
import type { Visitor } from "../support/visitor.ts";

let provider: IdentityProvider;
let site: QuietSite;
const open: QuietSite[] = [];

async function openSite(signUp: "open" | "link" = "open"): Promise<QuietSite> {
  const made = await openAuthSite({ signUp, oidc: { issuer: provider.issuer, ...CLIENT, name: "Example University" } });
  open.push(made);
  return made;
}

beforeAll(async () => {
  provider = await startIdentityProvider();
  site = await openSite();
});
afterEach(() => {
  provider.forges = false;
});
afterAll(async () => {
  for (const { close } of open) close();
  await provider.close();
});

/** Presses the button, goes to the provider and back, as a browser does. Returns our last answer. */
async function comeBy(visitor: Visitor, person: Person | undefined, fields: Record<string, string> = {}): Promise<Response> {
  provider.person = person;
  const leaving = await visitor.post("/sign-in/provider", fields);
  expect(leaving.status).toBe(200);
  const there = /url=(.*)$/.exec(leaving.headers.get("refresh") ?? "")![1]!;
  const back = await fetch(there, { redirect: "manual" });
  return visitor.get(back.headers.get("location")!);
}

const whereTo = (answer: Response) => {
  const url = new URL(answer.headers.get("location") ?? "about:blank", "http://localhost:3000");
  return `${url.pathname}${url.search}`;
};
const findByEmail = (email: string, { services }: QuietSite = site) => services.db.select().from(users).where(eq(users.email, email)).get();

describe("with a provider", () => {
  test("the page to sign in has a button for it, which leads there with a challenge, a state and a nonce", async () => {
    expect(await (await site.visit().get("/sign-in?next=/submissions")).text()).toContain("Sign in with Example University");
    const leaving = await site.visit().post("/sign-in/provider", { next: "/submissions" });
    const there = new URL(/url=(.*)$/.exec(leaving.headers.get("refresh")!)![1]!);
    expect(there.origin).toBe(provider.issuer);
    expect(Object.fromEntries(there.searchParams)).toMatchObject({ client_id: CLIENT.clientId, response_type: "code", code_challenge_method: "S256", redirect_uri: "http://localhost:3000/auth/callback/oidc" });
    for (const name of ["state", "nonce", "code_challenge"]) expect(there.searchParams.get(name)).toMatch(/.{16,}/);
  });

  test("somebody new gets an account, and is led on; the second time it is the same one", async () => {
    const person = { sub: "u-1", email: "new@uni.example", email_verified: true, name: "New Person" };
    const visitor = site.visit();
    expect(whereTo(await comeBy(visitor, person, { next: "/submissions" }))).toBe("/submissions");
    expect(visitor.isSignedIn).toBe(true);
    const user = findByEmail("new@uni.example")!;
    expect(user).toMatchObject({ name: "New Person", siteRole: null, isAnonymous: false });
    const again = site.visit();
    await comeBy(again, { ...person, name: "Renamed" });
    expect(await (await again.get("/settings")).text()).toContain("You sign in with your institution");
    expect(site.services.db.select().from(accounts).where(eq(accounts.userId, user.id)).all()).toHaveLength(1);
  });

  test("is called by what the provider says of them", async () => {
    await comeBy(site.visit(), { sub: "u-2", email: "handle@uni.example", preferred_username: "handle" });
    expect(findByEmail("handle@uni.example")?.name).toBe("handle");
    await comeBy(site.visit(), { sub: "u-3", email: "bare@uni.example" });
    expect(findByEmail("bare@uni.example")?.name).toBe("bare@uni.example");
  });

  test("a guest keeps everything on the way there and back", async () => {
    const guest = site.visit();
    const sent = await submitByForm(guest, "guest's");
    const guestId = authorOf(site.services, sent);
    await comeBy(guest, { sub: "u-guest", email: "guest@uni.example", name: "Once a guest" });
    const user = findByEmail("guest@uni.example")!;
    expect(attemptsOf(site.services, user.id)).toEqual([[1, "guest's"]]);
    expect(site.services.db.select().from(users).where(eq(users.id, guestId)).get()).toBeUndefined();
    expect((await guest.get(`/submissions/${sent}`)).status).toBe(200);
  });

  test("an account that is there under the same address is not taken over, even where the provider vouches for it", async () => {
    const owner = await site.signUp("localowner", { email: "same@uni.example" });
    const visitor = site.visit();
    const back = await comeBy(visitor, { sub: "u-taker", email: "Same@uni.example", email_verified: true, name: "Taker" });
    expect(visitor.isSignedIn).toBe(false);
    expect(whereTo(back)).toContain("error=account_not_linked");
    expect(await (await visitor.get(whereTo(back))).text()).toContain("There is an account with this email address already");
    expect(site.services.db.select().from(accounts).where(eq(accounts.userId, owner.userId)).all().map(({ providerId }) => providerId)).toEqual(["credential"]);
  });

  test("an account without a password is not opened by one", async () => {
    await comeBy(site.visit(), { sub: "u-nopass", email: "nopass@uni.example", name: "N" });
    const visitor = site.visit();
    for (const password of ["", PASSWORD, "undefined", "null"]) expect((await visitor.post("/sign-in", { login: "nopass@uni.example", password })).status).toBe(422);
  });

  test.each([
    ["who says no there", undefined],
    ["without an address", { sub: "u-mute", name: "Mute" }],
  ])("somebody %s is told, and is not in", async (_, person) => {
    const visitor = site.visit();
    const back = await comeBy(visitor, person);
    expect(visitor.isSignedIn).toBe(false);
    const page = await visitor.get(whereTo(back));
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/class="notice bad"/);
  });

  test("a token signed with a strange key, a strange state, a code of one's own: none opens anything", async () => {
    provider.forges = true;
    const forged = site.visit();
    await comeBy(forged, { sub: "u-forged", email: "forged@uni.example", name: "F" });
    expect(forged.isSignedIn).toBe(false);
    expect(findByEmail("forged@uni.example")).toBeUndefined();
    provider.forges = false;

    // What somebody else's browser began must not end in this one.
    provider.person = { sub: "u-cross", email: "cross@uni.example", name: "C" };
    const attacker = site.visit();
    const leaving = await attacker.post("/sign-in/provider", {});
    const back = (await fetch(/url=(.*)$/.exec(leaving.headers.get("refresh")!)![1]!, { redirect: "manual" })).headers.get("location")!;
    const victim = site.visit();
    await victim.get(back);
    expect(victim.isSignedIn).toBe(false);
    for (const path of ["/auth/callback/oidc?code=made-up&state=made-up", "/auth/callback/oidc", "/auth/callback/oidc?error=%3Cscript%3E"]) {
      const visitor = site.visit();
      const answer = await visitor.get(path);
      expect([path, visitor.isSignedIn, answer.status]).toEqual([path, false, 302]);
      expect(new URL(answer.headers.get("location")!).pathname).toBe("/sign-in");
    }
  });

  test("nothing else of better-auth is on the network", async () => {
    for (const path of ["/auth/get-session", "/auth/list-sessions", "/auth/ok", "/auth/error"]) expect([path, (await site.visit().get(path)).status]).toEqual([path, 404]);
    for (const path of ["/auth/sign-up/email", "/auth/sign-in/email", "/auth/sign-in/anonymous", "/auth/sign-in/social", "/auth/update-user", "/auth/delete-anonymous-user"]) expect([path, (await site.visit().post(path)).status]).toEqual([path, 404]);
  });
});

describe("where accounts are by invitation", () => {
  test("a provider's account is made through a join link alone, and opens without one ever after", async () => {
    const closed = await openSite("link");
    const person = { sub: "u-link", email: "link@uni.example", name: "Link" };
    const stranger = closed.visit();
    const refused = await comeBy(stranger, person, { join: "nosuchcode12" });
    expect(stranger.isSignedIn).toBe(false);
    expect(await (await stranger.get(whereTo(refused))).text()).toContain("by invitation");
    expect(findByEmail("link@uni.example", closed)).toBeUndefined();

    const { db } = closed.services;
    db.insert(users).values({ id: "teacher", name: "T", email: "t@uni.example", createdAt: new Date(), updatedAt: new Date() }).run();
    const { code } = selectJoinLinks(db, createCourse(db, "A course", "teacher"))[0]!;
    const invited = closed.visit();
    expect(whereTo(await comeBy(invited, person, { join: code }))).toBe(`/join/${code}`);
    expect(invited.isSignedIn).toBe(true);
    const again = closed.visit();
    await comeBy(again, person);
    expect(again.isSignedIn).toBe(true);
  });
});

describe("without a provider", () => {
  test("there is no button, and nothing behind it", async () => {
    const plain = await openAuthSite();
    expect(await (await plain.visit().get("/sign-in")).text()).not.toContain("/sign-in/provider");
    expect((await plain.visit().post("/sign-in/provider")).status).toBe(404);
    expect((await plain.visit().get("/auth/callback/oidc?code=1&state=1")).status).toBe(404);
    plain.close();
  });
});
