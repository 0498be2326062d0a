// Finds the user who acts in a course: the id that the audit log records.

import { HTTPException } from "hono/http-exception";
import type { AppContext } from "./environment.ts";

/** A member's id, which everyone past a course's gate has. Throws 404 for guests and visitors. */
export function requireActor(c: AppContext): string {
  const viewer = c.get("viewer");
  if (viewer.kind !== "member") throw new HTTPException(404);
  return viewer.userId;
}
