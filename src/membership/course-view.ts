// A course as one person sees it: whether they see it at all, and what they may do there. Decided again
// for every request. gate.ts refuses the rest.

import { eq } from "drizzle-orm";
import type { Language } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { type CourseRole, courses } from "../db/schema.ts";
import { mayBeStaff, type Viewer } from "../http/environment.ts";
import { selectOptionalRole } from "./join-links.ts";

export interface CourseView {
  id: string;
  title: string;
  timeZone: string;
  /** The language of titles in exports. */
  language: Language;
  createdAt: Date;
  archivedAt: Date | null;
  /** null: not a participant, but the site owner. */
  role: CourseRole | null;
  /** May see who is in it. */
  isStaff: boolean;
  /** May create and revoke join links, and change assignments and rules. */
  canInvite: boolean;
  /** May appoint instructors and owners, and archive the course. */
  isOwner: boolean;
  /** Staff viewing it as a student: none of the above applies meanwhile. */
  isViewedAsStudent: boolean;
}

/** undefined if there is none, or if `viewer` is not in it: the two must look the same. */
export function selectOptionalCourse(db: Db, viewer: Viewer, id: string): CourseView | undefined {
  if (viewer.kind !== "member") return undefined;
  const course = db
    .select({
      id: courses.id,
      title: courses.title,
      timeZone: courses.timeZone,
      language: courses.language,
      createdAt: courses.createdAt,
      archivedAt: courses.archivedAt,
    })
    .from(courses)
    .where(eq(courses.id, id))
    .get();
  if (course === undefined) return undefined;
  const role = selectOptionalRole(db, id, viewer.userId) ?? null;
  const isSiteOwner = viewer.siteRole === "owner";
  if (role === null && !isSiteOwner) return undefined;
  const acting = mayBeStaff(viewer) ? role : "student";
  const [isOwner, isStaff] = [
    isSiteOwner || acting === "owner",
    isSiteOwner || (acting !== null && acting !== "student"),
  ];
  return {
    ...course,
    role,
    isStaff,
    canInvite: isOwner || acting === "instructor",
    isOwner,
    isViewedAsStudent: false,
  };
}
