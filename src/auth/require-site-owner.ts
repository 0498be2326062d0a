// Restricts pages to the site owner, signed in (a token has no site role). All others get "page not
// found".

import { HTTPException } from "hono/http-exception";
import type { AppContext } from "../http/environment.ts";

/** Returns the owner's id. */
export function requireSiteOwner(c: AppContext): string {
  const viewer = c.get("viewer");
  if (viewer.siteRole !== "owner") throw new HTTPException(404);
  return viewer.userId;
}
