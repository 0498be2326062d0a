// Decides whether a sign-in through the institution opens an existing account with the same
// address, and what it proves. better-auth calls this before it links (`validateUserInfo`), and has
// already refused addresses that the institution has not verified.
//
// The attack to prevent: a user signs up under a classmate's address, and the classmate's first
// sign-in through the institution opens that account. So an automatic link requires that nobody can
// have credentials for the account (a roster created it, and no password was set), or that the
// account has verified the address too. A signed-in user may connect any identity of their own
// (Settings).

import { and, eq, ne } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import { accounts } from "../db/auth-schema.ts";
import { recordProofs } from "../identity/proofs.ts";
import { takeSeatsByEmail } from "../identity/seats.ts";
import { closeOtherWays } from "./close-other-ways.ts";
import { proveUsername } from "./proven-username.ts";

export interface IncomingIdentity {
  action: "create-user" | "link-account" | "sign-in";
  /** The id of the account on this site. */
  userId: string;
  provider: string;
  /** The provider's id for this person. */
  subject: string;
  email: string;
  isVerified: boolean;
  /** The username that the institution confirms; "" for none. */
  username: string;
  /** The link was requested by a signed-in user. */
  isAsked: boolean;
}

/** The reason of a refusal: the account has a password, and an unverified address. */
export const SIGN_IN_FIRST = "sign_in_first";

/**
 * The code of a refusal, or undefined: then the facts that the institution confirms are recorded.
 */
export function admitIdentity(
  db: Db,
  identity: IncomingIdentity,
  now = new Date(),
): string | undefined {
  const { action, userId, provider, subject, isAsked } = identity;
  return db.transaction(
    () => {
      const user = db
        .select({ email: users.email, emailVerified: users.emailVerified })
        .from(users)
        .where(eq(users.id, userId))
        .get();
      if (user === undefined || action === "create-user") return undefined;
      if (action === "link-account") {
        const owner = db
          .select({ userId: accounts.userId })
          .from(accounts)
          .where(and(eq(accounts.providerId, provider), eq(accounts.accountId, subject)))
          .get();
        // better-auth reports this case itself.
        if (owner !== undefined && owner.userId !== userId) return undefined;
        const hasWayIn =
          db.select({ id: accounts.id }).from(accounts).where(eq(accounts.userId, userId)).get() !==
          undefined;
        if (!isAsked && hasWayIn && !user.emailVerified) return SIGN_IN_FIRST;
        if (!hasWayIn) closeOtherWays(db, userId);
        recordAudit(
          db,
          { action: "sign-in.connect", actorId: userId, userId, after: { provider } },
          now,
        );
      }
      if (identity.isVerified) proveAddress(db, userId, identity.email, now);
      // better-auth connects no identity with an unverified address.
      if (action === "sign-in" || identity.isVerified)
        proveUsername(db, userId, identity.username, now);
      return undefined;
    },
    { behavior: "immediate" },
  );
}

function proveAddress(db: Db, userId: string, email: string, now: Date): void {
  const address = email.toLowerCase();
  if (address === "") return;
  db.update(users)
    .set({ emailVerified: true })
    .where(and(eq(users.id, userId), eq(users.email, address), ne(users.emailVerified, true)))
    .run();
  recordProofs(db, userId, { email: address, username: "" }, "provider", now);
  takeSeatsByEmail(db, userId, address, "provider", now);
}

/** For an account that a sign-in through the institution has just created. */
export function proveNewAccount(
  db: Db,
  { id, email, emailVerified }: { id: string; email: string; emailVerified: boolean },
  username: string,
  now = new Date(),
): void {
  if (!emailVerified && username === "") return;
  db.transaction(
    () => {
      if (emailVerified) proveAddress(db, id, email, now);
      proveUsername(db, id, username, now);
    },
    { behavior: "immediate" },
  );
}
