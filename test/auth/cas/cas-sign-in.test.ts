// Signing in by CAS: accounts, student numbers and roster seats, the rule for new accounts,
// connecting under Settings, and signing out on either side.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accounts, casTickets, identityProofs, sessions } from "../../../src/db/auth-schema.ts";
import { rosterSeats } from "../../../src/db/roster-schema.ts";
import { hashSecret } from "../../../src/db/id.ts";
import { enrolments, users } from "../../../src/db/schema.ts";
import { makeFirstLink } from "../../../src/auth/one-time-links.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { selectJoinLinks } from "../../../src/membership/join-links.ts";
import { type CasServer, startCasServer } from "../../support/cas-server.ts";
import { casSettings, comeByCas, leaveForCas, whereTo } from "../../support/come-by-cas.ts";
import { openAuthSite, PASSWORD, type QuietSite } from "../../support/quiet-site.ts";
import { attemptsOf, submitByForm } from "../../support/submissions-in-place.ts";

let cas: CasServer;
let site: QuietSite;
const open: QuietSite[] = [];

async function openSite(overrides: Parameters<typeof openAuthSite>[0] = {}): Promise<QuietSite> {
  const made = await openAuthSite({ cas: casSettings(cas), ...overrides });
  open.push(made);
  return made;
}

beforeAll(async () => {
  cas = await startCasServer();
  site = await openSite();
});
afterAll(async () => {
  for (const { close } of open) close();
  await cas.close();
});

const accountOf = (user: string, { services }: QuietSite = site) =>
  services.db
    .select({ user: users })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(eq(accounts.accountId, user))
    .get()?.user;
const waysOf = (userId: string) =>
  site.services.db
    .select({ provider: accounts.providerId })
    .from(accounts)
    .where(eq(accounts.userId, userId))
    .all()
    .map(({ provider }) => provider)
    .sort();
const proofsOf = (userId: string) =>
  site.services.db
    .select({ kind: identityProofs.kind, value: identityProofs.value, how: identityProofs.how })
    .from(identityProofs)
    .where(eq(identityProofs.userId, userId))
    .all();
const addSeat = (courseId: string, id: string, username: string, email = "") =>
  site.services.db
    .insert(rosterSeats)
    .values({
      id,
      courseId,
      name: `Roster ${id}`,
      username,
      email,
      createdAt: new Date(),
      createdBy: "test",
    })
    .run();

