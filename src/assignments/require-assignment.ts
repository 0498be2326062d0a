// The assignment that a request names. The course's gate (gate.ts) comes first.

import { HTTPException } from "hono/http-exception";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { type Assignment, selectOptionalAssignment } from "./assignments.ts";

/** The assignment of the request's course. Throws 404 if there is none. */
export function requireAssignment(db: Db, c: AppContext): Assignment {
  const assignment = selectOptionalAssignment(
    db,
    c.req.param("id") ?? "",
    c.req.param("assignment") ?? "",
  );
  if (assignment === undefined) throw new HTTPException(404);
  return assignment;
}
