// Starts regrades: one for each selected assignment, all of them or none.

import { eq } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import { chooseTitle } from "../assignments/assignments.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { regrades } from "../db/teaching-schema.ts";
import { RefusedError } from "../http/errors.ts";
import type { Language } from "../../grader/doors/packs.ts";
import type { Choice } from "./queries.ts";
import { selectOptionalOpen } from "./queries.ts";
import { assignments } from "../db/schema.ts";

/**
 * By the version that is offered now, or by the pinned version again. Returns their ids. Throws
 * `RefusedError` if one is already open.
 */
export function startRegrades(
  db: Db,
  picked: readonly Pick<Choice, "assignment" | "offeredHash">[],
  actorId: string,
  language: Language,
  now = new Date(),
): string[] {
  return db.transaction(
    () =>
      picked.map(({ assignment, offeredHash }) => {
        if (selectOptionalOpen(db, assignment.id) !== undefined)
          throw new RefusedError("regrade-under-way", {
            key: "regrade.refused.underWay",
            params: { title: chooseTitle(assignment, language) },
          });
        // Read now: another regrade may have been applied since the page was rendered.
        const pin = db
          .select({ versionHash: assignments.versionHash, regradeId: assignments.regradeId })
          .from(assignments)
          .where(eq(assignments.id, assignment.id))
          .get()!;
        const id = newId();
        const toHash = offeredHash ?? pin.versionHash;
        db.insert(regrades)
          .values({
            id,
            assignmentId: assignment.id,
            fromHash: pin.versionHash,
            fromRegradeId: pin.regradeId,
            toHash,
            createdAt: now,
            createdBy: actorId,
          })
          .run();
        recordAudit(
          db,
          {
            action: "regrade.start",
            actorId,
            courseId: assignment.courseId,
            assignmentId: assignment.id,
            after: { regradeId: id, fromHash: pin.versionHash, toHash },
          },
          now,
        );
        return id;
      }),
    { behavior: "immediate" },
  );
}
