// The site's secret: created at the first start, stored in the database, never shown. It signs
// session cookies, and the seeds of hidden tests are derived from it.

import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { newSecret } from "./id.ts";
import type { Db } from "./open.ts";
import { settings } from "./schema.ts";

const KEY = "session-secret";

export function readServerSecret(db: Db): string {
  db.insert(settings).values({ key: KEY, value: newSecret() }).onConflictDoNothing().run();
  return db.select().from(settings).where(eq(settings.key, KEY)).get()!.value;
}

/**
 * A separate secret for each purpose, so that none of them helps to forge cookies. A restored
 * backup creates the same hidden tests.
 */
export function readHiddenSeedSecret(db: Db): string {
  return createHmac("sha256", readServerSecret(db)).update("gradus hidden seeds").digest("hex");
}

/** Signs the links by which mails to a person are stopped. */
export function readUnsubscribeSecret(db: Db): string {
  return createHmac("sha256", readServerSecret(db)).update("gradus unsubscribe").digest("hex");
}

/** Names the site where several share a service. Nothing can be derived from it. */
export function readSiteId(db: Db): string {
  return createHmac("sha256", readServerSecret(db)).update("gradus site").digest("hex");
}