describe("a new person", () => {
  test("is led to the server with an address of ours that holds a state", async () => {
    expect(await (await site.visit().get("/sign-in")).text()).toContain(
      "Sign in with Example University",
    );
    const url = new URL(await leaveForCas(site.visit(), { next: "/submissions" }));
    expect(`${url.origin}${url.pathname}`).toBe(`${cas.url}/login`);
    expect(url.searchParams.get("service")).toMatch(
      /^http:\/\/localhost:3000\/sign-in\/cas\/return\?state=[0-9a-z]{40}$/,
    );
  });

  test("gets an account with name, number and address, and the same one the second time", async () => {
    const person = {
      user: "2026000101",
      attributes: { cn: "林小雨", mail: "lin@uni.example", eduPersonAffiliation: ["a", "b"] },
    };
    const visitor = site.visit();
    expect(whereTo(await comeByCas(cas, visitor, person, { next: "/submissions" }))).toBe(
      "/submissions",
    );
    expect(visitor.isSignedIn).toBe(true);
    const user = accountOf("2026000101")!;
    expect(user).toMatchObject({
      name: "林小雨",
      username: "2026000101",
      email: "lin@uni.example",
      emailVerified: false,
      siteRole: null,
    });
    expect(waysOf(user.id)).toEqual([`cas:${cas.url}`]);
    expect(proofsOf(user.id)).toEqual([{ kind: "username", value: "2026000101", how: "provider" }]);
    await comeByCas(cas, site.visit(), { ...person, attributes: { cn: "Renamed" } });
    expect(waysOf(user.id)).toHaveLength(1);
    expect(accountOf("2026000101")).toMatchObject({ id: user.id, name: "林小雨" });
  });

  test("keeps a guest's work, and ends another account's session in this browser", async () => {
    const guest = site.visit();
    await submitByForm(guest, "tried as a guest");
    await comeByCas(cas, guest, { user: "2026000102" });
    const { id } = accountOf("2026000102")!;
    expect(attemptsOf(site.services, id)).toEqual([[1, "tried as a guest"]]);
    await comeByCas(cas, guest, { user: "2026000103" });
    expect(
      site.services.db.select().from(sessions).where(eq(sessions.userId, id)).all(),
    ).toHaveLength(0);
  });

  test("gets the name, the number and the address from the attributes of the settings", async () => {
    const mapped = await openSite({
      cas: {
        ...casSettings(cas),
        usernameAttribute: "XH",
        nameAttribute: "XM",
        emailAttribute: "YX",
      },
    });
    await comeByCas(cas, mapped.visit(), {
      user: "uid-77",
      attributes: { XH: "2026000104", XM: "王芳", YX: "wang@uni.example", cn: "no", mail: "n@n.n" },
    });
    expect(accountOf("uid-77", mapped)).toMatchObject({
      name: "王芳",
      username: "2026000104",
      email: "wang@uni.example",
    });
    // A number that is missing is not replaced by the server's user.
    await comeByCas(cas, mapped.visit(), { user: "2026000105" });
    expect(accountOf("2026000105", mapped)).toMatchObject({ username: null });
  });

  test("does not get the username of another account, but its seats", async () => {
    const squatter = await site.signUp("2026000106");
    const courseId = createCourse(site.services.db, "Squatted", squatter.userId);
    addSeat(courseId, "seat-106", "2026000106");
    await comeByCas(cas, site.visit(), { user: "2026000106" });
    const user = accountOf("2026000106")!;
    expect(user.id).not.toBe(squatter.userId);
    expect(user.username).toBeNull();
    expect(
      site.services.db.select().from(rosterSeats).where(eq(rosterSeats.id, "seat-106")).get(),
    ).toMatchObject({ takenBy: user.id });
  });

  test("on a site by invitation: is refused without one, and comes in with a join link", async () => {
    const invited = await openSite({ signUp: "link" });
    const { db } = invited.services;
    const refused = invited.visit();
    const back = await comeByCas(cas, refused, { user: "2026000107" });
    expect([refused.isSignedIn, whereTo(back)]).toEqual([false, "/sign-in?error=cas_no-sign-up"]);
    expect(await (await refused.get(whereTo(back))).text()).toContain("by invitation only");
    expect(accountOf("2026000107", invited)).toBeUndefined();

    db.insert(users)
      .values({
        id: "teacher",
        name: "T",
        email: "t@x.example",
        createdAt: new Date(),
        updatedAt: new Date(),
      })
      .run();
    const courseId = createCourse(db, "By invitation", "teacher");
    const { code } = selectJoinLinks(db, courseId)[0]!;
    const joining = invited.visit();
    expect(whereTo(await comeByCas(cas, joining, { user: "2026000107" }, { join: code }))).toBe(
      `/join/${code}`,
    );
    expect(joining.isSignedIn).toBe(true);
    expect(db.select().from(enrolments).where(eq(enrolments.role, "student")).all()).toEqual([]);
  });
});

