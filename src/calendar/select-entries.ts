// The due times in a person's calendar: their own as a student, those of the assignment as staff.

import type { Localized } from "../../grader/doors/packs.ts";
import { chooseTitle } from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import type { Language } from "../../grader/doors/packs.ts";
import type { Translate } from "../i18n/index.ts";
import { computeDueAtMs, type Rules } from "../rules/assignment-rules.ts";
import type { SiteAddress } from "../site-address.ts";
import type { CalendarEntry } from "./write-calendar.ts";

interface Row {
  id: string;
  title: string | null;
  exerciseTitle: string;
  packId: string;
  exerciseId: string;
  rules: string;
  createdAt: number;
  courseId: string;
  courseTitle: string;
  role: string;
  extendedDueAtMs: number | null;
  changes: number;
  changedAt: number | null;
}

/** Changes are counted in the audit log: it remembers extensions that were removed. */
const rowsOf = prepareOnce(({ $client }) =>
  $client.prepare<[{ userId: string }], Row>(
    `select a.id, a.title, v.title as exerciseTitle, a.pack_id as packId,
       a.exercise_id as exerciseId, a.rules, a.created_at as createdAt,
       c.id as courseId, c.title as courseTitle, e.role, x.due_at as extendedDueAtMs,
       coalesce(h.changes, 0) as changes, h.changed_at as changedAt
     from enrolments as e
       join courses as c on c.id = e.course_id and c.archived_at is null
       join assignments as a on a.course_id = c.id and a.removed_at is null
       join versions as v on v.hash = a.version_hash
       left join extensions as x on x.assignment_id = a.id and x.user_id = e.user_id
         and e.role = 'student'
       left join (
         select l.assignment_id, count(*) as changes, max(l.at) as changed_at
         from audit_events as l
         where l.course_id in (select course_id from enrolments where user_id = :userId)
           and (l.action like 'assignment.%'
             or (l.action like 'extension.%' and l.user_id = :userId))
         group by l.assignment_id
       ) as h on h.assignment_id = a.id
     where e.user_id = :userId order by c.id, a.position, a.id`,
  ),
);

export interface EntriesReader {
  userId: string;
  t: Translate;
  language: Language;
  site: Pick<SiteAddress, "full">;
}

export function selectEntries(
  db: Db,
  { userId, t, language, site }: EntriesReader,
): CalendarEntry[] {
  const { hostname } = new URL(site.full("/"));
  return rowsOf(db)
    .all({ userId })
    .flatMap((row) => {
      const { id, extendedDueAtMs } = row;
      const extension =
        extendedDueAtMs === null ? null : { dueAtMs: extendedDueAtMs, extraAttempts: 0 };
      const atMs = computeDueAtMs(JSON.parse(row.rules) as Rules, extension);
      if (atMs === null) return [];
      const exerciseTitle = JSON.parse(row.exerciseTitle) as Localized;
      const path =
        row.role === "student"
          ? `/exercises/${row.packId}/${row.exerciseId}?assignment=${id}`
          : `/courses/${row.courseId}`;
      const url = site.full(path);
      return [
        {
          uid: `due-${id}@${hostname}`,
          summary: t("notice.calendar.due", {
            title: chooseTitle({ title: row.title, exerciseTitle }, language),
          }),
          description: `${row.courseTitle}\n${url}`,
          url,
          atMs,
          sequence: row.changes,
          changedMs: row.changedAt ?? row.createdAt,
        },
      ];
    });
}
