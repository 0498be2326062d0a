// Marks the browser that starts a login, so that a platform's answer is accepted from no other. The
// request that brings the answer comes from the platform's site: the cookie must be one that such a
// request carries, also in a frame. It is no session, and grants nothing by itself.

import { getCookie, setCookie } from "hono/cookie";
import { newSecret } from "../db/id.ts";
import type { AppContext } from "../http/environment.ts";
import { hashBrowser, type LoginState, STATE_LASTS_SECONDS } from "./login-state.ts";

const COOKIE = "gradus.lti";

/** Returns the secret, which is the same for several logins of one browser. */
export function markBrowser(c: AppContext): string {
  const known = readSecret(c);
  const secret = known ?? newSecret();
  setCookie(c, COOKIE, secret, {
    path: `${c.get("site").base}/lti`,
    maxAge: STATE_LASTS_SECONDS,
    httpOnly: true,
    // Browsers accept these for "localhost" without HTTPS too. Elsewhere without HTTPS, the cookie
    // is not stored, and the user confirms by a click alone.
    secure: true,
    sameSite: "None",
    partitioned: true,
  });
  return secret;
}

/** missing: browsers may block the cookie in a frame. */
export function compareBrowser(
  c: AppContext,
  { browser }: Pick<LoginState, "browser">,
): "same" | "other" | "missing" {
  const secret = readSecret(c);
  if (secret === undefined) return "missing";
  return hashBrowser(secret) === browser ? "same" : "other";
}

function readSecret(c: AppContext): string | undefined {
  const value = getCookie(c, COOKIE);
  return value !== undefined && /^[0-9a-z]{40}$/.test(value) ? value : undefined;
}
