// The secret addresses of calendars: one a person. The secret has 200 random bits, and the database
// stores only its hash.

import { eq } from "drizzle-orm";
import { hashSecret, newSecret } from "../db/id.ts";
import { calendarFeeds } from "../db/notice-schema.ts";
import type { Db } from "../db/open.ts";
import { HOUR_MS } from "../durations.ts";

/** Reading must not write each time. */
const USED_EACH_MS = HOUR_MS;

/** Returns the secret, which cannot be read again. An earlier address stops working. */
export function makeFeed(db: Db, userId: string, now = new Date()): string {
  const secret = newSecret();
  const row = { hash: hashSecret(secret), createdAt: now, usedAt: null };
  db.insert(calendarFeeds)
    .values({ userId, ...row })
    .onConflictDoUpdate({ target: calendarFeeds.userId, set: row })
    .run();
  return secret;
}

export function revokeFeed(db: Db, userId: string): void {
  db.delete(calendarFeeds).where(eq(calendarFeeds.userId, userId)).run();
}

export type Feed = typeof calendarFeeds.$inferSelect;

export function selectOptionalFeed(db: Db, userId: string): Feed | undefined {
  return db.select().from(calendarFeeds).where(eq(calendarFeeds.userId, userId)).get();
}

/** Whose calendar it is. The hash is looked up, so that the time says nothing about the secret. */
export function selectOptionalReader(db: Db, secret: string, now = new Date()): string | undefined {
  const feed = db
    .select()
    .from(calendarFeeds)
    .where(eq(calendarFeeds.hash, hashSecret(secret)))
    .get();
  if (feed === undefined) return undefined;
  if (feed.usedAt === null || feed.usedAt.getTime() < now.getTime() - USED_EACH_MS)
    db.update(calendarFeeds)
      .set({ usedAt: now })
      .where(eq(calendarFeeds.userId, feed.userId))
      .run();
  return feed.userId;
}
