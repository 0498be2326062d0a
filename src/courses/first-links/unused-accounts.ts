// Accounts that a course's roster created and nobody has ever signed in to. Only for these may the
// course's staff create a first link, which sets the password. An account with a password or an
// institution's sign-in, with a site role or a staff role elsewhere, or created by another course's
// roster is never theirs to open. Accounts that a roster created for the course's own staff are for
// its owners alone.

import { removeMadeUpEmail } from "../../identity/login-names.ts";
import type { Db } from "../../db/open.ts";
import { prepareOnce } from "../../db/prepared.ts";
import { OWN_NAME, SHOWN_NAME } from "../../membership/shown-name.ts";

export interface UnusedAccount {
  userId: string;
  name: string;
  ownName: string | null;
  username: string | null;
  /** null if they have none. */
  email: string | null;
  section: string | null;
  /** The mail with the first link; undefined if none was requested. */
  mail: { sentAtMs: number | null; error: string | null; isWaiting: boolean } | undefined;
}

interface Row {
  userId: string;
  name: string;
  ownName: string | null;
  username: string | null;
  email: string;
  section: string | null;
  mailAt: number | null;
  sentAt: number | null;
  nextAt: number | null;
  error: string | null;
}

/** A condition on `users` as u, joined with the enrolment in the course as e. */
const UNUSED = `u.made_by_course = e.course_id and (e.role = 'student' or ?)
  and u.site_role is null and coalesce(u.is_anonymous, 0) = 0
  and not exists (select 1 from accounts where user_id = u.id)
  and not exists (select 1 from sessions where user_id = u.id)
  and not exists (
    select 1 from enrolments as o
    where o.user_id = u.id and o.course_id <> e.course_id and o.role <> 'student')`;

const SELECT = `select u.id as userId, ${SHOWN_NAME} as name, ${OWN_NAME} as ownName,
    u.display_username as username, u.email, e.section,
    m.created_at as mailAt, m.sent_at as sentAt, m.next_at as nextAt, m.error
  from enrolments as e
    join users as u on u.id = e.user_id
    left join first_link_mails as m on m.course_id = e.course_id and m.user_id = e.user_id
  where e.course_id = ? and ${UNUSED}`;

const queries = prepareOnce(({ $client }) => ({
  all: $client.prepare<[string, 0 | 1], Row>(`${SELECT} order by name, u.id`),
  one: $client.prepare<[string, 0 | 1, string], Row>(`${SELECT} and u.id = ?`),
  count: $client
    .prepare<[string, 0 | 1], number>(
      `select count(*) from enrolments as e join users as u on u.id = e.user_id
      where e.course_id = ? and ${UNUSED}`,
    )
    .pluck(),
}));

function read({ mailAt, sentAt, nextAt, error, ...row }: Row): UnusedAccount {
  return {
    ...row,
    email: removeMadeUpEmail(row.email),
    mail:
      mailAt === null
        ? undefined
        : { sentAtMs: sentAt, error, isWaiting: sentAt === null && nextAt !== null },
  };
}

/** Who asks: an owner of the course also sees the accounts created for its staff. */
export interface Asker {
  isOwner: boolean;
}

const staffToo = ({ isOwner }: Asker) => (isOwner ? 1 : 0);

/** By name. */
export function selectUnusedAccounts(db: Db, courseId: string, asker: Asker): UnusedAccount[] {
  return queries(db).all.all(courseId, staffToo(asker)).map(read);
}

/** undefined if this course's staff may not create a first link for it. */
export function selectOptionalUnusedAccount(
  db: Db,
  courseId: string,
  userId: string,
  asker: Asker,
): UnusedAccount | undefined {
  const row = queries(db).one.get(courseId, staffToo(asker), userId);
  return row && read(row);
}

export function countUnusedAccounts(db: Db, courseId: string, asker: Asker): number {
  return queries(db).count.get(courseId, staffToo(asker))!;
}
