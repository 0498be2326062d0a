// Whether a user owns the site, with a session or a token. What a request may do depends on its
// viewer (http/environment.ts), not on this.

import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";

export function ownsSite(db: Db, userId: string): boolean {
  return (
    db.select({ siteRole: users.siteRole }).from(users).where(eq(users.id, userId)).get()
      ?.siteRole === "owner"
  );
}
