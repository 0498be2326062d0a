// Marks the browser that starts a login, so that a platform's answer is accepted from no other. The
// request that brings the answer comes from the platform's site: the cookie must be one that such a
// request carries, also in a frame. It is no session, and grants nothing by itself.

import { getCookie } from "hono/cookie";
import { newSecret } from "../db/id.ts";
import { setFrameCookie } from "../http/cookies.ts";
import type { AppContext } from "../http/environment.ts";
import { hashBrowser, type LoginState, STATE_LASTS_SECONDS } from "./login-state.ts";

const COOKIE = "gradus.lti";

/** Returns the secret, which is the same for several logins of one browser. */
export function markBrowser(c: AppContext): string {
  const known = readSecret(c);
  const secret = known ?? newSecret();
  // Where the browser does not store it, the user confirms by a click alone.
  setFrameCookie(c, COOKIE, secret, { path: "/lti", maxAge: STATE_LASTS_SECONDS });
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
