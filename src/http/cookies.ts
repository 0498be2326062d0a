// Cookies of our own: sent to this site alone, also if it shares its host with others. (Those of a
// session are set by better-auth, on the same path.)

import { deleteCookie, setCookie } from "hono/cookie";
import type { AppContext } from "./environment.ts";

type CookieOptions = Omit<
  NonNullable<Parameters<typeof setCookie>[3]>,
  "path" | "domain" | "httpOnly" | "sameSite"
>;

/** No script can read it, and no request that another site makes carries it. */
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

export function deleteSiteCookie(c: AppContext, name: string): void {
  deleteCookie(c, name, { path: c.get("site").cookiePath });
}
