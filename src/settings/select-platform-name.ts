// The name of the learning platform that an identity belongs to. Other identities are named by
// auth/institutions.ts.

import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { ltiPlatforms } from "../db/lti-schema.ts";

const PLATFORM = "lti:";

/** `provider`: as in `accounts`. undefined: it is no learning platform's. */
export function selectOptionalPlatformName(
  db: Pick<Db, "select">,
  provider: string,
): string | undefined {
  if (!provider.startsWith(PLATFORM)) return undefined;
  return db
    .select({ name: ltiPlatforms.name })
    .from(ltiPlatforms)
    .where(eq(ltiPlatforms.id, provider.slice(PLATFORM.length)))
    .get()?.name;
}
