// Remembers the browsers in which a user has signed in to an account with its password. A cookie
// marks them, so that they are not locked out when others guess the account's password
// (take-try.ts). The cookie grants no access: it only decides where a wrong password is counted.
//
// The cookie has an entry for each account: hash of the account's id . random id of the browser .
// signature. The signature includes the hash of the password, so a new password invalidates all
// older entries.

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { getCookie } from "hono/cookie";
import type { Config } from "../config.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { accounts } from "../db/auth-schema.ts";
import { setSiteCookie } from "../http/cookies.ts";
import type { AppContext } from "../http/environment.ts";
import { DAY_SECONDS } from "../durations.ts";

const COOKIE = "gradus.known_browser";
/** The longest lifetime that browsers allow. */
const LASTS_SECONDS = 400 * DAY_SECONDS;
/**
 * The limit for one browser, such as a shared one in a computer room; the oldest sign-in is removed
 * first.
 */
const MAX_ACCOUNTS = 20;

export interface KnownBrowsers {
  /** The id by which the account knows this browser; undefined if it is unknown. */
  find: (c: AppContext, userId: string) => string | undefined;
  /** Call after a sign-in or an equal proof. Does nothing for an account without a password. */
  remember: (c: AppContext, userId: string) => void;
}

export function createKnownBrowsers(
  db: Db,
  config: Pick<Config, "publicUrl">,
  secret: string,
): KnownBrowsers {
  const isHttps = config.publicUrl.startsWith("https:");
  const prefix = isHttps ? ({ prefix: "secure" } as const) : {};

  const selectPassword = (userId: string) =>
    db
      .select({ password: accounts.password })
      .from(accounts)
      .where(and(eq(accounts.userId, userId), eq(accounts.providerId, "credential")))
      .get()?.password ?? undefined;
  const sign = (accountHash: string, browserId: string, password: string) =>
    createHmac("sha256", secret)
      .update(["known browser", accountHash, browserId, password].join("\n"))
      .digest();
  const readEntries = (c: AppContext) =>
    ((isHttps ? getCookie(c, COOKIE, "secure") : getCookie(c, COOKIE)) ?? "")
      .split("~")
      .filter((entry) => entry !== "");

  const find: KnownBrowsers["find"] = (c, userId) => {
    const accountHash = hashAccount(userId);
    const [, browserId = "", signature = ""] =
      readEntries(c)
        .find((entry) => entry.startsWith(`${accountHash}.`))
        ?.split(".") ?? [];
    const password = selectPassword(userId);
    if (browserId === "" || password === undefined) return undefined;
    const given = Buffer.from(signature, "base64url");
    const wanted = sign(accountHash, browserId, password);
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? browserId : undefined;
  };

  const remember: KnownBrowsers["remember"] = (c, userId) => {
    const password = selectPassword(userId);
    if (password === undefined) return;
    const accountHash = hashAccount(userId);
    // The browser keeps its id, because its wrong tries are counted by this id.
    const browserId = find(c, userId) ?? newId();
    const entry = `${accountHash}.${browserId}.${sign(accountHash, browserId, password).toString("base64url")}`;
    const others = readEntries(c).filter((other) => !other.startsWith(`${accountHash}.`));
    setSiteCookie(c, COOKIE, [entry, ...others].slice(0, MAX_ACCOUNTS).join("~"), {
      ...prefix,
      secure: isHttps,
      maxAge: LASTS_SECONDS,
    });
  };

  return { find, remember };
}

function hashAccount(userId: string): string {
  return createHash("sha256").update(`known browser of ${userId}`).digest("base64url").slice(0, 16);
}
