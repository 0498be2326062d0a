// Whether a browser loads a page before anyone has opened it. Such a page may be shown later without
// another request, or never be looked at.

import type { AppContext } from "./environment.ts";

export function isPrefetch(c: AppContext): boolean {
  return (c.req.header("sec-purpose") ?? c.req.header("purpose") ?? "").includes("prefetch");
}
