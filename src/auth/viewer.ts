// Identifies the user of a request, by a session cookie or by a token of the command line.

import { eq } from "drizzle-orm";
import { createMiddleware } from "hono/factory";
import { isDiskFull } from "../db/disk-full.ts";
import { hashSecret } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { SITE_ROLES, users } from "../db/schema.ts";
import { tokens } from "../db/auth-schema.ts";
import { readServerSecret } from "../db/server-secret.ts";
import { type AppContext, type AppEnv, NOBODY, type Viewer } from "../http/environment.ts";
import type { Auth } from "./better-auth.ts";
import { passCookies } from "./pass-cookies.ts";
import { createSessionReader } from "./read-session.ts";
import { MINUTE_MS } from "../durations.ts";

const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-)?gradus\.session_token=/;

export function identifyViewer(auth: Auth, db: Db) {
  const readSession = createSessionReader(db, readServerSecret(db));
  return createMiddleware<AppEnv>(async (c, next) => {
    const bearer = /^Bearer (\S{1,200})$/.exec(c.req.header("authorization") ?? "")?.[1];
    c.set("hasToken", bearer !== undefined);
    c.set(
      "viewer",
      bearer !== undefined
        ? selectTokenViewer(db, bearer)
        : (readSession(c.req.header("cookie") ?? "") ?? (await selectSessionViewer(auth, c))),
    );
    await next();
  });
}

async function selectSessionViewer(auth: Auth, c: AppContext): Promise<Viewer> {
  const requestHeaders = c.req.raw.headers;
  // Without a cookie, the database is not read. Most requests before a class's first lesson are
  // like this.
  if (!SESSION_COOKIE.test(requestHeaders.get("cookie") ?? "")) return NOBODY;
  const ask = { headers: requestHeaders, returnHeaders: true } as const;
  const answer = await auth.api
    .getSession(ask)
    // If the session cannot be extended (the disk is full), it stays as it is: no user is signed
    // out for this.
    .catch(() => auth.api.getSession({ ...ask, query: { disableRefresh: true } }))
    .catch(() => null);
  // The cookie of an extended session lasts as long as the session; that of an ended session is
  // deleted.
  if (answer !== null) passCookies(c, answer.headers);
  const found = answer?.response ?? null;
  if (found === null) return NOBODY;
  const { user } = found;
  if (user.isAnonymous === true)
    return { kind: "guest", userId: user.id, name: "", siteRole: null };
  return {
    kind: "member",
    userId: user.id,
    name: user.name,
    siteRole: SITE_ROLES.find((role) => role === user.siteRole) ?? null,
  };
}

const USED_STEP_MS = MINUTE_MS;

function selectTokenViewer(db: Db, secret: string): Viewer {
  const row = db
    .select({
      id: tokens.id,
      lastUsedAt: tokens.lastUsedAt,
      expiresAt: tokens.expiresAt,
      userId: users.id,
      name: users.name,
    })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(eq(tokens.hash, hashSecret(secret)))
    .get();
  const now = new Date();
  if (row === undefined || (row.expiresAt !== null && row.expiresAt <= now)) return NOBODY;
  // Rounded to the minute: a program that polls must not write each time.
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > USED_STEP_MS)
    noteUse(db, row.id, now);
  return { kind: "member", userId: row.userId, name: row.name, siteRole: null, isByToken: true };
}

/** Reading still works with a full disk. */
function noteUse(db: Db, tokenId: string, now: Date): void {
  try {
    db.update(tokens).set({ lastUsedAt: now }).where(eq(tokens.id, tokenId)).run();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
  }
}