describe("a roster", () => {
  const roster = (username: string) => {
    const { db } = site.services;
    const userId = `roster-${username}`;
    const now = new Date();
    db.insert(users)
      .values({
        id: userId,
        name: "Roster name",
        email: `${username}@uni.example`,
        username,
        displayUsername: username,
        createdAt: now,
        updatedAt: now,
      })
      .run();
    db.insert(identityProofs)
      .values({ userId, kind: "username", value: username, how: "roster", provenAt: now })
      .run();
    return userId;
  };

  test("gives its seat to the student number of the first sign-in, also written with other letters", async () => {
    const teacher = await site.signUp("cas-teacher");
    const courseId = createCourse(site.services.db, "A course", teacher.userId);
    addSeat(courseId, "seat-b21", "B21000201");
    addSeat(courseId, "seat-wide", "ｂ21000202");
    addSeat(courseId, "seat-mail", "", "classmate@uni.example");
    await comeByCas(cas, site.visit(), {
      user: "b21000201",
      attributes: { mail: "classmate@uni.example" },
    });
    await comeByCas(cas, site.visit(), { user: "B21000202" });
    const seatOf = (id: string) =>
      site.services.db.select().from(rosterSeats).where(eq(rosterSeats.id, id)).get()?.takenBy;
    expect(seatOf("seat-b21")).toBe(accountOf("b21000201")!.id);
    expect(seatOf("seat-wide")).toBe(accountOf("B21000202")!.id);
    // The server does not say that an address was verified.
    expect(seatOf("seat-mail")).toBeNull();
  });

  test("that created an account for the number: the sign-in opens it, and older links stop working", async () => {
    const userId = roster("2026000203");
    const link = makeFirstLink(site.services.db, userId);
    await comeByCas(cas, site.visit(), { user: "2026000203", attributes: { cn: "Other" } });
    expect(accountOf("2026000203")).toMatchObject({ id: userId, name: "Roster name" });
    expect((await site.visit().get(`/reset/${link}`)).status).toBe(404);
  });

  test("whose account somebody can sign in to already: the person connects it there", async () => {
    const userId = roster("2026000204");
    site.services.db
      .insert(accounts)
      .values({
        id: "password-204",
        accountId: userId,
        providerId: "credential",
        userId,
        password: "x",
        createdAt: new Date(),
        updatedAt: new Date(),
      })
      .run();
    const visitor = site.visit();
    const back = await comeByCas(cas, visitor, { user: "2026000204" });
    expect([visitor.isSignedIn, waysOf(userId)]).toEqual([false, ["credential"]]);
    expect(await (await visitor.get(whereTo(back))).text()).toContain(
      "Another account here already has your student number. If it is yours, sign in to it and connect Example University under Settings",
    );
  });

  test("an account is never opened by an address alone", async () => {
    const owner = await site.signUp("same-address", { email: "same@uni.example" });
    await comeByCas(cas, site.visit(), {
      user: "2026000205",
      attributes: { mail: "same@uni.example" },
    });
    expect(accountOf("2026000205")!.id).not.toBe(owner.userId);
    expect(accountOf("2026000205")!.email).toMatch(/@no-mail\.invalid$/);
  });
});

describe("under Settings", () => {
  const connect = (visitor: Parameters<typeof comeByCas>[1], user: string, password = PASSWORD) =>
    comeByCas(
      cas,
      visitor,
      { user },
      { institution: "cas", confirmSignIn: password },
      "/settings/sign-ins/connect",
    );

  test("a signed-in user connects an identity with their password, sees its name, and disconnects it", async () => {
    const member = await site.signUp("connecting");
    expect(
      (
        await member.post("/settings/sign-ins/connect", {
          institution: "cas",
          confirmSignIn: "wrong password",
        })
      ).status,
    ).toBe(422);
    expect(whereTo(await connect(member, "2026000301"))).toBe("/settings?done=connected");
    expect(waysOf(member.userId)).toEqual([`cas:${cas.url}`, "credential"]);
    expect(proofsOf(member.userId)).toEqual([
      { kind: "username", value: "2026000301", how: "provider" },
    ]);
    expect(await (await member.get("/settings")).text()).toContain(
      "<strong>Example University</strong>",
    );
    const { id } = site.services.db
      .select()
      .from(accounts)
      .where(eq(accounts.accountId, "2026000301"))
      .get()!;
    await member.post(`/settings/sign-ins/${id}/disconnect`, { confirmSignIn: PASSWORD });
    expect(waysOf(member.userId)).toEqual(["credential"]);
  });

  test("an identity of another account stays there", async () => {
    await comeByCas(cas, site.visit(), { user: "2026000302" });
    const member = await site.signUp("connecting-late");
    const back = await connect(member, "2026000302");
    expect(await (await member.get(whereTo(back))).text()).toContain(
      "This Example University account is connected to another account here",
    );
    expect(waysOf(member.userId)).toEqual(["credential"]);
  });

  test("the return connects nothing once somebody else is signed in in the browser", async () => {
    const member = await site.signUp("leaving");
    const login = await leaveForCas(
      member,
      { institution: "cas", confirmSignIn: PASSWORD },
      "/settings/sign-ins/connect",
    );
    await member.post("/sign-out");
    await member.post("/sign-in", { login: "connecting", password: PASSWORD });
    cas.person = { user: "2026000303" };
    await member.get(await cas.signIn(login));
    expect(accountOf("2026000303")).toBeUndefined();
  });
});

