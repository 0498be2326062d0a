// The queries of the settings page: sessions and tokens. Each requires the user's id.

import { and, count, desc, eq, gt, ne } from "drizzle-orm";
import { hashSecret, newId, newSecret } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { sessions, tokens } from "../db/auth-schema.ts";
import { DAY_MS } from "../durations.ts";

const TOKEN_PREFIX = "gradus_";
export const MAX_TOKENS = 20;

export interface SessionRow {
  id: string;
  userAgent: string | null;
  createdAt: Date;
  /** Rounded to the day. */
  updatedAt: Date;
}

/** The sessions that have not expired; the newest first. */
export function selectSessions(db: Db, userId: string, now = new Date()): SessionRow[] {
  return db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      updatedAt: sessions.updatedAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.createdAt))
    .all();
}

/** False if the user has no such session. */
export function endSession(db: Db, userId: string, id: string): boolean {
  return (
    db
      .delete(sessions)
      .where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
      .run().changes > 0
  );
}

/** Ends all sessions except `exceptId`. */
export function endSessions(db: Db, userId: string, exceptId?: string): void {
  db.delete(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        exceptId === undefined ? undefined : ne(sessions.id, exceptId),
      ),
    )
    .run();
}

export interface TokenRow {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

export function selectTokens(db: Db, userId: string): TokenRow[] {
  return db
    .select({
      id: tokens.id,
      name: tokens.name,
      createdAt: tokens.createdAt,
      lastUsedAt: tokens.lastUsedAt,
      expiresAt: tokens.expiresAt,
    })
    .from(tokens)
    .where(eq(tokens.userId, userId))
    .orderBy(desc(tokens.createdAt), desc(tokens.id))
    .all();
}

/**
 * Returns the token, which cannot be read again; undefined if the user has the maximum number.
 * `days` null: valid until revoked.
 */
export function makeToken(
  db: Db,
  userId: string,
  name: string,
  days: number | null,
  now = new Date(),
): string | undefined {
  return db.transaction(
    (tx) => {
      const { n } = tx.select({ n: count() }).from(tokens).where(eq(tokens.userId, userId)).get()!;
      if (n >= MAX_TOKENS) return undefined;
      const token = `${TOKEN_PREFIX}${newSecret()}`;
      tx.insert(tokens)
        .values({
          id: newId(),
          userId,
          name,
          hash: hashSecret(token),
          createdAt: now,
          expiresAt: days === null ? null : new Date(now.getTime() + days * DAY_MS),
        })
        .run();
      return token;
    },
    { behavior: "immediate" },
  );
}

/** False if the user has no such token. */
export function revokeToken(db: Db, userId: string, id: string): boolean {
  return (
    db
      .delete(tokens)
      .where(and(eq(tokens.userId, userId), eq(tokens.id, id)))
      .run().changes > 0
  );
}
