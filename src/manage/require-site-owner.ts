// The site's owner, signed in; to anybody else nothing is there.

import { HTTPException } from "hono/http-exception";
import type { AppContext } from "../http/environment.ts";

/** Returns the owner's id. */
export function requireSiteOwner(c: AppContext): string {
  const viewer = c.get("viewer");
  // A token is for sending submissions; whoever finds one must not run the site with it.
  if (viewer.siteRole !== "owner" || c.get("hasToken")) throw new HTTPException(404);
  return viewer.userId;
}
