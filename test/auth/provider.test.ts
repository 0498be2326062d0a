// Signing in with an institution's account, against a real provider over HTTP.

import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { selectJoinLinks } from "../../src/membership/join-links.ts";
import { makeFirstLink, makeResetLink } from "../../src/auth/one-time-links.ts";
import { enrolments, users } from "../../src/db/schema.ts";
import { accounts, identityProofs } from "../../src/db/auth-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { rosterSeats } from "../../src/db/roster-schema.ts";
import {
  CLIENT,
  type IdentityProvider,
  type Person,
  startIdentityProvider,
} from "../support/identity-provider.ts";
import { openAuthSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import { attemptsOf, authorOf, submitByForm } from "../support/submissions-in-place.ts";
import type { Visitor } from "../support/visitor.ts";

let provider: IdentityProvider;
let site: QuietSite;
const open: QuietSite[] = [];

async function openSite(signUp: "open" | "link" = "open"): Promise<QuietSite> {
  const made = await openAuthSite({
    signUp,
    oidc: { issuer: provider.issuer, ...CLIENT, name: "Example University" },
  });
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

/**
 * Presses the button, goes to the provider and back, as a browser does. Returns our last answer.
 */
async function comeBy(
  visitor: Visitor,
  person: Person | undefined,
  fields: Record<string, string> = {},
  button = "/sign-in/provider",
): Promise<Response> {
  provider.person = person;
  const leaving = await visitor.post(button, fields);
  expect(leaving.status).toBe(200);
  const there = /url=(.*)$/.exec(leaving.headers.get("refresh") ?? "")![1]!;
  const back = await fetch(there, { redirect: "manual" });
  return visitor.get(back.headers.get("location")!);
}

const whereTo = (answer: Response) => {
  const url = new URL(answer.headers.get("location") ?? "about:blank", "http://localhost:3000");
  return `${url.pathname}${url.search}`;
};
const findByEmail = (email: string, { services }: QuietSite = site) =>
  services.db.select().from(users).where(eq(users.email, email)).get();

describe("with a provider", () => {
  test("the sign-in page has a button that leads there with a challenge, a state and a nonce", async () => {
    expect(await (await site.visit().get("/sign-in?next=/submissions")).text()).toContain(
      "Sign in with Example University",
    );
    const leaving = await site.visit().post("/sign-in/provider", { next: "/submissions" });
    const there = new URL(/url=(.*)$/.exec(leaving.headers.get("refresh")!)![1]!);
    expect(there.origin).toBe(provider.issuer);
    expect(Object.fromEntries(there.searchParams)).toMatchObject({
      client_id: CLIENT.clientId,
      response_type: "code",
      code_challenge_method: "S256",
      redirect_uri: "http://localhost:3000/auth/callback/oidc",
    });
    for (const name of ["state", "nonce", "code_challenge"])
      expect(there.searchParams.get(name)).toMatch(/.{16,}/);
  });

  test("a new user gets an account and is redirected; the second time it is the same account", async () => {
    const person = {
      sub: "u-1",
      email: "new@uni.example",
      email_verified: true,
      name: "New Person",
    };
    const visitor = site.visit();
    expect(whereTo(await comeBy(visitor, person, { next: "/submissions" }))).toBe("/submissions");
    expect(visitor.isSignedIn).toBe(true);
    const user = findByEmail("new@uni.example")!;
    expect(user).toMatchObject({ name: "New Person", siteRole: null, isAnonymous: false });
    const again = site.visit();
    await comeBy(again, { ...person, name: "Renamed" });
    expect(await (await again.get("/settings")).text()).toContain(
      "You sign in with your institution",
    );
    expect(
      site.services.db.select().from(accounts).where(eq(accounts.userId, user.id)).all(),
    ).toHaveLength(1);
  });

  test("a user gets the name that the provider sends", async () => {
    await comeBy(site.visit(), {
      sub: "u-2",
      email: "handle@uni.example",
      preferred_username: "handle",
    });
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
    expect(
      site.services.db.select().from(users).where(eq(users.id, guestId)).get(),
    ).toBeUndefined();
    expect((await guest.get(`/submissions/${sent}`)).status).toBe(200);
  });

  test("an existing account with the same address is not taken over, even if the provider vouches for it", async () => {
    const owner = await site.signUp("localowner", { email: "same@uni.example" });
    const visitor = site.visit();
    const back = await comeBy(visitor, {
      sub: "u-taker",
      email: "Same@uni.example",
      email_verified: true,
      name: "Taker",
    });
    expect(visitor.isSignedIn).toBe(false);
    expect(whereTo(back)).toContain("error=sign_in_first");
    expect(await (await visitor.get(whereTo(back))).text()).toContain(
      "sign in with its password and connect Example University under Settings",
    );
    expect(
      site.services.db
        .select()
        .from(accounts)
        .where(eq(accounts.userId, owner.userId))
        .all()
        .map(({ providerId }) => providerId),
    ).toEqual(["credential"]);
  });

  test("an account without a password cannot be taken over", async () => {
    await comeBy(site.visit(), { sub: "u-nopass", email: "nopass@uni.example", name: "N" });
    const visitor = site.visit();
    for (const password of ["", PASSWORD, "undefined", "null"])
      expect(
        (await visitor.post("/sign-in", { login: "nopass@uni.example", password })).status,
      ).toBe(422);
  });

  test.each([
    ["who refuses there", undefined],
    ["without an address", { sub: "u-mute", name: "Mute" }],
  ])("a user %s gets an error, and is not signed in", async (_, person) => {
    const visitor = site.visit();
    const back = await comeBy(visitor, person);
    expect(visitor.isSignedIn).toBe(false);
    const page = await visitor.get(whereTo(back));
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/class="notice bad"/);
  });

  test("a token signed with a wrong key, a wrong state, a forged code: none of them signs in", async () => {
    provider.forges = true;
    const forged = site.visit();
    await comeBy(forged, { sub: "u-forged", email: "forged@uni.example", name: "F" });
    expect(forged.isSignedIn).toBe(false);
    expect(findByEmail("forged@uni.example")).toBeUndefined();
    provider.forges = false;

    // A sign-in that began in another user's browser must not end in this one.
    provider.person = { sub: "u-cross", email: "cross@uni.example", name: "C" };
    const attacker = site.visit();
    const leaving = await attacker.post("/sign-in/provider", {});
    const back = (
      await fetch(/url=(.*)$/.exec(leaving.headers.get("refresh")!)![1]!, { redirect: "manual" })
    ).headers.get("location")!;
    const victim = site.visit();
    await victim.get(back);
    expect(victim.isSignedIn).toBe(false);
    for (const path of [
      "/auth/callback/oidc?code=made-up&state=made-up",
      "/auth/callback/oidc",
      "/auth/callback/oidc?error=%3Cscript%3E",
    ]) {
      const visitor = site.visit();
      const answer = await visitor.get(path);
      expect([path, visitor.isSignedIn, answer.status]).toEqual([path, false, 302]);
      expect(new URL(answer.headers.get("location")!).pathname).toBe("/sign-in");
    }
  });

  test("no other route of better-auth is reachable", async () => {
    for (const path of ["/auth/get-session", "/auth/list-sessions", "/auth/ok", "/auth/error"])
      expect([path, (await site.visit().get(path)).status]).toEqual([path, 404]);
    for (const path of [
      "/auth/sign-up/email",
      "/auth/sign-in/email",
      "/auth/sign-in/anonymous",
      "/auth/sign-in/social",
      "/auth/update-user",
      "/auth/delete-anonymous-user",
    ])
      expect([path, (await site.visit().post(path)).status]).toEqual([path, 404]);
  });
});

describe("an existing account", () => {
  const ways = (userId: string) =>
    site.services.db
      .select({ provider: accounts.providerId })
      .from(accounts)
      .where(eq(accounts.userId, userId))
      .all()
      .map(({ provider: name }) => name)
      .sort();
  /** As a roster creates it: no one can sign in to it yet. */
  const makeByRoster = (name: string): string => {
    const { db } = site.services;
    const now = new Date();
    db.insert(users)
      .values({
        id: `roster-${name}`,
        name: `Roster ${name}`,
        email: `${name}@uni.example`,
        username: name,
        displayUsername: name,
        createdAt: now,
        updatedAt: now,
      })
      .run();
    return `roster-${name}`;
  };

  test("created by a roster, opens by the institution's sign-in with the same verified address, and then by no older link", async () => {
    const { db } = site.services;
    const userId = makeByRoster("first");
    const strayLink = makeFirstLink(db, userId);
    const visitor = site.visit();
    expect(
      whereTo(
        await comeBy(visitor, {
          sub: "r-1",
          email: "First@uni.example",
          email_verified: true,
          name: "Name there",
        }),
      ),
    ).toBe("/");
    expect(visitor.isSignedIn).toBe(true);
    expect(ways(userId)).toEqual(["oidc"]);
    expect(db.select().from(users).where(eq(users.id, userId)).get()).toMatchObject({
      name: "Roster first",
      emailVerified: true,
    });
    expect(
      db
        .select({ kind: identityProofs.kind, value: identityProofs.value, how: identityProofs.how })
        .from(identityProofs)
        .where(eq(identityProofs.userId, userId))
        .all(),
    ).toEqual([{ kind: "email", value: "first@uni.example", how: "provider" }]);
    expect((await site.visit().get(`/reset/${strayLink}`)).status).toBe(404);
    // The second time it is the same account, and a guest's work is carried over as usual.
    const again = site.visit();
    await submitByForm(again, "tried as a guest");
    await comeBy(again, { sub: "r-1", email: "first@uni.example", email_verified: true });
    expect(attemptsOf(site.services, userId)).toEqual([[1, "tried as a guest"]]);
    expect(ways(userId)).toEqual(["oidc"]);
  });

  test.each([[false], [undefined]])(
    "does not open by an address that the institution has not verified (%s), with a clear message",
    async (verified) => {
      const userId = makeByRoster(`unsure-${String(verified)}`);
      const visitor = site.visit();
      const back = await comeBy(visitor, {
        sub: `r-${String(verified)}`,
        email: `unsure-${String(verified)}@uni.example`,
        ...(verified === undefined ? {} : { email_verified: verified }),
      });
      expect([visitor.isSignedIn, ways(userId)]).toEqual([false, []]);
      expect(await (await visitor.get(whereTo(back))).text()).toContain(
        "Example University has not verified your address, so you cannot use Example University to sign in to that account",
      );
    },
  );

  test("whose address is verified here too, opens", async () => {
    const person = await site.signUp("verified-here", { email: "verified-here@uni.example" });
    site.services.db
      .update(users)
      .set({ emailVerified: true })
      .where(eq(users.id, person.userId))
      .run();
    const visitor = site.visit();
    await comeBy(visitor, { sub: "v-1", email: "verified-here@uni.example", email_verified: true });
    expect(visitor.isSignedIn).toBe(true);
    expect(ways(person.userId)).toEqual(["credential", "oidc"]);
  });

  test("of an attacker who signed up with a classmate's address, never gets the classmate's sign-in or seat", async () => {
    const { db } = site.services;
    const teacher = await site.signUp("seat-teacher");
    const courseId = createCourse(db, "A course", teacher.userId);
    const attacker = await site.signUp("attacker", { email: "victim@uni.example" });
    db.insert(rosterSeats)
      .values({
        id: "seat-of-victim",
        courseId,
        name: "Victim",
        username: "",
        email: "victim@uni.example",
        claimedBy: attacker.userId,
        createdAt: new Date(),
        createdBy: teacher.userId,
      })
      .run();
    const victim = {
      sub: "victim",
      email: "victim@uni.example",
      email_verified: true,
      name: "Victim",
    };
    const visitor = site.visit();
    await comeBy(visitor, victim);
    expect([visitor.isSignedIn, ways(attacker.userId)]).toEqual([false, ["credential"]]);
    // The attacker connects an identity of their own, to stay in after the password is reset.
    await comeBy(
      attacker,
      { sub: "attacker", email: "attacker@uni.example", email_verified: true },
      { confirmSignIn: PASSWORD },
      "/settings/sign-ins/connect",
    );
    expect(ways(attacker.userId)).toEqual(["credential", "oidc"]);
    expect(
      db.select().from(enrolments).where(eq(enrolments.userId, attacker.userId)).all(),
    ).toEqual([]);
    await site
      .visit()
      .post(`/reset/${makeResetLink(db, attacker.userId)}`, { password: "set by the victim" });
    expect(ways(attacker.userId)).toEqual(["credential"]);
    expect((await attacker.get("/settings")).status).toBe(401);
    // By now the account belongs to the victim: signed in with the new password, the victim
    // connects an identity and gets the seat.
    const owner = site.visit();
    await owner.post("/sign-in", { login: "victim@uni.example", password: "set by the victim" });
    expect(
      whereTo(
        await comeBy(
          owner,
          victim,
          { confirmSignIn: "set by the victim" },
          "/settings/sign-ins/connect",
        ),
      ),
    ).toBe("/settings?done=connected");
    expect(
      db
        .select({ rosterName: enrolments.rosterName })
        .from(enrolments)
        .where(eq(enrolments.userId, attacker.userId))
        .all(),
    ).toEqual([{ rosterName: "Victim" }]);
  });
});

describe("under Settings", () => {
  const ways = (userId: string) =>
    site.services.db
      .select({ id: accounts.id, provider: accounts.providerId })
      .from(accounts)
      .where(eq(accounts.userId, userId))
      .all();
  const idOf = (userId: string) => ways(userId).find(({ provider: name }) => name === "oidc")!.id;
  const connect = (visitor: Visitor, person: Person, password = PASSWORD) =>
    comeBy(visitor, person, { confirmSignIn: password }, "/settings/sign-ins/connect");

  test("an account with another address is connected, with the password, and opens this one until it is disconnected", async () => {
    const person = await site.signUp("connects", { email: "home@home.example" });
    const identity = { sub: "c-1", email: "connects@uni.example", email_verified: true, name: "C" };
    expect(
      (await person.post("/settings/sign-ins/connect", { confirmSignIn: "wrong password" })).status,
    ).toBe(422);
    expect(whereTo(await connect(person, identity))).toBe("/settings?done=connected");
    const visitor = site.visit();
    await comeBy(visitor, identity);
    expect(await (await visitor.get("/settings")).text()).toContain("Name of connects");
    // The address is verified there, but not here.
    expect(
      site.services.db.select().from(users).where(eq(users.id, person.userId)).get(),
    ).toMatchObject({ email: "home@home.example", emailVerified: false });
    expect(
      (
        await person.post(`/settings/sign-ins/${idOf(person.userId)}/disconnect`, {
          confirmSignIn: "wrong password",
        })
      ).status,
    ).toBe(422);
    expect(
      (
        await person.post(`/settings/sign-ins/${idOf(person.userId)}/disconnect`, {
          confirmSignIn: PASSWORD,
        })
      ).status,
    ).toBe(303);
    expect(ways(person.userId).map(({ provider: name }) => name)).toEqual(["credential"]);
    const stranger = site.visit();
    await comeBy(stranger, identity);
    expect(findByEmail("connects@uni.example")?.id).not.toBe(person.userId);
    expect(
      site.services.db
        .select({ action: auditEvents.action })
        .from(auditEvents)
        .where(eq(auditEvents.userId, person.userId))
        .all()
        .map(({ action }) => action),
    ).toEqual(["sign-in.connect", "sign-in.disconnect"]);
  });

  test("an identity of another account, an unverified one, and removing the last sign-in method are refused", async () => {
    await comeBy(site.visit(), { sub: "taken", email: "taken@uni.example", email_verified: true });
    const person = await site.signUp("refused-one");
    const page = async (answer: Response) => (await person.get(whereTo(answer))).text();
    expect(
      await page(
        await connect(person, { sub: "taken", email: "taken@uni.example", email_verified: true }),
      ),
    ).toContain("is connected to another account here");
    expect(
      await page(
        await connect(person, { sub: "fresh", email: "fresh@uni.example", email_verified: false }),
      ),
    ).toContain("has not verified your email address");
    expect(
      site.services.db
        .select()
        .from(identityProofs)
        .where(eq(identityProofs.userId, person.userId))
        .all(),
    ).toEqual([]);
    const alone = site.visit();
    await comeBy(alone, { sub: "alone", email: "alone@uni.example", email_verified: true });
    const { id } = findByEmail("alone@uni.example")!;
    expect((await alone.post(`/settings/sign-ins/${idOf(id)}/disconnect`)).status).toBe(409);
    expect(
      (await person.post(`/settings/sign-ins/${idOf(id)}/disconnect`, { confirmSignIn: PASSWORD }))
        .status,
    ).toBe(404);
    expect(ways(id)).toHaveLength(1);
  });
});

describe("with sign-up by invitation only", () => {
  test("a provider's account is created through a join link only, and opens without one afterwards", async () => {
    const closed = await openSite("link");
    const person = { sub: "u-link", email: "link@uni.example", name: "Link" };
    const stranger = closed.visit();
    const refused = await comeBy(stranger, person, { join: "nosuchcode12" });
    expect(stranger.isSignedIn).toBe(false);
    expect(await (await stranger.get(whereTo(refused))).text()).toContain("by invitation");
    expect(findByEmail("link@uni.example", closed)).toBeUndefined();

    const { db } = closed.services;
    db.insert(users)
      .values({
        id: "teacher",
        name: "T",
        email: "t@uni.example",
        createdAt: new Date(),
        updatedAt: new Date(),
      })
      .run();
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
  test("there is no button, and no route behind it", async () => {
    const plain = await openAuthSite();
    expect(await (await plain.visit().get("/sign-in")).text()).not.toContain("/sign-in/provider");
    expect((await plain.visit().post("/sign-in/provider")).status).toBe(404);
    expect((await plain.visit().get("/auth/callback/oidc?code=1&state=1")).status).toBe(404);
    plain.close();
  });
});
