// Verifying an address by mail: at sign-up, from the settings, after a change; and what a verified
// address allows.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { enrolments, users } from "../../src/db/schema.ts";
import { identityProofs, oneTimeLinks } from "../../src/db/auth-schema.ts";
import { auditEvents } from "../../src/db/audit-schema.ts";
import { rosterSeats } from "../../src/db/roster-schema.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { openQuietSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";

let mail: MailServer;
let site: QuietSite;
beforeAll(async () => {
  mail = await startMailServer();
  site = await openQuietSite({ mail: { smtpUrl: mail.url, from: "Gradus <gradus@example.org>" } });
});
afterAll(async () => {
  site.close();
  await mail.close();
});

const userOf = (id: string) => site.services.db.select().from(users).where(eq(users.id, id)).get()!;
/** The path of the link in the newest mail, after `count` mails have arrived. */
async function linkOf(count: number): Promise<string> {
  await mail.waitFor(count);
  return /\/verify\/\w+/.exec(mail.mails[count - 1]!.text)![0];
}

test("the mail is sent at sign-up; the link works once, for its own account", async () => {
  const count = mail.mails.length + 1;
  const person = await site.signUp("mailed", { email: "Mailed@Example.org" });
  const link = await linkOf(count);
  expect(mail.mails.at(-1)!.to).toEqual(["mailed@example.org"]);
  expect(userOf(person.userId).emailVerified).toBe(false);
  // A person with the mailbox but not the account confirms nothing: the account may belong to
  // someone who entered that address.
  const stranger = site.visit();
  expect(await (await stranger.get(link)).text()).toContain("Sign in to the account");
  await stranger.post(link);
  const other = await site.signUp("other-account");
  expect(await (await other.get(link)).text()).toContain("you are signed in to another one");
  await other.post(link);
  expect(userOf(person.userId).emailVerified).toBe(false);

  expect(await (await person.get(link)).text()).toContain(
    "Confirm that mailed@example.org is your address",
  );
  // Mail scanners open links; opening alone changes nothing.
  expect(userOf(person.userId).emailVerified).toBe(false);
  expect((await person.post(link)).headers.get("location")).toBe("/settings?done=verified");
  expect(userOf(person.userId).emailVerified).toBe(true);
  expect((await person.get(link)).status).toBe(404);
  expect((await person.post(link)).status).toBe(404);
  expect(
    site.services.db
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(eq(auditEvents.userId, person.userId))
      .all(),
  ).toEqual([{ action: "person.verify" }]);
});

test("a new address is unverified, its link goes to it, and the previous verified address stays verified", async () => {
  const count = mail.mails.length + 1;
  const person = await site.signUp("moves", { email: "moves@uni.example" });
  await person.post(await linkOf(count));
  const old = "moves@uni.example";
  expect(
    (
      await person.post("/settings/login", {
        username: "moves",
        email: "moves@home.example",
        confirm: PASSWORD,
      })
    ).status,
  ).toBe(303);
  expect(userOf(person.userId).emailVerified).toBe(false);
  const link = await linkOf(count + 1);
  expect(mail.mails.at(-1)!.to).toEqual(["moves@home.example"]);
  // A link for an address that the account no longer has is invalid.
  await person.post("/settings/login", {
    username: "moves",
    email: "third@home.example",
    confirm: PASSWORD,
  });
  await linkOf(count + 2);
  expect((await person.post(link)).status).toBe(404);
  expect(userOf(person.userId).emailVerified).toBe(false);
  expect(
    site.services.db
      .select({ value: identityProofs.value })
      .from(identityProofs)
      .where(eq(identityProofs.userId, person.userId))
      .all(),
  ).toEqual([{ value: old }]);
});

test("gives the seats that rosters have for the address, and no others", async () => {
  const { db } = site.services;
  const teacher = await site.signUp("seats-teacher");
  const courseId = createCourse(db, "Machine learning", teacher.userId);
  const now = new Date();
  const seat = (id: string, email: string, more: Partial<typeof rosterSeats.$inferInsert> = {}) =>
    db
      .insert(rosterSeats)
      .values({
        id,
        courseId,
        name: "Roster Name",
        username: "",
        email,
        section: "Lab 1",
        createdAt: now,
        createdBy: teacher.userId,
        ...more,
      })
      .run();
  const count = mail.mails.length + 1;
  const person = await site.signUp("waits", { email: "waits@uni.example" });
  seat("theirs", "waits@uni.example");
  seat("another's", "classmate@uni.example", { claimedBy: person.userId, name: "Classmate" });
  seat("withdrawn", "waits@uni.example", { withdrawnAt: now, name: "Withdrawn" });
  expect((await person.get(`/courses/${courseId}`)).status).toBe(404);
  expect((await person.post(await linkOf(count))).headers.get("location")).toBe(
    "/settings?done=seats",
  );
  expect((await person.get(`/courses/${courseId}`)).status).toBe(200);
  expect(
    db.select().from(enrolments).where(eq(enrolments.userId, person.userId)).all(),
  ).toMatchObject([{ courseId, role: "student", section: "Lab 1", rosterName: "Roster Name" }]);
  expect(
    db
      .select()
      .from(rosterSeats)
      .all()
      .filter(({ takenBy }) => takenBy !== null)
      .map(({ id, takenBy }) => [id, takenBy]),
  ).toEqual([["theirs", person.userId]]);
});

describe("the settings page", () => {
  test("shows whether the address is verified, and sends the mail again, a few times an hour", async () => {
    const count = mail.mails.length + 1;
    const person = await site.signUp("again", { email: "again@uni.example" });
    const first = await linkOf(count);
    expect(await (await person.get("/settings")).text()).toContain("address not verified");
    expect((await person.post("/settings/verify")).status).toBe(303);
    const second = await linkOf(count + 1);
    // The newest link is valid.
    expect((await person.get(first)).status).toBe(404);
    await person.post(second);
    expect(await (await person.get("/settings")).text()).toContain("address verified");
    for (let i = 0; i < 2; i++) expect((await person.post("/settings/verify")).status).toBe(303);
    expect((await person.post("/settings/verify")).status).toBe(429);
  });

  test("without a mail server, shows the alternative", async () => {
    const plain = await openQuietSite();
    const person = await plain.signUp("plain", { email: "plain@uni.example" });
    expect(await (await person.get("/settings")).text()).toContain("This site sends no email");
    expect((await person.post("/settings/verify")).status).toBe(404);
    plain.close();
  });
});

test("saving the same sign-in details again sends nothing: otherwise it could fill a stranger's mailbox", async () => {
  const person = await site.signUp("saves", { email: "saves@example.org" });
  const links = () =>
    site.services.db
      .select({ hash: oneTimeLinks.hash })
      .from(oneTimeLinks)
      .where(eq(oneTimeLinks.userId, person.userId))
      .all();
  const before = links();
  for (let i = 0; i < 3; i += 1)
    expect(
      (
        await person.post("/settings/login", {
          username: "saves",
          email: "Saves@example.org",
          confirm: PASSWORD,
        })
      ).status,
    ).toBe(303);
  expect([before.length, links()]).toEqual([1, before]);
});
