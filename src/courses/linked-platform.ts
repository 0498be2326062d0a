// Whether a course of a learning platform is linked to a course here.

import { eq } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { ltiContexts } from "../db/lti-schema.ts";

export function hasLinkedPlatform(db: Pick<Db, "select">, courseId: string): boolean {
  return (
    db
      .select({ id: ltiContexts.id })
      .from(ltiContexts)
      .where(eq(ltiContexts.courseId, courseId))
      .limit(1)
      .get() !== undefined
  );
}
