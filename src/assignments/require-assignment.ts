// The assignment that a request names, and who asks. The course's gate (gate.ts) comes first.

import { HTTPException } from "hono/http-exception";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { type Assignment, selectOptionalAssignment } from "./assignments.ts";

/** Of the course that the request names. Throws 404 where it has none like that. */
export function requireAssignment(db: Db, c: AppContext): Assignment {
  const assignment = selectOptionalAssignment(
    db,
    c.req.param("id") ?? "",
    c.req.param("assignment") ?? "",
  );
  if (assignment === undefined) throw new HTTPException(404);
  return assignment;
}

/** Behind a course's gate everybody has an account. */
export const actorOf = (c: AppContext): string => c.get("viewer").userId!;
