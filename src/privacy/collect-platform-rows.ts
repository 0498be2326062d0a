// The parts of a person's data that concern learning platforms and other ways to sign in.

import { and, asc, eq, ne, sql } from "drizzle-orm";
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
import { selectOptionalPlatformName } from "../settings/select-platform-name.ts";

/** Accounts of other systems by which they sign in here. */
export function collectSignIns(db: Db, userId: string) {
  return db
    .select({
      provider: accounts.providerId,
      subject: accounts.accountId,
      createdAt: accounts.createdAt,
    })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), ne(accounts.providerId, "credential")))
    .orderBy(asc(accounts.createdAt), asc(accounts.id))
    .all()
    .map((row) => ({ name: selectOptionalPlatformName(db, row.provider) ?? null, ...row }));
}

const place = { platform: ltiPlatforms.name, platformCourse: ltiContexts.title };
const isPlatform = eq(ltiPlatforms.id, ltiContexts.platformId);

/** Their places in courses of platforms, as the platforms have named them. */
export function collectPlatformCourses(db: Db, userId: string) {
  return db
    .select({
      ...place,
      subject: ltiPeople.subject,
      role: ltiPeople.role,
      sections: ltiPeople.sections,
      isTestStudent: ltiPeople.isTestStudent,
      launchedAt: ltiPeople.launchedAt,
      goneAt: ltiPeople.goneAt,
      createdAt: ltiPeople.createdAt,
    })
    .from(ltiPeople)
    .innerJoin(ltiContexts, eq(ltiContexts.id, ltiPeople.contextId))
    .innerJoin(ltiPlatforms, isPlatform)
    .where(eq(ltiPeople.userId, userId))
    .orderBy(asc(ltiPeople.createdAt), asc(ltiPeople.subject))
    .all();
}

/** What was sent to platforms as their present scores. */
export function collectPlatformScores(db: Db, userId: string) {
  return db
    .select({
      ...place,
      assignment: ltiScores.assignmentId,
      subject: ltiScores.subject,
      sent: ltiScores.sent,
      sentTimestamp: ltiScores.sentTimestamp,
      dueAt: ltiScores.dueAt,
      tries: ltiScores.tries,
      error: ltiScores.error,
    })
    .from(ltiScores)
    .innerJoin(ltiContexts, eq(ltiContexts.id, ltiScores.contextId))
    .innerJoin(ltiPlatforms, isPlatform)
    .where(eq(ltiScores.userId, userId))
    .orderBy(asc(ltiScores.assignmentId), asc(ltiScores.subject))
    .all();
}

/** Each time that a score was sent. */
export function collectPlatformSendings(db: Db, userId: string) {
  return db
    .select({
      ...place,
      assignment: ltiSendings.assignmentId,
      at: ltiSendings.at,
      score: ltiSendings.score,
      outcome: ltiSendings.outcome,
    })
    .from(ltiSendings)
    .innerJoin(ltiContexts, eq(ltiContexts.id, ltiSendings.contextId))
    .innerJoin(ltiPlatforms, isPlatform)
    .where(eq(ltiSendings.userId, userId))
    .orderBy(asc(ltiSendings.id))
    .all();
}

/** Launches whose window has not been opened: they contain a name and an address, for minutes. */
export function collectPlatformLaunches(db: Db, userId: string) {
  return db
    .select({
      platform: ltiPlatforms.name,
      launch: ltiOpenings.launch,
      createdAt: ltiOpenings.createdAt,
    })
    .from(ltiOpenings)
    .innerJoin(ltiPlatforms, eq(ltiPlatforms.id, ltiOpenings.platformId))
    .where(
      sql`exists (
        select 1 from ${accounts} where ${accounts.userId} = ${userId}
          and ${accounts.providerId} = 'lti:' || ${ltiOpenings.platformId}
          and ${accounts.accountId} = json_extract(${ltiOpenings.launch}, '$.subject'))`,
    )
    .orderBy(asc(ltiOpenings.createdAt))
    .all();
}
