// The notices that a person may see now. Left out are those of courses that they have left, those
// for staff who are no longer staff, and scores that a running exam hides; the latter appear when
// the exam ends.

import type { Localized } from "../../../grader/doors/packs.ts";
import { selectExamEnd } from "../../assignments/exams.ts";
import type { MailSchedule } from "../../db/notice-schema.ts";
import type { Db } from "../../db/open.ts";
import { prepareOnce } from "../../db/prepared.ts";
import {
  DETAILS,
  type Details,
  isKind,
  KIND_NAMES,
  NOTICE_KINDS,
  type NoticeKind,
} from "../../notices/kinds.ts";

type OfKind = { [K in NoticeKind]: { kind: K; detail: Details[K] } }[NoticeKind];

export type Notice = OfKind & {
  id: string;
  at: Date;
  isNew: boolean;
  topic: string;
  submissionId: string | null;
  /** null: outside a course. */
  course: { id: string; title: string; timeZone: string } | null;
  /** null: not about one assignment. */
  assignment: {
    id: string;
    title: string | null;
    exerciseTitle: Localized;
    packId: string;
    exerciseId: string;
    maxPoints: number;
  } | null;
};

interface Row {
  id: string;
  kind: string;
  topic: string;
  detail: string;
  at: number;
  readAt: number | null;
  submissionId: string | null;
  courseId: string | null;
  courseTitle: string | null;
  timeZone: string | null;
  assignmentId: string | null;
  title: string | null;
  exerciseTitle: string | null;
  packId: string | null;
  exerciseId: string | null;
  versionHash: string | null;
  maxPoints: number | null;
}

const STAFF_KINDS = KIND_NAMES.filter((kind) => NOTICE_KINDS[kind].audience === "staff")
  .map((kind) => `'${kind}'`)
  .join(", ");

/** A staff kind needs a role of staff in the course; without a course, the site's owner. */
const SELECT = `
  select n.id, n.kind, n.topic, n.detail, n.at, n.read_at as readAt,
    n.submission_id as submissionId, n.course_id as courseId, c.title as courseTitle,
    c.time_zone as timeZone, a.id as assignmentId, a.title, v.title as exerciseTitle,
    a.pack_id as packId, a.exercise_id as exerciseId, a.version_hash as versionHash,
    a.points as maxPoints
  from notices as n
    join users as u on u.id = n.user_id
    left join courses as c on c.id = n.course_id
    left join enrolments as e on e.course_id = n.course_id and e.user_id = n.user_id
    left join assignments as a on a.id = n.assignment_id
    left join versions as v on v.hash = a.version_hash
  where n.user_id = :userId and case
    when n.kind in (${STAFF_KINDS}) then
      case when n.course_id is null then u.site_role = 'owner' else e.role <> 'student' end
    else n.course_id is null or e.role is not null end`;

/** Of older ones nobody has use. */
const MAX_SHOWN = 100;

const queries = prepareOnce(({ $client }) => ({
  newest: $client.prepare<[{ userId: string }], Row>(
    `${SELECT} order by n.read_at is not null, n.at desc, n.id limit ${MAX_SHOWN}`,
  ),
  unread: $client.prepare<[{ userId: string }], Row>(
    `${SELECT} and n.read_at is null limit ${MAX_SHOWN}`,
  ),
  forMail: $client.prepare<[{ userId: string; schedule: MailSchedule }], Row>(
    `${SELECT} and n.mail_as = :schedule order by n.at, n.id limit ${MAX_SHOWN}`,
  ),
}));

/** New ones first, then the newest. */
export function selectNotices(db: Db, userId: string, nowMs = Date.now()): Notice[] {
  return split(db, queries(db).newest.all({ userId }), nowMs).shown;
}

/** For the badge in the header of every page. */
export function countNewNotices(db: Db, userId: string, nowMs = Date.now()): number {
  return split(db, queries(db).unread.all({ userId }), nowMs).shown.length;
}

interface ForMail extends Split {
  /** false: there are more. */
  isAll: boolean;
}

/** What the next mail contains. */
export function selectNoticesForMail(
  db: Db,
  userId: string,
  schedule: MailSchedule,
  nowMs: number,
): ForMail {
  const rows = queries(db).forMail.all({ userId, schedule });
  return { ...split(db, rows, nowMs), isAll: rows.length < MAX_SHOWN };
}

interface Split {
  shown: Notice[];
  /** The ids of those that a running exam hides. */
  held: string[];
  /** When to look again for them; null: there are none. */
  heldUntilMs: number | null;
}

function split(db: Db, rows: readonly Row[], nowMs: number): Split {
  const found: Split = { shown: [], held: [], heldUntilMs: null };
  for (const row of rows) {
    const endMs = row.kind === "score" ? findSeal(db, row, nowMs) : null;
    if (endMs !== null) {
      found.held.push(row.id);
      found.heldUntilMs = Math.min(found.heldUntilMs ?? Infinity, endMs);
      continue;
    }
    const notice = readNotice(row);
    if (notice !== undefined) found.shown.push(notice);
  }
  return found;
}

/** What the student's own page of the course asks (select-lists.ts). */
function findSeal(db: Db, { packId, exerciseId, versionHash }: Row, nowMs: number): number | null {
  if (packId === null || exerciseId === null || versionHash === null) return null;
  return selectExamEnd(db, { packId, exerciseId, versionHash }, { nowMs });
}

/** undefined: a newer version of Gradus wrote it. */
function readNotice(row: Row): Notice | undefined {
  const { id, kind, topic, submissionId } = row;
  if (!isKind(kind)) return undefined;
  const detail = DETAILS[kind].safeParse(JSON.parse(row.detail ?? "null"));
  if (!detail.success) return undefined;
  return {
    ...({ kind, detail: detail.data } as OfKind),
    id,
    topic,
    submissionId,
    at: new Date(row.at),
    isNew: row.readAt === null,
    course:
      row.courseId === null
        ? null
        : { id: row.courseId, title: row.courseTitle!, timeZone: row.timeZone! },
    assignment:
      row.assignmentId === null
        ? null
        : {
            id: row.assignmentId,
            title: row.title,
            exerciseTitle: JSON.parse(row.exerciseTitle!) as Localized,
            packId: row.packId!,
            exerciseId: row.exerciseId!,
            maxPoints: row.maxPoints!,
          },
  };
}
