// Changes a user's site role: owner, or creator of courses. Only an owner may, and there is always
// at least one owner.

import { and, count, eq, ne } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { type SiteRole, users } from "../db/schema.ts";
import { accounts, oneTimeLinks } from "../db/auth-schema.ts";

export type RoleRefusal = "lastOwner" | "neverSignedIn";

/** Whether the account has a way to sign in: a password, or an institution. */
function canSignIn(db: Pick<Db, "select">, userId: string): boolean {
  return (
    db.select({ id: accounts.id }).from(accounts).where(eq(accounts.userId, userId)).get() !==
    undefined
  );
}

/**
 * The reason of a refusal; undefined on success. An account that has never signed in gets no role,
 * because anyone with its first link would get it. For the same reason, older links for a new
 * password become invalid.
 */
export function changeSiteRole(
  db: Db,
  actorId: string,
  userId: string,
  role: SiteRole | null,
  now = new Date(),
): RoleRefusal | undefined {
  return db.transaction(
    (tx): RoleRefusal | undefined => {
      const before = tx
        .select({ siteRole: users.siteRole })
        .from(users)
        .where(eq(users.id, userId))
        .get();
      if (before === undefined || before.siteRole === role) return undefined;
      if (before.siteRole === "owner") {
        const { others } = tx
          .select({ others: count() })
          .from(users)
          .where(and(eq(users.siteRole, "owner"), ne(users.id, userId)))
          .get()!;
        if (others === 0) return "lastOwner";
      }
      if (role !== null && !canSignIn(tx, userId)) return "neverSignedIn";
      tx.update(users).set({ siteRole: role, updatedAt: now }).where(eq(users.id, userId)).run();
      if (role !== null)
        tx.delete(oneTimeLinks)
          .where(and(eq(oneTimeLinks.userId, userId), eq(oneTimeLinks.kind, "reset")))
          .run();
      recordAudit(
        tx,
        { action: "site-role.change", actorId, userId, before, after: { siteRole: role } },
        now,
      );
      return undefined;
    },
    { behavior: "immediate" },
  );
}
