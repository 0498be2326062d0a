// Finds the signed-in user by the cookie with one signature and one row. Every request runs this,
// and better-auth's own code takes some milliseconds. All other cases (no such row, expired, due to
// be extended) are left to better-auth.

import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { hashSecret } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { users } from "../db/schema.ts";
import { sessions } from "../db/auth-schema.ts";
import type { Viewer } from "../http/environment.ts";
import { SESSION_LASTS_SECONDS, SESSION_PROLONGED_SECONDS } from "./better-auth.ts";

const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-)?gradus\.session_token=([^;\s]+)/;

/** undefined: ask better-auth. */
export type SessionReader = (cookies: string) => Viewer | undefined;

export function createSessionReader(
  db: Db,
  secret: string,
  now: () => Date = () => new Date(),
): SessionReader {
  const find = db
    .select({
      expiresAt: sessions.expiresAt,
      userId: users.id,
      name: users.name,
      siteRole: users.siteRole,
      isAnonymous: users.isAnonymous,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.token, sql.placeholder("token")))
    .prepare();
  const key = createSecretKey(secret, "utf8");
  return (cookies) => {
    const token = readSignedValue(SESSION_COOKIE.exec(cookies)?.[1], key);
    if (token === undefined) return undefined;
    const row = find.get({ token: hashSecret(token) });
    if (row === undefined) return undefined;
    const secondsLeft = (row.expiresAt.getTime() - now().getTime()) / 1000;
    if (secondsLeft <= SESSION_LASTS_SECONDS - SESSION_PROLONGED_SECONDS) return undefined;
    if (row.isAnonymous === true)
      return { kind: "guest", userId: row.userId, name: "", siteRole: null };
    return { kind: "member", userId: row.userId, name: row.name, siteRole: row.siteRole };
  };
}

/**
 * "value.signature", percent-encoded; undefined unless the signature (HMAC-SHA256, base64) is ours.
 */
function readSignedValue(cookie: string | undefined, key: KeyObject): string | undefined {
  const text = cookie === undefined ? "" : decode(cookie);
  const at = text.lastIndexOf(".");
  if (at < 1) return undefined;
  const value = text.slice(0, at);
  const given = Buffer.from(text.slice(at + 1), "base64");
  const wanted = createHmac("sha256", key).update(value).digest();
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? value : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
