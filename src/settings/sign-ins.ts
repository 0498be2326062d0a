// The accounts of the institution and of learning platforms that are connected to an account here.
// The last way to sign in cannot be removed.

import { and, asc, eq, ne } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { accounts } from "../db/auth-schema.ts";
import { nameSignIn } from "./name-sign-in.ts";

export interface ConnectedRow {
  id: string;
  /** Its own name; undefined: that of the institution. */
  name: string | undefined;
  createdAt: Date;
}

export function selectConnected(db: Pick<Db, "select">, userId: string): ConnectedRow[] {
  return db
    .select({ id: accounts.id, createdAt: accounts.createdAt, provider: accounts.providerId })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), ne(accounts.providerId, "credential")))
    .orderBy(asc(accounts.createdAt), asc(accounts.id))
    .all()
    .map(({ provider, ...row }) => ({ ...row, name: nameSignIn(db, provider) }));
}

/** none: the user has no such way to sign in. last: it is the only one, and stays. */
export function disconnect(
  db: Db,
  userId: string,
  id: string,
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
      if (ways.length === 1) return "last";
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
