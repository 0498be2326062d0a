// Links that work once: to create the site owner's account, and to set a password. Anyone who has
// the link may use it; the database stores only a hash.

import { and, eq, gt, isNull, lt, ne } from "drizzle-orm";
import { hashSecret, newId, newSecret } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import { accounts, oneTimeLinks, sessions, tokens } from "../db/auth-schema.ts";
import { HOUR_MS, DAY_MS } from "../durations.ts";

export const OWNER_LINK_HOURS = 7 * 24;
export const RESET_LINK_HOURS = 24;
export const FIRST_LINK_DAYS = 14;
export const VERIFY_LINK_DAYS = 7;

export interface OneTimeLink {
  id: string;
  /** null for the site owner's link. */
  userId: string | null;
}

/**
 * For a site without an owner: returns the secret of a new link and invalidates older ones.
 * undefined if there is an owner.
 */
export function offerOwnerLink(db: Db, now = new Date()): string | undefined {
  return db.transaction(
    (tx) => {
      tx.delete(oneTimeLinks).where(eq(oneTimeLinks.kind, "owner")).run();
      if (
        tx.select({ id: users.id }).from(users).where(eq(users.siteRole, "owner")).get() !==
        undefined
      )
        return undefined;
      const secret = newSecret();
      tx.insert(oneTimeLinks)
        .values({
          id: newId(),
          kind: "owner",
          hash: hashSecret(secret),
          createdAt: now,
          expiresAt: new Date(now.getTime() + OWNER_LINK_HOURS * HOUR_MS),
        })
        .run();
      return secret;
    },
    { behavior: "immediate" },
  );
}

export function makeResetLink(db: Db, userId: string, now = new Date()): string {
  db.delete(oneTimeLinks).where(lt(oneTimeLinks.expiresAt, now)).run();
  const secret = newSecret();
  db.insert(oneTimeLinks)
    .values({
      id: newId(),
      kind: "reset",
      hash: hashSecret(secret),
      userId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + RESET_LINK_HOURS * HOUR_MS),
    })
    .run();
  return secret;
}

/**
 * For an account that was created for its user and has no password yet. Invalidates older links.
 */
export function makeFirstLink(db: Db, userId: string, now = new Date()): string {
  const secret = newSecret();
  db.delete(oneTimeLinks)
    .where(and(eq(oneTimeLinks.userId, userId), eq(oneTimeLinks.kind, "reset")))
    .run();
  db.insert(oneTimeLinks)
    .values({
      id: newId(),
      kind: "reset",
      hash: hashSecret(secret),
      userId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + FIRST_LINK_DAYS * DAY_MS),
    })
    .run();
  return secret;
}

/** For the current address of the account. Invalidates older links. */
export function makeVerifyLink(db: Db, userId: string, now = new Date()): string {
  return db.transaction(
    (tx) => {
      tx.delete(oneTimeLinks)
        .where(and(eq(oneTimeLinks.userId, userId), eq(oneTimeLinks.kind, "verify")))
        .run();
      const secret = newSecret();
      tx.insert(oneTimeLinks)
        .values({
          id: newId(),
          kind: "verify",
          hash: hashSecret(secret),
          userId,
          createdAt: now,
          expiresAt: new Date(now.getTime() + VERIFY_LINK_DAYS * DAY_MS),
        })
        .run();
      return secret;
    },
    { behavior: "immediate" },
  );
}

/** undefined if the link does not exist, has expired or was used. */
export function selectOptionalLink(
  db: Db,
  kind: "owner" | "reset" | "verify",
  secret: string,
  now = new Date(),
): OneTimeLink | undefined {
  return db
    .select({ id: oneTimeLinks.id, userId: oneTimeLinks.userId })
    .from(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.hash, hashSecret(secret)),
        eq(oneTimeLinks.kind, kind),
        isNull(oneTimeLinks.usedAt),
        gt(oneTimeLinks.expiresAt, now),
      ),
    )
    .get();
}

/** False if another request was faster. */
export function claimLink(db: Pick<Db, "update">, id: string, now = new Date()): boolean {
  return (
    db
      .update(oneTimeLinks)
      .set({ usedAt: now })
      .where(and(eq(oneTimeLinks.id, id), isNull(oneTimeLinks.usedAt)))
      .run().changes === 1
  );
}

/** Releases the claim because the action failed. */
export function releaseLink(db: Db, id: string): void {
  db.update(oneTimeLinks).set({ usedAt: null }).where(eq(oneTimeLinks.id, id)).run();
}

/**
 * Uses up `link` and all other links of this user to set a new password. Ends all sessions and
 * deletes all tokens, because a password is reset if it was forgotten or stolen. False if the link
 * was used a moment ago.
 */
export function resetPassword(
  db: Db,
  link: { id: string; userId: string },
  passwordHash: string,
  now = new Date(),
): boolean {
  const { id, userId } = link;
  return db.transaction(
    (tx) => {
      if (!claimLink(tx, id, now)) return false;
      tx.delete(oneTimeLinks)
        .where(and(eq(oneTimeLinks.userId, userId), ne(oneTimeLinks.id, id)))
        .run();
      const changed = tx
        .update(accounts)
        .set({ password: passwordHash, updatedAt: now })
        .where(and(eq(accounts.userId, userId), eq(accounts.providerId, "credential")))
        .run().changes;
      forgetConnected(tx, userId);
      // A user who signed up through a provider has no password yet.
      if (changed === 0)
        tx.insert(accounts)
          .values({
            id: newId(),
            accountId: userId,
            providerId: "credential",
            userId,
            password: passwordHash,
            createdAt: now,
            updatedAt: now,
          })
          .run();
      tx.delete(sessions).where(eq(sessions.userId, userId)).run();
      tx.delete(tokens).where(eq(tokens.userId, userId)).run();
      return true;
    },
    { behavior: "immediate" },
  );
}

/**
 * An attacker may have created the account, or changed its address, under another person's address,
 * and connected an identity of their own, which would let them in again. So all identities are
 * removed while the address is not verified; the owner connects one again under Settings.
 */
function forgetConnected(db: Pick<Db, "delete" | "select">, userId: string): void {
  if (
    db.select({ isVerified: users.emailVerified }).from(users).where(eq(users.id, userId)).get()
      ?.isVerified === true
  )
    return;
  db.delete(accounts)
    .where(and(eq(accounts.userId, userId), ne(accounts.providerId, "credential")))
    .run();
}
