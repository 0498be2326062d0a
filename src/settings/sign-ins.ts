// The accounts of the institution and of learning platforms that are connected to an account here.
// The last way to sign in cannot be removed.

import { and, asc, eq, ne } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { accounts } from "../db/auth-schema.ts";
import { selectOptionalPlatformName } from "./select-platform-name.ts";

export interface ConnectedRow {
  id: string;
  /** As in `accounts`; auth/institutions.ts names it, unless it is a learning platform. */
  provider: string;
  /** The name of the learning platform; undefined: it is none. */
  platform: string | undefined;
  createdAt: Date;
}

export function selectConnected(db: Pick<Db, "select">, userId: string): ConnectedRow[] {
  return db
    .select({
      id: accounts.id,
      provider: accounts.providerId,
      createdAt: accounts.createdAt,
    })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), ne(accounts.providerId, "credential")))
    .orderBy(asc(accounts.createdAt), asc(accounts.id))
    .all()
    .map((row) => ({ ...row, platform: selectOptionalPlatformName(db, row.provider) }));
}

/**
 * none: the user has no such way to sign in. last: it is the only one, and stays.
 * `passwordOpens`: the site accepts this user's password.
 */
export function disconnect(
  db: Db,
  userId: string,
  id: string,
  { passwordOpens }: { passwordOpens: boolean },
  now = new Date(),
): "done" | "none" | "last" {
  return db.transaction(
    (tx) => {
      const ways = tx
        .select({ id: accounts.id, provider: accounts.providerId })
        .from(accounts)
        .where(eq(accounts.userId, userId))
        .all();
      const way = ways.find((one) => one.id === id && one.provider !== "credential");
      if (way === undefined) return "none";
      const left = ways.filter(
        (one) => one.id !== id && (passwordOpens || one.provider !== "credential"),
      );
      if (left.length === 0) return "last";
      tx.delete(accounts).where(eq(accounts.id, id)).run();
      recordAudit(
        tx,
        {
          action: "sign-in.disconnect",
          actorId: userId,
          userId,
          before: { provider: way.provider },
        },
        now,
      );
      return "done";
    },
    { behavior: "immediate" },
  );
}
