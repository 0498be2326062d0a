// The site's secret: made at the first start, kept in the database, never shown. Session cookies
// are signed with it, and the seeds of hidden tests follow from it.

import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { newSecret } from "./id.ts";
import type { Db } from "./open.ts";
import { settings } from "./schema.ts";

const KEY = "session-secret";

export function serverSecret(db: Db): string {
  db.insert(settings).values({ key: KEY, value: newSecret() }).onConflictDoNothing().run();
  return db.select().from(settings).where(eq(settings.key, KEY)).get()!.value;
}

/**
 * A secret of its own, so that nothing which follows from it can be of use for cookies. A restored
 * backup makes the same hidden tests.
 */
export function hiddenSeedSecret(db: Db): string {
  return createHmac("sha256", serverSecret(db)).update("gradus hidden seeds").digest("hex");
}
