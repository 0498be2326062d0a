// What is stored about a person of a learning platform: their places in its courses, and what was
// sent there. The platform's own copy of a score stays there: only the platform can delete it.

import { and, eq, sql } from "drizzle-orm";
import { accounts } from "../db/auth-schema.ts";
import type { Db } from "../db/open.ts";
import {
  ltiContexts,
  ltiOpenings,
  ltiPeople,
  ltiPlatforms,
  ltiScores,
  ltiSendings,
} from "../db/lti-schema.ts";
import { markForgotten } from "../lti/roster/forgotten.ts";

/** Whether a learning platform has sent them here. */
export function isOfPlatform(db: Pick<Db, "select">, userId: string): boolean {
  return selectIdentities(db, userId).length > 0;
}

/** Those by which they sign in, and those that they have disconnected. */
function selectIdentities(db: Pick<Db, "select">, userId: string) {
  const connected = db
    .select({ platformId: ltiPlatforms.id, subject: accounts.accountId })
    .from(accounts)
    .innerJoin(ltiPlatforms, eq(accounts.providerId, sql`'lti:' || ${ltiPlatforms.id}`))
    .where(eq(accounts.userId, userId))
    .all();
  const named = db
    .select({ platformId: ltiContexts.platformId, subject: ltiPeople.subject })
    .from(ltiPeople)
    .innerJoin(ltiContexts, eq(ltiContexts.id, ltiPeople.contextId))
    .where(eq(ltiPeople.userId, userId))
    .all();
  return [...connected, ...named];
}

/** Call it in the transaction of the deletion, before their ways to sign in are deleted. */
export function forgetAtPlatforms(db: Db, userId: string): void {
  for (const { platformId, subject } of selectIdentities(db, userId)) {
    markForgotten(db, platformId, subject);
    db.delete(ltiOpenings)
      .where(
        and(
          eq(ltiOpenings.platformId, platformId),
          sql`json_extract(${ltiOpenings.launch}, '$.subject') = ${subject}`,
        ),
      )
      .run();
  }
  for (const table of [ltiPeople, ltiScores, ltiSendings] as const)
    db.delete(table).where(eq(table.userId, userId)).run();
}
