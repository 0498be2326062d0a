// The username claim of an OpenID provider: proof for rosters, and the way to the account that a
// roster created.

import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { makeFirstLink } from "../../src/auth/one-time-links.ts";
import { readProvenUsername } from "../../src/auth/proven-username.ts";
import { accounts, identityProofs } from "../../src/db/auth-schema.ts";
import { rosterSeats } from "../../src/db/roster-schema.ts";
import { users } from "../../src/db/schema.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { whereTo } from "../support/come-by-cas.ts";
import { comeByProvider } from "../support/come-by-provider.ts";
import {
  CLIENT,
  type IdentityProvider,
  startIdentityProvider,
} from "../support/identity-provider.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";

let provider: IdentityProvider;
let site: QuietSite;

beforeAll(async () => {
  provider = await startIdentityProvider();
  site = await openQuietSite({
    oidc: {
      issuer: provider.issuer,
      ...CLIENT,
      name: "Example University",
      usernameClaim: "student_number",
    },
  });
});
afterEach(() => {
  provider.forges = false;
});
afterAll(async () => {
  site.close();
  await provider.close();
});

const makePerson = (sub: string, number: unknown, verified = false) => ({
  sub,
  email: `${sub}@uni.example`,
  email_verified: verified,
  name: `Name of ${sub}`,
  student_number: number,
});
const userOf = (sub: string) =>
  site.services.db
    .select({ user: users })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(eq(accounts.accountId, sub))
    .get()?.user;
const proofsOf = (userId: string) =>
  site.services.db
    .select({ value: identityProofs.value })
    .from(identityProofs)
    .where(eq(identityProofs.userId, userId))
    .all()
    .map(({ value }) => value);
function makeByRoster(username: string): string {
  const now = new Date();
  const userId = `roster-${username}`;
  site.services.db
    .insert(users)
    .values({
      id: userId,
      name: "Roster name",
      email: `${userId}@no-mail.invalid`,
      username,
      displayUsername: username,
      createdAt: now,
      updatedAt: now,
    })
    .run();
  site.services.db
    .insert(identityProofs)
    .values({ userId, kind: "username", value: username, how: "roster", provenAt: now })
    .run();
  return userId;
}

describe("the claim", () => {
  test("of a new person is their username, their proof, and takes their seat", async () => {
    const teacher = await site.signUp("claims-teacher");
    const courseId = createCourse(site.services.db, "A course", teacher.userId);
    site.services.db
      .insert(rosterSeats)
      .values({
        id: "seat-1",
        courseId,
        name: "Lin",
        username: "2026001001",
        email: "",
        createdAt: new Date(),
        createdBy: teacher.userId,
      })
      .run();
    await comeByProvider(provider, site.visit(), makePerson("p1", "2026001001"));
    const user = userOf("p1")!;
    expect(user.username).toBe("2026001001");
    expect(proofsOf(user.id)).toEqual(["2026001001"]);
    expect(site.services.db.select().from(rosterSeats).get()?.takenBy).toBe(user.id);
  });

  test("opens the account that a roster created for it, once nobody else can", async () => {
    const userId = makeByRoster("2026001002");
    const link = makeFirstLink(site.services.db, userId);
    const visitor = site.visit();
    await comeByProvider(provider, visitor, makePerson("p2", "2026001002"));
    expect([visitor.isSignedIn, userOf("p2")?.id]).toEqual([true, userId]);
    expect((await site.visit().get(`/reset/${link}`)).status).toBe(404);
    // The second sign-in finds the same account.
    await comeByProvider(provider, site.visit(), makePerson("p2", "2026001002"));
    expect(userOf("p2")?.id).toBe(userId);
  });

  test("of an account with a way in creates no second account", async () => {
    const owner = await site.signUp("2026001003");
    site.services.db
      .insert(identityProofs)
      .values({
        userId: owner.userId,
        kind: "username",
        value: "2026001003",
        how: "link",
        provenAt: new Date(),
      })
      .run();
    const visitor = site.visit();
    const back = await comeByProvider(provider, visitor, makePerson("p3", "2026001003"));
    expect([visitor.isSignedIn, userOf("p3")]).toEqual([false, undefined]);
    expect(await (await visitor.get(whereTo(back))).text()).toContain(
      "Another account here already has your student number",
    );
    await comeByProvider(
      provider,
      owner,
      makePerson("p3", "2026001003", true),
      { confirmSignIn: PASSWORD },
      "/settings/sign-ins/connect",
    );
    expect(userOf("p3")?.id).toBe(owner.userId);
  });

  test("of a token with a forged signature opens and proves nothing", async () => {
    const userId = makeByRoster("2026001004");
    provider.forges = true;
    const visitor = site.visit();
    await comeByProvider(provider, visitor, makePerson("p4", "2026001004"));
    expect([visitor.isSignedIn, userOf("p4")]).toEqual([false, undefined]);
    expect(
      site.services.db.select().from(accounts).where(eq(accounts.userId, userId)).all(),
    ).toEqual([]);
  });

  test("of an identity that a signed-in user connects opens no other account", async () => {
    makeByRoster("2026001007");
    const member = await site.signUp("connects-a-number");
    await comeByProvider(
      provider,
      member,
      makePerson("p7", "2026001007", true),
      { confirmSignIn: PASSWORD },
      "/settings/sign-ins/connect",
    );
    expect(userOf("p7")?.id).toBe(member.userId);
  });

  test("does not follow a person to whom it is connected under Settings with an unverified address", async () => {
    const member = await site.signUp("unverified-there");
    await comeByProvider(
      provider,
      member,
      makePerson("p5", "2026001005"),
      { confirmSignIn: PASSWORD },
      "/settings/sign-ins/connect",
    );
    expect(proofsOf(member.userId)).toEqual([]);
  });

  test.each([[undefined], [4711], [["2026001006"]], [""], ["２０２６"], ["x".repeat(41)], ["a b"]])(
    "%j proves nothing, and the person comes in",
    async (number) => {
      const sub = `odd-${JSON.stringify(number) ?? "none"}`.replaceAll(/[^a-z0-9-]/g, "");
      const visitor = site.visit();
      await comeByProvider(
        provider,
        visitor,
        makePerson(`${sub}-${String(number).length}`, number),
      );
      expect(visitor.isSignedIn).toBe(true);
      expect(readProvenUsername(number)).toBe("");
    },
  );
});
