// An archived course can be read, but not changed.

import { RefusedError } from "../http/errors.ts";
import type { CourseView } from "./course-view.ts";

/** Throws `RefusedError` for an archived course. */
export function requireOpen({ archivedAt }: Pick<CourseView, "archivedAt">): void {
  if (archivedAt !== null) throw new RefusedError("course-archived", { key: "course.isArchived" });
}
