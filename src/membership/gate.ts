// Decides what a request may do in a course, again for every request. What a user may not see looks
// as if it did not exist.

import { getCookie } from "hono/cookie";
import { HTTPException } from "hono/http-exception";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { type CourseView, selectOptionalCourse } from "./course-view.ts";

/** Holds the id of the course that its staff is viewing as a student. */
export const VIEW_AS_COOKIE = "view-as-student";

/**
 * The course that staff is viewing as a student in this browser. It only takes rights away, so a
 * forged cookie gains nothing.
 */
export function readViewedCourse(c: AppContext): string | undefined {
  return getCookie(c, VIEW_AS_COOKIE);
}

/**
 * The course as the request sees it; undefined for users who are not in it (the site owner is in
 * all).
 */
export function findCourse(db: Db, c: AppContext, id: string): CourseView | undefined {
  const course = selectOptionalCourse(db, c.get("viewer"), id);
  return course?.isStaff === true && readViewedCourse(c) === id
    ? { ...course, isStaff: false, canInvite: false, isOwner: false, isViewedAsStudent: true }
    : course;
}

/** For participants and the site owner. Throws 404 for anyone else. */
export function requireCourse(db: Db, c: AppContext, id = c.req.param("id") ?? ""): CourseView {
  const course = findCourse(db, c, id);
  if (course === undefined) throw new HTTPException(404);
  return course;
}

/**
 * For assistants, instructors and owners, who may read everyone's work; throws 404 for anyone else.
 * A request with a token is never staff (`CourseView`).
 */
export function requireStaff(db: Db, c: AppContext, id?: string): CourseView {
  const course = requireCourse(db, c, id);
  if (!course.isStaff) throw new HTTPException(404);
  return course;
}

/** For instructors and owners, who set the rules; throws 404 for anyone else. */
export function requireInstructor(db: Db, c: AppContext, id?: string): CourseView {
  const course = requireStaff(db, c, id);
  if (!course.canInvite) throw new HTTPException(404);
  return course;
}

/** For the course's owners and the site owner; throws 404 for anyone else. */
export function requireCourseOwner(db: Db, c: AppContext, id?: string): CourseView {
  const course = requireInstructor(db, c, id);
  if (!course.isOwner) throw new HTTPException(404);
  return course;
}
