// Ends whatever else could open an account that an institution's sign-in opens for the first time:
// another person may have a first link to it.

import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { oneTimeLinks, sessions, tokens } from "../db/auth-schema.ts";

export function closeOtherWays(db: Pick<Db, "delete">, userId: string): void {
  for (const table of [oneTimeLinks, sessions, tokens] as const)
    db.delete(table).where(eq(table.userId, userId)).run();
}
