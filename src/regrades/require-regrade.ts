// A regrade and its assignment as they are now, for a transaction that changes them.

import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { assignments } from "../db/schema.ts";
import { regrades } from "../db/teaching-schema.ts";
import type { RegradeRow } from "./queries.ts";

/** Throws if there is none: the caller has already found it. */
export function requireRegrade(
  db: Db,
  id: string,
): { regrade: RegradeRow; assignment: typeof assignments.$inferSelect } {
  const found = db
    .select({ regrade: regrades, assignment: assignments })
    .from(regrades)
    .innerJoin(assignments, eq(assignments.id, regrades.assignmentId))
    .where(eq(regrades.id, id))
    .get();
  if (found === undefined) throw new Error(`no such regrade: ${id}`);
  return found;
}
