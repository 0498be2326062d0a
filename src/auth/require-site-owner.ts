// The site's owner, signed in (no token has a site role); to anybody else nothing is there.

import { HTTPException } from "hono/http-exception";
import type { AppContext } from "../http/environment.ts";

/** Returns the owner's id. */
export function requireSiteOwner(c: AppContext): string {
  const viewer = c.get("viewer");
  if (viewer.siteRole !== "owner") throw new HTTPException(404);
  return viewer.userId;
}
