// What a request may do in a course: asked for every request anew. What somebody may not do looks
// to them as if it were not there.

import { getCookie } from "hono/cookie";
import { HTTPException } from "hono/http-exception";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { type CourseView, selectOptionalCourse } from "./queries.ts";

/** Holds the id of the course that its staff look at as a student would. */
export const VIEW_AS_COOKIE = "view-as-student";

/**
 * The course that its staff look at as a student would, in this browser; nothing is decided by it
 * but what they do without.
 */
export function viewedAsStudent(c: AppContext): string | undefined {
  return getCookie(c, VIEW_AS_COOKIE);
}

/** As the request sees it; undefined for those who are not in it (the site's owner is in all). */
export function findCourse(db: Db, c: AppContext, id: string): CourseView | undefined {
  const course = selectOptionalCourse(db, c.get("viewer"), id);
  return course?.isStaff === true && viewedAsStudent(c) === id
    ? { ...course, isStaff: false, canInvite: false, isOwner: false, isViewedAsStudent: true }
    : course;
}

/** For those who are in it, and the site's owner. Throws 404 for anybody else. */
export function requireCourse(db: Db, c: AppContext, id = c.req.param("id") ?? ""): CourseView {
  const course = findCourse(db, c, id);
  if (course === undefined) throw new HTTPException(404);
  return course;
}

/**
 * Assistants, instructors and owners: those who read everybody's work. Nobody is staff by a token
 * (`CourseView`).
 */
export function requireStaff(db: Db, c: AppContext, id?: string): CourseView {
  const course = requireCourse(db, c, id);
  if (!course.isStaff) throw new HTTPException(404);
  return course;
}

/** Instructors and owners: whoever makes the rules. */
export function requireInstructor(db: Db, c: AppContext, id?: string): CourseView {
  const course = requireStaff(db, c, id);
  if (!course.canInvite) throw new HTTPException(404);
  return course;
}

/** The course's owners, and the site's. */
export function requireCourseOwner(db: Db, c: AppContext, id?: string): CourseView {
  const course = requireInstructor(db, c, id);
  if (!course.isOwner) throw new HTTPException(404);
  return course;
}
