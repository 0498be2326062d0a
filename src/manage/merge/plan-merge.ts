// Computes what a merge of two accounts would move, and where they conflict. Changes nothing. The
// hash shows later whether the plan is still valid.

import { createHash } from "node:crypto";
import { eq, or, sql } from "drizzle-orm";
import { removeMadeUpEmail } from "../../identity/login-names.ts";
import type { Db } from "../../db/open.ts";
import { COURSE_ROLES, type CourseRole, users } from "../../db/schema.ts";

export interface MergeSide {
  id: string;
  name: string;
  username: string | null;
  email: string | null;
  isVerified: boolean;
  createdAt: Date;
  hasPassword: boolean;
  isSiteOwner: boolean;
  mayCreateCourses: boolean;
}

export interface Seat {
  role: CourseRole;
  section: string | null;
  rosterName: string | null;
}

interface SharedCourse {
  title: string;
  from: Seat;
  into: Seat;
  /** The fields of the remaining account after the merge. */
  after: Seat;
}

/** The rows of the removed account that the preview counts. */
export const MOVED = [
  "submissions",
  "courses",
  "drafts",
  "tokens",
  "signIns",
  "overrides",
  "extensions",
  "comments",
  "questions",
] as const;
type Moved = (typeof MOVED)[number];

export interface MergePlan {
  from: MergeSide;
  into: MergeSide;
  moved: Record<Moved, number>;
  shared: SharedCourse[];
  /** Exercises or assignments for which both have submissions: attempts are numbered again. */
  renumbered: number;
  /** Assignments for which both have an extension. */
  bothExtended: number;
  bothOverridden: number;
  /** Exercises for which both have a draft: that of the remaining account stays. */
  droppedDrafts: number;
  hash: string;
}

/** undefined if one of them does not exist, both are the same, or one is a guest. */
export function planMerge(db: Db, fromId: string, intoId: string): MergePlan | undefined {
  const [from, into] = [selectOptionalSide(db, fromId), selectOptionalSide(db, intoId)];
  if (from === undefined || into === undefined || fromId === intoId) return undefined;
  const count = (query: string, ...params: string[]) =>
    db.$client
      .prepare<string[], number>(query)
      .pluck()
      .get(...params) ?? 0;
  const rows = (table: string, column = "user_id") =>
    count(`select count(*) from ${table} where ${column} = ?`, fromId);
  const both = (table: string, keys: string) =>
    count(
      `select count(*) from (
        select ${keys} from ${table} where user_id = ?
        intersect select ${keys} from ${table} where user_id = ?)`,
      fromId,
      intoId,
    );
  const plan = {
    from,
    into,
    moved: {
      submissions: rows("submissions"),
      courses: rows("enrolments"),
      drafts: rows("drafts"),
      tokens: rows("tokens"),
      signIns: rows("accounts"),
      overrides: rows("overrides"),
      extensions: rows("extensions"),
      comments: rows("comments") + rows("comments", "created_by"),
      questions: rows("questions"),
    },
    shared: selectShared(db, fromId, intoId),
    renumbered: both("submissions", "coalesce(assignment_id, pack_id || '/' || exercise_id)"),
    bothExtended: both("extensions", "assignment_id"),
    bothOverridden: both("overrides", "assignment_id"),
    droppedDrafts: both("drafts", "pack_id, exercise_id"),
  };
  return {
    ...plan,
    hash: createHash("sha256")
      .update(JSON.stringify([plan, fingerprint(db, fromId), fingerprint(db, intoId)]))
      .digest("hex"),
  };
}

function selectOptionalSide(db: Db, id: string): MergeSide | undefined {
  const row = db
    .select({
      id: users.id,
      name: users.name,
      username: users.displayUsername,
      email: users.email,
      isVerified: users.emailVerified,
      createdAt: users.createdAt,
      siteRole: users.siteRole,
      isAnonymous: users.isAnonymous,
      hasPassword: sql<number>`exists (
        select 1 from accounts where user_id = ${users.id} and provider_id = 'credential')`,
    })
    .from(users)
    .where(eq(users.id, id))
    .get();
  if (row === undefined || row.isAnonymous === true) return undefined;
  const { siteRole, isAnonymous: _guest, ...side } = row;
  return {
    ...side,
    email: removeMadeUpEmail(side.email),
    hasPassword: side.hasPassword === 1,
    isSiteOwner: siteRole === "owner",
    mayCreateCourses: siteRole === "courseCreator",
  };
}

function selectShared(db: Db, fromId: string, intoId: string): SharedCourse[] {
  type Row = { title: string } & Record<"fromRole" | "intoRole", CourseRole> &
    Record<"fromSection" | "intoSection" | "fromName" | "intoName", string | null>;
  return db.$client
    .prepare<[string, string], Row>(
      `select c.title, f.role as fromRole, f.section as fromSection, f.roster_name as fromName,
         i.role as intoRole, i.section as intoSection, i.roster_name as intoName
       from enrolments as f
         join enrolments as i on i.course_id = f.course_id
         join courses as c on c.id = f.course_id
       where f.user_id = ? and i.user_id = ? order by c.title, c.id`,
    )
    .all(fromId, intoId)
    .map(({ title, fromRole, fromSection, fromName, intoRole, intoSection, intoName }) => {
      const [from, into] = [
        { role: fromRole, section: fromSection, rosterName: fromName },
        { role: intoRole, section: intoSection, rosterName: intoName },
      ];
      return { title, from, into, after: joinSeats(from, into) };
    });
}

/**
 * The stronger role. Section and roster name of the remaining account, or of the other if it has
 * none.
 */
export function joinSeats(from: Seat, into: Seat): Seat {
  const role = COURSE_ROLES.find((one) => one === from.role || one === into.role)!;
  return {
    role,
    section: into.section ?? from.section,
    rosterName: into.rosterName ?? from.rosterName,
  };
}

/** Changes if anything in the preview changes, or if one of the two submits or edits meanwhile. */
function fingerprint(db: Db, userId: string): unknown[] {
  const read = (query: string) => db.$client.prepare<[string]>(query).raw().all(userId);
  return [
    db
      .select({ id: users.id, updatedAt: users.updatedAt })
      .from(users)
      .where(or(eq(users.id, userId)))
      .all(),
    ...[
      "select id, attempt from submissions where user_id = ? order by id",
      "select course_id, role, section, roster_name from enrolments where user_id = ? order by course_id",
      "select pack_id, exercise_id, revision from drafts where user_id = ? order by pack_id, exercise_id",
      "select id, provider_id, updated_at from accounts where user_id = ? order by id",
      "select id from tokens where user_id = ? order by id",
      "select assignment_id, due_at, extra_attempts from extensions where user_id = ? order by assignment_id",
      "select id, undone_at from overrides where user_id = ? order by id",
      "select id, undone_at from allowances where user_id = ? order by id",
      "select id from comments where ? in (user_id, created_by) order by id",
      "select id from questions where user_id = ? order by id",
      "select id from question_messages where author_id = ? order by id",
      "select assignment_id, points from scores where user_id = ? order by assignment_id",
    ].map(read),
  ];
}