describe("signing out", () => {
  const hasSession = async (visitor: Parameters<typeof comeByCas>[1]) =>
    (await visitor.get("/settings")).status === 200;

  test("at the server ends the session of its ticket, and no other", async () => {
    const [here, there] = [site.visit(), site.visit()];
    await comeByCas(cas, here, { user: "2026000401" });
    const ticket = cas.asked.at(-1)!;
    await comeByCas(cas, there, { user: "2026000401" });
    // The server has neither our cookies nor our origin.
    const report = (logoutRequest: string) =>
      site.visit().post("/sign-in/cas/return?state=old", { logoutRequest }, { origin: "" });
    expect((await report(cas.makeLogoutRequest(ticket))).status).toBe(204);
    expect([await hasSession(here), await hasSession(there)]).toEqual([false, true]);
    // Again, and for a ticket that nobody had.
    expect((await report(cas.makeLogoutRequest(ticket))).status).toBe(204);
    expect((await report(cas.makeLogoutRequest("ST-1-forged"))).status).toBe(204);
    expect(await hasSession(there)).toBe(true);
  });

  test.each([
    ["nothing", ""],
    ["no XML", "ST-1"],
    ["another message", "<samlp:Response xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol'/>"],
    [
      "another namespace",
      "<samlp:LogoutRequest xmlns:samlp='urn:x'><samlp:SessionIndex>ST-1</samlp:SessionIndex></samlp:LogoutRequest>",
    ],
    [
      "two tickets",
      "<s:LogoutRequest xmlns:s='urn:oasis:names:tc:SAML:2.0:protocol'><s:SessionIndex>ST-1</s:SessionIndex><s:SessionIndex>ST-2</s:SessionIndex></s:LogoutRequest>",
    ],
    [
      "a document type",
      "<!DOCTYPE s [<!ENTITY t 'ST-1'>]><s:LogoutRequest xmlns:s='urn:oasis:names:tc:SAML:2.0:protocol'><s:SessionIndex>&t;</s:SessionIndex></s:LogoutRequest>",
    ],
    [
      "too much",
      `<s:LogoutRequest xmlns:s='urn:oasis:names:tc:SAML:2.0:protocol'><s:SessionIndex>ST-1</s:SessionIndex>${" ".repeat(20_000)}</s:LogoutRequest>`,
    ],
  ])("a report with %s is refused", async (_, logoutRequest) => {
    expect(
      (await site.visit().post("/sign-in/cas/return", { logoutRequest }, { origin: "" })).status,
    ).toBe(400);
  });

  test("here ends the session here, and offers to sign out there", async () => {
    const visitor = site.visit();
    await comeByCas(cas, visitor, { user: "2026000402" });
    const out = await visitor.post("/sign-out");
    expect(whereTo(out)).toBe("/sign-in?done=out");
    expect(await hasSession(visitor)).toBe(false);
    expect(await (await visitor.get(whereTo(out))).text()).toContain(
      `<a href="${cas.url}/logout" rel="noreferrer">Sign out of Example University</a>`,
    );
    const member = await site.signUp("password-only");
    expect(whereTo(await member.post("/sign-out"))).toBe("/");
  });
});

test("the identity is in one's data, and gone with the account", async () => {
  const visitor = site.visit();
  await comeByCas(cas, visitor, { user: "2026000501", attributes: { cn: "Leaving" } });
  const { id } = accountOf("2026000501")!;
  const data = (await (await visitor.get("/settings/data")).json()) as Record<string, unknown>;
  expect(data["signIns"]).toEqual([
    {
      name: null,
      provider: `cas:${cas.url}`,
      subject: "2026000501",
      createdAt: expect.any(String) as string,
    },
  ]);
  const ticket = cas.asked.at(-1)!;
  expect((await visitor.post("/settings/delete", { confirmation: "Leaving" })).status).toBe(303);
  expect(waysOf(id)).toEqual([]);
  expect(
    site.services.db
      .select()
      .from(casTickets)
      .where(eq(casTickets.hash, hashSecret(ticket)))
      .all(),
  ).toEqual([]);
  await comeByCas(cas, site.visit(), { user: "2026000501" });
  expect(accountOf("2026000501")!.id).not.toBe(id);
});

test("without CAS in the settings there are no such pages", async () => {
  const none = await openSite({ cas: undefined });
  expect((await none.visit().post("/sign-in/cas")).status).toBe(404);
  expect((await none.visit().get("/sign-in/cas/return?ticket=ST-1&state=x")).status).toBe(404);
  expect((await none.visit().post("/sign-in/cas/return", { logoutRequest: "x" })).status).toBe(404);
});
