// Marks the browser that starts a login, so that a platform's answer is accepted from no other. The
// request that brings the answer comes from the platform's site: the cookie must be one that such a
// request carries, also in a frame. It is no session, and grants nothing by itself.
//
// Two logins that begin at the same time, such as those of two frames of a page, set a cookie each,
// under a name of its own: under one name, the second would take the place of the first.

import { getCookie } from "hono/cookie";
import { newSecret } from "../db/id.ts";
import { setFrameCookie } from "../http/cookies.ts";
import type { AppContext } from "../http/environment.ts";
import { hashBrowser, type LoginState, STATE_LASTS_SECONDS } from "./login-state.ts";

const PREFIX = "gradus.lti.";
/** Of the secret, for the name. */
const NAMED_BY = 8;

/** Returns the secret, which is the same for several logins of one browser. */
export function markBrowser(c: AppContext): string {
  const secret = readSecrets(c)[0] ?? newSecret();
  // Where the browser does not store it, the user confirms by a click alone.
  setFrameCookie(c, `${PREFIX}${secret.slice(0, NAMED_BY)}`, secret, {
    path: "/lti",
    maxAge: STATE_LASTS_SECONDS,
  });
  return secret;
}

/** missing: browsers may block the cookie in a frame. */
export function compareBrowser(
  c: AppContext,
  { browser }: Pick<LoginState, "browser">,
): "same" | "other" | "missing" {
  const secrets = readSecrets(c);
  if (secrets.length === 0) return "missing";
  return secrets.some((secret) => hashBrowser(secret) === browser) ? "same" : "other";
}

function readSecrets(c: AppContext): string[] {
  return Object.entries(getCookie(c))
    .filter(([name, value]) => name.startsWith(PREFIX) && /^[0-9a-z]{40}$/.test(value))
    .map(([, value]) => value);
}
