// A guest who signs up or in keeps everything. The tests use the real forms, so that they go
// through better-auth's hooks.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adoptGuest } from "../../src/auth/adopt-guest.ts";
import { users } from "../../src/db/schema.ts";
import { hintViews } from "../../src/db/hint-schema.ts";
import { drafts, jobs } from "../../src/db/submission-schema.ts";
import { sessions } from "../../src/db/auth-schema.ts";
import { openAuthSite, PASSWORD, type QuietSite } from "../support/quiet-site.ts";
import {
  attemptsOf,
  authorOf,
  draftOf,
  putDraft,
  submitByForm,
} from "../support/submissions-in-place.ts";

let site: QuietSite;
beforeAll(async () => {
  site = await openAuthSite();
});
afterAll(() => site.close());

const exists = (userId: string) =>
  site.services.db.select().from(users).where(eq(users.id, userId)).get() !== undefined;
const idOf = (username: string) =>
  site.services.db.select().from(users).where(eq(users.username, username)).get()!.id;
const openHint = (userId: string, step: "nudge" | "idea") =>
  site.services.db
    .insert(hintViews)
    .values({
      userId,
      packId: "tiny",
      exerciseId: "sum",
      exportName: "total",
      step,
      openedAt: new Date(),
    })
    .run();
const jobOwners = () =>
  site.services.db.select({ id: jobs.submissionId, userId: jobs.userId }).from(jobs).all();

describe("a guest", () => {
  test("is created at the first submission, and reused for the next", async () => {
    const guest = site.visit();
    expect((await guest.get("/")).headers.getSetCookie()).toEqual([]);
    const [first, second] = [await submitByForm(guest, "1"), await submitByForm(guest, "2")];
    expect(authorOf(site.services, first)).toBe(authorOf(site.services, second));
    expect(
      site.services.db
        .select()
        .from(users)
        .where(eq(users.id, authorOf(site.services, first)))
        .get(),
    ).toMatchObject({ isAnonymous: true });
    expect((await guest.get(`/submissions/${first}`)).status).toBe(200);
    expect((await guest.get("/settings")).status).toBe(401);
  });

  test("who signs up keeps submissions with their numbers, waiting ones, and drafts; the guest is deleted", async () => {
    const guest = site.visit();
    const first = await submitByForm(guest, "1");
    const second = await submitByForm(guest, "2");
    const guestId = authorOf(site.services, first);
    putDraft(site, guestId, "sum", "half done");
    const guestCookie = guest.cookies.get("gradus.session_token")!;
    await guest.post("/sign-up", {
      name: "N",
      username: "newcomer",
      email: "",
      password: PASSWORD,
    });
    const userId = idOf("newcomer");
    expect(userId).not.toBe(guestId);
    expect(attemptsOf(site.services, userId)).toEqual([
      [1, "1"],
      [2, "2"],
    ]);
    expect(
      jobOwners()
        .filter(({ id }) => id === first || id === second)
        .map((job) => job.userId),
    ).toEqual([userId, userId]);
    expect(draftOf(site, userId, "sum")).toBe("half done");
    expect(exists(guestId)).toBe(false);
    expect(
      site.services.db.select().from(sessions).where(eq(sessions.userId, guestId)).all(),
    ).toEqual([]);
    for (const path of [`/submissions/${first}`, `/submissions/${second}`])
      expect((await guest.get(path)).status).toBe(200);
    // The guest's old cookie no longer works.
    const old = site.visit();
    old.cookies.set("gradus.session_token", guestCookie);
    expect((await old.get(`/submissions/${first}`)).status).toBe(404);
  });

  test("who signs in to an account adds attempts after the account's own; a draft of the account stays", async () => {
    const member = await site.signUp("returning");
    await submitByForm(member, "own 1");
    await submitByForm(member, "own 2");
    putDraft(site, member.userId, "sum", "own draft");
    const guest = site.visit();
    const sent = await submitByForm(guest, "guest 1");
    await submitByForm(guest, "guest 2");
    const guestId = authorOf(site.services, sent);
    putDraft(site, guestId, "sum", "guest's draft");
    putDraft(site, guestId, "other", "guest's other");
    openHint(guestId, "nudge");
    openHint(guestId, "idea");
    openHint(member.userId, "nudge");
    await guest.post("/sign-in", { login: "returning", password: PASSWORD });
    expect(attemptsOf(site.services, member.userId)).toEqual([
      [1, "own 1"],
      [2, "own 2"],
      [3, "guest 1"],
      [4, "guest 2"],
    ]);
    expect(draftOf(site, member.userId, "sum")).toBe("own draft");
    expect(draftOf(site, member.userId, "other")).toBe("guest's other");
    expect(exists(guestId)).toBe(false);
    expect(
      site.services.db
        .select({ userId: hintViews.userId, step: hintViews.step })
        .from(hintViews)
        .orderBy(hintViews.step)
        .all(),
    ).toEqual([
      { userId: member.userId, step: "idea" },
      { userId: member.userId, step: "nudge" },
    ]);
    expect(site.services.db.select().from(drafts).where(eq(drafts.userId, guestId)).all()).toEqual(
      [],
    );
  });

  test("who mistypes the password stays a guest and loses nothing", async () => {
    await site.signUp("mistyped");
    const guest = site.visit();
    const sent = await submitByForm(guest, "1");
    await guest.post("/sign-in", { login: "mistyped", password: "not the password" });
    await guest.post("/sign-up", {
      name: "N",
      username: "mistyped",
      email: "",
      password: PASSWORD,
    });
    expect((await guest.get(`/submissions/${sent}`)).status).toBe(200);
    expect(exists(authorOf(site.services, sent))).toBe(true);
    expect(attemptsOf(site.services, idOf("mistyped"))).toEqual([]);
  });

  test("who sends a form key that the account has already used is signed in, with the submission", async () => {
    const member = await site.signUp("samekey");
    await submitByForm(member, "own", "abcdefgh12");
    const guest = site.visit();
    await submitByForm(guest, "guest's", "abcdefgh12");
    expect((await guest.post("/sign-in", { login: "samekey", password: PASSWORD })).status).toBe(
      303,
    );
    expect(attemptsOf(site.services, member.userId)).toEqual([
      [1, "own"],
      [2, "guest's"],
    ]);
  });

  test("in another browser is not affected", async () => {
    const other = site.visit();
    const sent = await submitByForm(other, "other's");
    const guest = site.visit();
    await submitByForm(guest, "mine");
    await guest.post("/sign-up", { name: "N", username: "alone", email: "", password: PASSWORD });
    expect(attemptsOf(site.services, idOf("alone"))).toEqual([[1, "mine"]]);
    expect((await other.get(`/submissions/${sent}`)).status).toBe(200);
  });
});

describe("a user with an account", () => {
  test("who signs in as another user takes nothing along", async () => {
    const first = await site.signUp("first-account");
    await submitByForm(first, "first's");
    await site.signUp("second-account");
    await first.post("/sign-in", { login: "second-account", password: PASSWORD });
    expect(attemptsOf(site.services, idOf("second-account"))).toEqual([]);
    expect(attemptsOf(site.services, first.userId)).toEqual([[1, "first's"]]);
  });
});

describe("adoptGuest", () => {
  test("does nothing if both users are the same", async () => {
    const member = await site.signUp("same");
    await submitByForm(member, "1");
    adoptGuest(site.services.db, member.userId, member.userId);
    expect(attemptsOf(site.services, member.userId)).toEqual([[1, "1"]]);
  });
});
