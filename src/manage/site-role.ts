// What somebody may do on the whole site: owner, or creator of courses. Given and taken away by an
// owner; there is always an owner left.

import { and, count, eq, ne } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { type SiteRole, users } from "../db/schema.ts";
import { accounts, oneTimeLinks } from "../db/auth-schema.ts";

export type RoleRefusal = "lastOwner" | "neverSignedIn";

/** Whose account has a way to sign in: a password, or an institution's. */
function canSignIn(db: Pick<Db, "select">, userId: string): boolean {
  return (
    db.select({ id: accounts.id }).from(accounts).where(eq(accounts.userId, userId)).get() !==
    undefined
  );
}

/**
 * Why it was not done; undefined where it was. An account that nobody has signed in to gets no
 * role: whoever holds its first link would get it. For the same reason links for a new password
 * that were made before stop working.
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
