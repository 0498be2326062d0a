// The sign-ins that browsers have begun at the CAS server and not yet finished. A state returns
// once, within ten minutes, and only in the browser that began: the database has hashes of the state
// and of the value of that browser's cookie. Rows of `verifications`, which are deleted once a day
// when they have expired, and with the account that they name.

import { timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { hashSecret, newId, newSecret } from "../../db/id.ts";
import type { Db } from "../../db/open.ts";
import { verifications } from "../../db/auth-schema.ts";
import { MINUTE_MS } from "../../durations.ts";
import { setSiteCookie } from "../../http/cookies.ts";
import type { AppContext } from "../../http/environment.ts";

const COOKIE = "gradus.cas";
const LASTS_MS = 10 * MINUTE_MS;

const begun = z.strictObject({
  browser: z.string(),
  next: z.string(),
  join: z.string(),
  /** Whether an account may be created. */
  maySignUp: z.boolean(),
  /** The signed-in user who connects the identity; null for a sign-in. */
  connects: z.string().nullable(),
});

export type Begun = Omit<z.infer<typeof begun>, "browser">;

/** Returns the state for the server's address, and marks the browser. */
export function beginSignIn(
  db: Pick<Db, "insert">,
  c: AppContext,
  values: Begun,
  now = new Date(),
): string {
  const state = newSecret();
  // A second tab continues to work.
  const browser = readBrowser(c) ?? newSecret();
  const isHttps = c.get("site").origin.startsWith("https:");
  setSiteCookie(c, COOKIE, browser, {
    ...(isHttps ? { prefix: "secure" } : {}),
    secure: isHttps,
    maxAge: LASTS_MS / 1000,
  });
  db.insert(verifications)
    .values({
      id: newId(),
      identifier: nameRow(state),
      value: JSON.stringify({ ...values, browser: hashSecret(browser) }),
      expiresAt: new Date(now.getTime() + LASTS_MS),
      createdAt: now,
      updatedAt: now,
    })
    .run();
  return state;
}

/** Uses up the state; undefined if it is unknown, expired, used, or another browser's. */
export function takeSignIn(
  db: Db,
  c: AppContext,
  state: string,
  now = new Date(),
): Begun | undefined {
  const browser = readBrowser(c);
  if (browser === undefined) return undefined;
  return db.transaction(
    () => {
      const row = db
        .select()
        .from(verifications)
        .where(eq(verifications.identifier, nameRow(state)))
        .get();
      if (row === undefined || row.expiresAt <= now) return undefined;
      const { browser: expected, ...values } = begun.parse(JSON.parse(row.value));
      if (!timingSafeEqual(Buffer.from(hashSecret(browser)), Buffer.from(expected)))
        return undefined;
      db.delete(verifications).where(eq(verifications.id, row.id)).run();
      return values;
    },
    { behavior: "immediate" },
  );
}

function nameRow(state: string): string {
  return `cas:${hashSecret(state)}`;
}

function readBrowser(c: AppContext): string | undefined {
  const isHttps = c.get("site").origin.startsWith("https:");
  const value = isHttps ? getCookie(c, COOKIE, "secure") : getCookie(c, COOKIE);
  return value !== undefined && /^[0-9a-z]{40}$/.test(value) ? value : undefined;
}
