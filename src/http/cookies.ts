// Gradus's own cookies, sent only to this site, even if it shares its host with others.
// (better-auth sets the session cookies, with the same path.)

import { deleteCookie, setCookie } from "hono/cookie";
import type { AppContext } from "./environment.ts";

type CookieOptions = Omit<
  NonNullable<Parameters<typeof setCookie>[3]>,
  "path" | "domain" | "httpOnly" | "sameSite"
>;

/** Scripts cannot read it, and requests from other sites do not carry it. */
export function setSiteCookie(
  c: AppContext,
  name: string,
  value: string,
  options: CookieOptions = {},
): void {
  setCookie(c, name, value, {
    ...options,
    path: c.get("site").cookiePath,
    httpOnly: true,
    sameSite: "Lax",
  });
}

/**
 * Scripts cannot read it. Requests from other sites carry it, and requests of a frame too, where
 * browsers allow it. `path`: a path of the site. It must grant nothing by itself.
 */
export function setFrameCookie(
  c: AppContext,
  name: string,
  value: string,
  { path, maxAge }: { path: string; maxAge: number },
): void {
  setCookie(c, name, value, {
    path: c.get("site").link(path),
    maxAge,
    httpOnly: true,
    // Browsers accept these for "localhost" without HTTPS too. Elsewhere without HTTPS, the cookie
    // is not stored.
    secure: true,
    sameSite: "None",
    partitioned: true,
  });
}

export function deleteSiteCookie(c: AppContext, name: string): void {
  deleteCookie(c, name, { path: c.get("site").cookiePath });
}
