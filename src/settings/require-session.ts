// What takes a session: who has got hold of a token must not be able to make another, or to lock
// its owner out.

import { HTTPException } from "hono/http-exception";
import type { AppContext } from "../http/environment.ts";

/** Returns whose it is. Throws 401 for nobody and guests, 403 for a token. */
export function requireSession(c: AppContext): string {
  const viewer = c.get("viewer");
  if (viewer.kind !== "member") throw new HTTPException(401);
  if (c.get("hasToken")) throw new HTTPException(403);
  return viewer.userId;
}
