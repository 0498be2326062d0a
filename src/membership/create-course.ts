// Creates a course, with its owner and a first join link.

import type { Language } from "../../grader/doors/packs.ts";
import { newId } from "../db/id.ts";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { courses, enrolments } from "../db/schema.ts";
import { makeJoinLink } from "./join-links.ts";

export const MAX_TITLE_LENGTH = 120;

/** With its creator as owner, and a first join link. Returns its id. */
export function createCourse(
  db: Db,
  title: string,
  ownerId: string,
  {
    timeZone = "UTC",
    language = "en",
    now = new Date(),
  }: { timeZone?: string; language?: Language; now?: Date } = {},
): string {
  return db.transaction(
    (tx) => {
      const id = newId();
      tx.insert(courses).values({ id, title, timeZone, language, createdAt: now }).run();
      tx.insert(enrolments)
        .values({ courseId: id, userId: ownerId, role: "owner", joinedAt: now })
        .run();
      makeJoinLink(tx, id, {}, now);
      recordAudit(
        tx,
        { action: "course.create", actorId: ownerId, courseId: id, after: { timeZone, language } },
        now,
      );
      return id;
    },
    { behavior: "immediate" },
  );
}
