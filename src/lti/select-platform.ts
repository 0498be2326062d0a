// Finds the registration that a platform's request belongs to.

import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { ltiPlatforms } from "../db/lti-schema.ts";
import { LtiRefusedError } from "./errors.ts";

export type LtiPlatform = typeof ltiPlatforms.$inferSelect;

/** `provider` of identities in `accounts`. */
export function nameProvider(platformId: string): string {
  return `lti:${platformId}`;
}

/**
 * By issuer and client id. Some platforms leave out the client id: then the issuer must have a
 * single registration. Throws `LtiRefusedError`.
 */
export function selectPlatformOf(
  db: Pick<Db, "select">,
  issuer: string,
  clientId: string,
): LtiPlatform {
  const found = db
    .select()
    .from(ltiPlatforms)
    .where(
      and(
        eq(ltiPlatforms.issuer, issuer),
        isNull(ltiPlatforms.removedAt),
        clientId === "" ? undefined : eq(ltiPlatforms.clientId, clientId),
      ),
    )
    .limit(2)
    .all();
  const [only] = found;
  if (only === undefined || found.length > 1) throw new LtiRefusedError("platform", issuer);
  return only;
}

/** Throws `LtiRefusedError` if it was removed. */
export function selectPlatformById(db: Pick<Db, "select">, id: string): LtiPlatform {
  const platform = db.select().from(ltiPlatforms).where(eq(ltiPlatforms.id, id)).get();
  if (platform === undefined || platform.removedAt !== null)
    throw new LtiRefusedError("platformRemoved");
  return platform;
}
