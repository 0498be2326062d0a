// What a way to sign in is called: a learning platform has a name of its own. The others are named
// by the page.

import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { ltiPlatforms } from "../db/lti-schema.ts";

const PLATFORM = "lti:";

/** `provider`: as in `accounts`. undefined: it has no name of its own. */
export function nameSignIn(db: Pick<Db, "select">, provider: string): string | undefined {
  if (!provider.startsWith(PLATFORM)) return undefined;
  return db
    .select({ name: ltiPlatforms.name })
    .from(ltiPlatforms)
    .where(eq(ltiPlatforms.id, provider.slice(PLATFORM.length)))
    .get()?.name;
}
