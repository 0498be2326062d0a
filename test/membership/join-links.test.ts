// Seats in a course, as functions of the database and the time.

import { beforeEach, describe, expect, test } from "vitest";
import {
  joinCourse,
  makeJoinLink,
  revokeJoinLink,
  selectJoinLinks,
  selectOptionalInvitation,
  selectOptionalRole,
} from "../../src/membership/join-links.ts";
import { selectOptionalCourse } from "../../src/membership/course-view.ts";
import { selectUserCourses } from "../../src/membership/select-courses.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { type Db, openDatabase } from "../../src/db/open.ts";
import { COURSE_ROLES, users } from "../../src/db/schema.ts";
import type { Viewer } from "../../src/http/environment.ts";
import { addEnrolment } from "../support/add-enrolment.ts";

const now = new Date("2026-09-01T08:00:00Z");
const later = new Date("2026-09-02T08:00:00Z");

let db: Db;
let course: string;
const addUser = (id: string) =>
  db
    .insert(users)
    .values({ id, name: id, email: `${id}@example.org`, createdAt: now, updatedAt: now })
    .run();
const usesOf = (code: string) =>
  selectJoinLinks(db, course).find((link) => link.code === code)?.uses;

beforeEach(() => {
  db = openDatabase(":memory:");
  for (const id of ["teacher", "ada", "eve"]) addUser(id);
  course = createCourse(db, "Machine learning", "teacher", { now });
});

describe("a course", () => {
  test("belongs to its creator, and starts with a join link", () => {
    expect(selectOptionalRole(db, course, "teacher")).toBe("owner");
    expect(selectJoinLinks(db, course)).toMatchObject([
      { maxUses: null, expiresAt: null, uses: 0 },
    ]);
  });
});

describe("a join link", () => {
  test("adds a user as a student, once; the second time it takes no second seat", () => {
    const code = makeJoinLink(db, course, { maxUses: 2 }, now);
    expect(joinCourse(db, code, "ada", now)).toEqual({ kind: "joined", courseId: course });
    expect(joinCourse(db, code, "ada", now)).toEqual({ kind: "already", courseId: course });
    expect(usesOf(code)).toBe(1);
    expect(selectUserCourses(db, "ada")).toEqual([
      { id: course, title: "Machine learning", role: "student" },
    ]);
  });

  test("has as many seats as it was given", () => {
    const code = makeJoinLink(db, course, { maxUses: 1 }, now);
    expect(joinCourse(db, code, "ada", now).kind).toBe("joined");
    expect(selectOptionalInvitation(db, code, now)?.state).toBe("full");
    expect(joinCourse(db, code, "eve", now)).toEqual({ kind: "closed" });
    expect(usesOf(code)).toBe(1);
  });

  test("expires on time", () => {
    const code = makeJoinLink(db, course, { expiresAt: later }, now);
    expect(selectOptionalInvitation(db, code, new Date(later.getTime() - 1))?.state).toBe("open");
    expect(selectOptionalInvitation(db, code, later)?.state).toBe("expired");
    expect(joinCourse(db, code, "ada", later)).toEqual({ kind: "closed" });
  });

  test("can be revoked by its own course, and members stay members", () => {
    const code = makeJoinLink(db, course, {}, now);
    joinCourse(db, code, "ada", now);
    const { id } = selectJoinLinks(db, course).find((link) => link.code === code)!;
    const other = createCourse(db, "Another", "teacher", { now });
    expect(revokeJoinLink(db, "teacher", other, id, now)).toBe(false);
    expect(selectOptionalInvitation(db, code, now)?.state).toBe("open");
    expect(revokeJoinLink(db, "teacher", course, id, now)).toBe(true);
    expect(joinCourse(db, code, "eve", now)).toEqual({ kind: "closed" });
    expect(joinCourse(db, code, "ada", now)).toEqual({ kind: "already", courseId: course });
  });

  test("does not turn staff into students", () => {
    const code = makeJoinLink(db, course, {}, now);
    expect(joinCourse(db, code, "teacher", now).kind).toBe("already");
    expect(selectOptionalRole(db, course, "teacher")).toBe("owner");
  });

  test("that never existed leads nowhere", () => {
    for (const code of ["", "nosuchcode12", "%"]) {
      expect(selectOptionalInvitation(db, code, now)).toBeUndefined();
      expect(joinCourse(db, code, "ada", now)).toEqual({ kind: "closed" });
    }
  });
});

describe("permissions in a course", () => {
  const viewer = (userId: string, siteRole: "owner" | null = null): Viewer => ({
    kind: "member",
    userId,
    name: userId,
    siteRole,
  });

  test.each(
    COURSE_ROLES.map(
      (role) =>
        [
          role,
          { isStaff: role !== "student", canInvite: role === "owner" || role === "instructor" },
        ] as const,
    ),
  )("of %s", (role, rights) => {
    addUser("somebody");
    addEnrolment(db, course, "somebody", role, { joinedAt: now });
    expect(selectOptionalCourse(db, viewer("somebody"), course)).toMatchObject({ role, ...rights });
  });

  test("of no one, a guest, and a user of another course: it does not exist", () => {
    createCourse(db, "Another", "eve", { now });
    expect(selectOptionalCourse(db, viewer("eve"), course)).toBeUndefined();
    expect(
      selectOptionalCourse(db, { kind: "nobody", userId: null, name: "", siteRole: null }, course),
    ).toBeUndefined();
    addEnrolment(db, course, "ada", "owner", { joinedAt: now });
    expect(
      selectOptionalCourse(db, { kind: "guest", userId: "ada", name: "", siteRole: null }, course),
    ).toBeUndefined();
  });

  test("of the site owner, who need not be in it", () => {
    expect(selectOptionalCourse(db, viewer("eve", "owner"), course)).toMatchObject({
      role: null,
      isStaff: true,
      canInvite: true,
    });
    expect(selectOptionalCourse(db, viewer("eve", "owner"), "nosuchcourse")).toBeUndefined();
  });
});
