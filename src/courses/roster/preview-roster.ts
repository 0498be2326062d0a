// Everything that the preview of a roster shows: how the file was read, what each line would do,
// and who came by an earlier roster and is missing in this one. Nothing is changed here; the hash
// shows later whether all of it is still the same.

import { createHash } from "node:crypto";
import type { Db } from "../../db/open.ts";
import { type CourseRole, COURSE_ROLES } from "../../db/schema.ts";
import type { Pause } from "../../tables/take-turns.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { OWN_NAME, SHOWN_NAME } from "../../membership/shown-name.ts";
import { type Plan, planRoster } from "./plan-roster.ts";
import { readRoster, type Roster, type RosterChoice } from "./read-roster.ts";

export interface Vanished {
  userId: string;
  name: string;
  ownName: string | null;
  username: string | null;
  section: string | null;
}

export interface Preview {
  roster: Roster;
  plan: Plan;
  vanished: Vanished[];
  hash: string;
}

export async function previewRoster(
  db: Db,
  course: CourseView,
  bytes: Uint8Array,
  choice: RosterChoice,
  pause: Pause,
): Promise<Preview> {
  const roster = await readRoster(bytes, pause, choice, rolesToGive(course));
  const plan = await planRoster(db, course.id, roster, pause);
  plan.problems.sort((a, b) => a.line - b.line);
  const vanished = selectVanished(db, course.id, roster, plan);
  const { table, columns } = roster;
  const source = table?.source;
  const how = [
    source?.kind === "text" ? source.encoding : null,
    table?.header.line,
    columns.at,
    plan.problems,
  ];
  const hash = createHash("sha256").update(plan.hash).update(JSON.stringify(how)).digest("hex");
  return { roster, plan, vanished, hash };
}

/** Only owners may give staff roles; nobody becomes an owner by a file. */
function rolesToGive(course: CourseView): CourseRole[] {
  return COURSE_ROLES.filter((role) => role === "student" || (course.isOwner && role !== "owner"));
}

/**
 * Students who came by a roster and are missing in this one. A line with a problem still names its
 * person.
 */
function selectVanished(
  { $client }: Db,
  courseId: string,
  { table, columns: { at }, isBroken }: Roster,
  { lines }: Plan,
): Vanished[] {
  if (table === undefined || isBroken) return [];
  const there = new Set(lines.map(({ userId }) => userId));
  const named = new Set<string>();
  for (const { cells } of table.rows)
    for (const place of [at.username, at.email])
      if (place !== undefined) named.add(cells[place]!.toLowerCase());
  for (const { cells } of table.refused) for (const cell of cells) named.add(cell.toLowerCase());
  const rostered = $client.prepare<[string], Vanished & { email: string }>(
    `select e.user_id as userId, ${SHOWN_NAME} as name, ${OWN_NAME} as ownName,
       u.display_username as username, u.email, e.section
     from enrolments as e join users as u on u.id = e.user_id
     where e.course_id = ? and e.role = 'student' and e.roster_name is not null
     order by e.roster_name, e.user_id`,
  );
  return rostered
    .all(courseId)
    .filter(
      ({ userId, username, email }) =>
        !there.has(userId) &&
        !named.has(email.toLowerCase()) &&
        (username === null || !named.has(username.toLowerCase())),
    );
}
