// Requires a session instead of a token: a stolen token must not be enough to create another one,
// or to lock its owner out.

import { HTTPException } from "hono/http-exception";
import type { AppContext } from "./environment.ts";

/** Returns the user's id. Throws 401 for visitors and guests, 403 for a token. */
export function requireSession(c: AppContext): string {
  const viewer = c.get("viewer");
  if (viewer.kind !== "member") throw new HTTPException(401);
  if (c.get("hasToken")) throw new HTTPException(403);
  return viewer.userId;
}
