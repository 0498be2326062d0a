// A platform's course with a grade service, linked to a course: rows, without a platform behind
// them.

import { newId } from "../../../src/db/id.ts";
import type { Db } from "../../../src/db/open.ts";
import { ltiContexts, ltiPlatforms } from "../../../src/db/lti-schema.ts";
import { LINE_ITEM_SCOPE, SCORE_SCOPE } from "../../../src/lti/grades/ags.ts";
import { registerPlatform } from "./platform.ts";

/** Registers the platform if there is none. Returns the id of the context. */
export function addContext(
  db: Db,
  courseId: string,
  fields: Partial<typeof ltiContexts.$inferInsert> = {},
): string {
  const url = "http://127.0.0.1:9";
  const platformId =
    db.select({ id: ltiPlatforms.id }).from(ltiPlatforms).get()?.id ??
    registerPlatform(db, { url, clientId: "gradus-client", deploymentId: "1" });
  const id = newId();
  const now = new Date();
  db.insert(ltiContexts)
    .values({
      id,
      platformId,
      deploymentId: "1",
      contextId: id,
      title: "Machine learning",
      label: "ML",
      courseId,
      linkedAt: now,
      linkedBy: "owner",
      lineItemsUrl: `${url}/lineitems`,
      gradeScopes: [LINE_ITEM_SCOPE, SCORE_SCOPE],
      createdAt: now,
      ...fields,
    })
    .run();
  return id;
}
