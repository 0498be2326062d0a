// Links that work once, as functions of the database and the time.

import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import {
  claimLink,
  makeResetLink,
  offerOwnerLink,
  OWNER_LINK_HOURS,
  releaseLink,
  RESET_LINK_HOURS,
  resetPassword,
  selectOptionalLink,
} from "../../src/auth/one-time-links.ts";
import { type Db, openDatabase } from "../../src/db/open.ts";
import { users } from "../../src/db/schema.ts";
import { accounts, oneTimeLinks, sessions, tokens } from "../../src/db/auth-schema.ts";

const HOUR_MS = 3_600_000;
const now = new Date("2026-09-01T08:00:00Z");
const later = (hours: number) => new Date(now.getTime() + hours * HOUR_MS);

let db: Db;
beforeEach(() => {
  db = openDatabase(":memory:");
  for (const id of ["ada", "eve"])
    db.insert(users)
      .values({ id, name: id, email: `${id}@example.org`, createdAt: now, updatedAt: now })
      .run();
});

test("a new password disconnects every identity while the address is unverified, and none afterwards", () => {
  const ways = (userId: string) =>
    db
      .select({ provider: accounts.providerId })
      .from(accounts)
      .where(eq(accounts.userId, userId))
      .all()
      .map(({ provider }) => provider)
      .sort();
  for (const [userId, emailVerified] of [
    ["ada", false],
    ["eve", true],
  ] as const) {
    db.update(users).set({ emailVerified }).where(eq(users.id, userId)).run();
    // Older than the password: the account was created with it, under another address.
    db.insert(accounts)
      .values({
        id: `oidc-${userId}`,
        accountId: `oidc-${userId}`,
        providerId: "oidc",
        userId,
        createdAt: later(-9),
        updatedAt: now,
      })
      .run();
    db.insert(accounts)
      .values({
        id: `password-${userId}`,
        accountId: userId,
        providerId: "credential",
        userId,
        password: "x",
        createdAt: now,
        updatedAt: now,
      })
      .run();
    expect(
      resetPassword(
        db,
        selectOptionalLink(db, "reset", makeResetLink(db, userId, now), now) as {
          id: string;
          userId: string;
        },
        "new",
        now,
      ),
    ).toBe(true);
  }
  expect([ways("ada"), ways("eve")]).toEqual([["credential"], ["credential", "oidc"]]);
});

describe("the owner's link", () => {
  test("is offered while there is no owner, and a new one revokes the previous one", () => {
    const [first, second] = [offerOwnerLink(db, now)!, offerOwnerLink(db, now)!];
    expect(selectOptionalLink(db, "owner", first, now)).toBeUndefined();
    expect(selectOptionalLink(db, "owner", second, now)).toMatchObject({ userId: null });
    db.update(users).set({ siteRole: "owner" }).where(eq(users.id, "ada")).run();
    expect(offerOwnerLink(db, now)).toBeUndefined();
    expect(selectOptionalLink(db, "owner", second, now)).toBeUndefined();
  });

  test("is stored as a hash, and is valid for a week", () => {
    const secret = offerOwnerLink(db, now)!;
    expect(secret).toMatch(/^[0-9a-z]{40}$/);
    expect(JSON.stringify(db.select().from(oneTimeLinks).all())).not.toContain(secret);
    expect(selectOptionalLink(db, "owner", secret, later(OWNER_LINK_HOURS - 1))).toBeDefined();
    expect(selectOptionalLink(db, "owner", secret, later(OWNER_LINK_HOURS + 1))).toBeUndefined();
  });

  test("is claimed once, and again only after it was released", () => {
    const { id } = selectOptionalLink(db, "owner", offerOwnerLink(db, now)!, now)!;
    expect([claimLink(db, id), claimLink(db, id)]).toEqual([true, false]);
    releaseLink(db, id);
    expect(claimLink(db, id)).toBe(true);
  });
});

describe("a link for a new password", () => {
  test("is of its own kind, and valid for a day", () => {
    const secret = makeResetLink(db, "ada", now);
    expect(selectOptionalLink(db, "owner", secret, now)).toBeUndefined();
    expect(selectOptionalLink(db, "reset", secret, later(RESET_LINK_HOURS - 1))).toMatchObject({
      userId: "ada",
    });
    expect(selectOptionalLink(db, "reset", secret, later(RESET_LINK_HOURS))).toBeUndefined();
  });

  test("sets it once, ends the user's sessions, tokens and other links, and no one else's", () => {
    for (const userId of ["ada", "eve"]) {
      db.insert(accounts)
        .values({
          id: `a-${userId}`,
          accountId: userId,
          providerId: "credential",
          userId,
          password: "old",
          createdAt: now,
          updatedAt: now,
        })
        .run();
      db.insert(sessions)
        .values({
          id: `s-${userId}`,
          token: `t-${userId}`,
          userId,
          expiresAt: later(9),
          createdAt: now,
          updatedAt: now,
        })
        .run();
      db.insert(tokens)
        .values({ id: `k-${userId}`, userId, name: "laptop", hash: `h-${userId}`, createdAt: now })
        .run();
    }
    const [used, other, eves] = [
      makeResetLink(db, "ada", now),
      makeResetLink(db, "ada", now),
      makeResetLink(db, "eve", now),
    ];
    const { id } = selectOptionalLink(db, "reset", used, now)!;
    expect(resetPassword(db, { id, userId: "ada" }, "new", now)).toBe(true);
    expect(resetPassword(db, { id, userId: "ada" }, "newer", now)).toBe(false);
    expect(
      db.select({ userId: accounts.userId, password: accounts.password }).from(accounts).all(),
    ).toEqual([
      { userId: "ada", password: "new" },
      { userId: "eve", password: "old" },
    ]);
    expect(db.select({ userId: sessions.userId }).from(sessions).all()).toEqual([
      { userId: "eve" },
    ]);
    expect(db.select({ userId: tokens.userId }).from(tokens).all()).toEqual([{ userId: "eve" }]);
    expect([used, other].map((secret) => selectOptionalLink(db, "reset", secret, now))).toEqual([
      undefined,
      undefined,
    ]);
    expect(selectOptionalLink(db, "reset", eves, now)).toBeDefined();
  });

  test("sets a first password for a user who signed up through a provider", () => {
    const { id } = selectOptionalLink(db, "reset", makeResetLink(db, "eve", now), now)!;
    expect(resetPassword(db, { id, userId: "eve" }, "first", now)).toBe(true);
    expect(db.select().from(accounts).where(eq(accounts.userId, "eve")).get()).toMatchObject({
      providerId: "credential",
      accountId: "eve",
      password: "first",
    });
  });
});
