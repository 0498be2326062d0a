// Copies the cookies that better-auth sets to our own answer.

import type { AppContext } from "../http/environment.ts";

export function passCookies(c: AppContext, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
}
