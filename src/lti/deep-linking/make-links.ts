// What was picked becomes assignments. The person whom the platform names acts: they get their
// account and their place in the course as if they had opened a link.

import { ensureAccountOf } from "../../auth/outside-identity.ts";
import type { Language } from "../../../grader/doors/packs.ts";
import { createAssignments } from "../../courses/assignment-pages/save-assignment.ts";
import type { Db } from "../../db/open.ts";
import { createCourse } from "../../membership/create-course.ts";
import { joinByLaunch } from "../arrive-by-launch.ts";
import { linkCourse } from "../link-course.ts";
import { nameProvider } from "../select-platform.ts";
import { mayCreate, selectStanding } from "./find-standing.ts";
import { isOver, type Picking, selectOptionalPicking, storePicked } from "./pickings.ts";
import type { Choice } from "./read-choice.ts";

interface Defaults {
  timeZone: string;
  language: Language;
}

/**
 * Stores the assignments in the picking, those that exist first. False if the person may not create
 * any, or no longer. One transaction.
 */
export function makeLinks(
  db: Db,
  secret: string,
  choice: Choice,
  defaults: Defaults,
  now = new Date(),
): boolean {
  return db.transaction(
    () => {
      const picking = selectOptionalPicking(db, secret);
      if (picking === undefined || isOver(picking, now)) return false;
      // The same form was sent twice.
      if (picking.launch.picking.picked !== null) return true;
      const made = choice.offers.length === 0 ? [] : create(db, picking, choice, defaults, now);
      if (made === undefined) return false;
      storePicked(db, picking, [...choice.assignmentIds, ...made]);
      return true;
    },
    { behavior: "immediate" },
  );
}

function create(
  db: Db,
  { platformId, launch }: Picking,
  { offers, settings, newCourse }: Choice,
  { timeZone, language }: Defaults,
  now: Date,
): string[] | undefined {
  const standing = selectStanding(db, platformId, launch);
  if (!mayCreate(standing) || (standing.course === null && newCourse === null)) return undefined;
  const { subject, name, email } = launch;
  const person = { provider: nameProvider(platformId), subject, name, email };
  const actorId = ensureAccountOf(db, person, now);
  let courseId = joinByLaunch(db, launch, actorId, now);
  if (standing.course === null) {
    courseId = createCourse(db, newCourse!, actorId, { timeZone, language, now });
    linkCourse(db, launch.contextId, courseId, actorId, now);
  }
  const picks = offers.map(({ pack, id, hash }) => ({
    packId: pack,
    exerciseId: id,
    versionHash: hash,
  }));
  return createAssignments(db, { courseId: courseId!, actorId }, picks, settings, now);
}
