// A launch between the platform's frame and our window: the frame has no session, so it shows a
// link that opens a window, once, within a minute. The row contains the person's name and address
// until it expires.

import { and, eq, gt, lt } from "drizzle-orm";
import { hashSecret, newId, newSecret } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { type LtiLaunch, ltiOpenings } from "../db/lti-schema.ts";
import { MINUTE_MS } from "../durations.ts";

export const LINK_LASTS_MS = MINUTE_MS;
/** The user reads a question and may sign in before answering it. */
const QUESTION_LASTS_MS = 10 * MINUTE_MS;

export interface Opening {
  platformId: string;
  launch: LtiLaunch;
}

/** Returns the secret of the link. */
export function addOpening(db: Db, { platformId, launch }: Opening, now = new Date()): string {
  const secret = newSecret();
  db.delete(ltiOpenings).where(lt(ltiOpenings.expiresAt, now)).run();
  db.insert(ltiOpenings)
    .values({
      id: newId(),
      state: "waiting",
      hash: hashSecret(secret),
      platformId,
      launch,
      createdAt: now,
      expiresAt: new Date(now.getTime() + LINK_LASTS_MS),
    })
    .run();
  return secret;
}

/** For the link: only the first call gets it. undefined: no such link, used, or too late. */
export function useOpening(db: Db, secret: string, now = new Date()): Opening | undefined {
  return take(db, secret, "waiting", now);
}

/**
 * Keeps an opening that has been taken for a question to the user. Returns the ticket for the
 * answer.
 */
export function askAboutOpening(db: Db, { platformId, launch }: Opening, now = new Date()): string {
  const ticket = newSecret();
  db.insert(ltiOpenings)
    .values({
      id: newId(),
      state: "asked",
      hash: hashSecret(ticket),
      platformId,
      launch,
      createdAt: now,
      expiresAt: new Date(now.getTime() + QUESTION_LASTS_MS),
    })
    .run();
  return ticket;
}

/** For the question's page, which may be shown again after a mistake. */
export function selectOptionalAsked(
  db: Pick<Db, "select">,
  ticket: string,
  now = new Date(),
): Opening | undefined {
  return db
    .select({ platformId: ltiOpenings.platformId, launch: ltiOpenings.launch })
    .from(ltiOpenings)
    .where(isOpen(ticket, "asked", now))
    .get();
}

/** For the answer. */
export function useAsked(db: Db, ticket: string, now = new Date()): Opening | undefined {
  return take(db, ticket, "asked", now);
}

function take(db: Db, secret: string, state: "waiting" | "asked", now: Date): Opening | undefined {
  return db
    .delete(ltiOpenings)
    .where(isOpen(secret, state, now))
    .returning({ platformId: ltiOpenings.platformId, launch: ltiOpenings.launch })
    .get();
}

function isOpen(secret: string, state: "waiting" | "asked", now: Date) {
  return and(
    eq(ltiOpenings.hash, hashSecret(secret)),
    eq(ltiOpenings.state, state),
    gt(ltiOpenings.expiresAt, now),
  );
}
