// The username, such as a student number, that an institution's sign-in confirms. It is proof for
// rosters, and opens the account that a roster created for it, as long as nobody can have
// credentials for that account: link-identity.ts describes the attack.

import { and, eq, isNull, ne } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import { accounts } from "../db/auth-schema.ts";
import {
  isUsername,
  MAX_USERNAME_LENGTH,
  MIN_USERNAME_LENGTH,
  normalizeUsername,
} from "../identity/login-names.ts";
import { prepareAccountFinder, recordProofs } from "../identity/proofs.ts";
import { takeSeatsByUsername } from "../identity/seats.ts";
import { closeOtherWays } from "./close-other-ways.ts";
import { connectIdentity, type OutsideIdentity } from "./outside-identity.ts";

/** The reason of a refusal: the username belongs to an account that its owner can sign in to. */
export const USERNAME_IN_USE = "username_in_use";

/**
 * The username as the account shows it; "" for a value that cannot be one. Letters of another width
 * are refused: they would make it another person's.
 */
export function readProvenUsername(value: unknown): string {
  return typeof value === "string" &&
    value.normalize("NFKC") === value &&
    value.length >= MIN_USERNAME_LENGTH &&
    value.length <= MAX_USERNAME_LENGTH &&
    isUsername(value)
    ? value
    : "";
}

/**
 * Whose username this is, by proof. unused: nobody can sign in to the account. taken: the owner can,
 * and connects the identity there. With `ssoOnly`, passwords open no account, so an account that has
 * only a password counts as unused. "" has no owner.
 */
export function findUsernameOwner(
  db: Db,
  username: string,
  { ssoOnly }: { ssoOnly: boolean },
): { kind: "none" } | { kind: "unused" | "taken"; userId: string } {
  const owner =
    username === ""
      ? undefined
      : prepareAccountFinder(db).provenByUsername(normalizeUsername(username));
  if (owner === undefined) return { kind: "none" };
  const ways = db
    .select({ provider: accounts.providerId, siteRole: users.siteRole })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(eq(accounts.userId, owner.id))
    .all();
  const isUnused = ways.every(
    ({ provider, siteRole }) => ssoOnly && provider === "credential" && siteRole !== "owner",
  );
  return { kind: isUnused ? "unused" : "taken", userId: owner.id };
}

/**
 * Connects the identity with an unused account. Links, sessions, tokens and a password that somebody
 * else may have for it stop working. Call it in a transaction.
 */
export function openUnused(db: Db, identity: OutsideIdentity, userId: string, now: Date): void {
  closeOtherWays(db, userId);
  db.delete(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, "credential")))
    .run();
  connectIdentity(db, identity, userId, now);
}

/**
 * Records that the institution has confirmed the username, gives the account its roster seats, and
 * stores it as the account's username if it has none and this one is free. Call it in a transaction.
 */
export function proveUsername(db: Db, userId: string, username: string, now = new Date()): void {
  if (username === "") return;
  const value = normalizeUsername(username);
  recordProofs(db, userId, { email: "", username: value }, "provider", now);
  takeSeatsByUsername(db, userId, value, "provider", now);
  const isFree =
    db
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.username, value), ne(users.id, userId)))
      .get() === undefined;
  if (isFree)
    db.update(users)
      .set({ username: value, displayUsername: username, updatedAt: now })
      .where(and(eq(users.id, userId), isNull(users.username)))
      .run();
}
