// Notices that come with time and not with an event: work that is due within 24 hours, and exams
// that are over. Both scans may run at any time and any number of times: a notice that exists is
// not made again.

import { setImmediate } from "node:timers/promises";
import { computeExamEndMs } from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { DAY_MS } from "../durations.ts";
import { addNotice } from "../notices/add-notice.ts";
import type { NoticeKind } from "../notices/kinds.ts";
import { computeDueAtMs, hasOpened, type Rules } from "../rules/assignment-rules.ts";

const SOON_MS = DAY_MS;
/** An extension moves a student's due time; nobody gets more than this. */
const MOVES_MS = 180 * DAY_MS;
/** After a longer outage an exam that is over is no news. */
const RELEASED_MS = 3 * DAY_MS;

interface AssignmentRow {
  id: string;
  courseId: string;
  rules: string;
  isExam: 0 | 1;
  maxPoints: number;
}

interface StudentRow {
  userId: string;
  extendedDueAtMs: number | null;
  points: number | null;
}

const DUE = "json_extract(a.rules, '$.dueAtMs')";
const OF_RUNNING_COURSES = `
  select a.id, a.course_id as courseId, a.rules, a.is_exam as isExam, a.points as maxPoints
  from assignments as a join courses as c on c.id = a.course_id
  where a.removed_at is null and c.archived_at is null`;

const queries = prepareOnce(({ $client }) => ({
  due: $client.prepare<[{ from: number; to: number }], AssignmentRow>(
    `${OF_RUNNING_COURSES} and ${DUE} between :from and :to`,
  ),
  exams: $client.prepare<[], AssignmentRow>(
    `${OF_RUNNING_COURSES} and a.is_exam = 1 and ${DUE} is not null`,
  ),
  students: $client.prepare<[{ assignmentId: string }], StudentRow>(
    `select e.user_id as userId, x.due_at as extendedDueAtMs, s.points
    from assignments as a
      join enrolments as e on e.course_id = a.course_id and e.role = 'student'
      left join extensions as x on x.assignment_id = a.id and x.user_id = e.user_id
      left join scores as s on s.assignment_id = a.id and s.user_id = e.user_id
    where a.id = :assignmentId`,
  ),
  noted: $client
    .prepare<[{ kind: NoticeKind; topic: string }], string>(
      "select user_id from notices where kind = :kind and topic = :topic",
    )
    .pluck(),
}));

/** Between two assignments requests of the site come in. Returns how many notices were made. */
export async function noteDueSoon(db: Db, now: Date): Promise<number> {
  const nowMs = now.getTime();
  let count = 0;
  for (const row of queries(db).due.all({ from: nowMs - MOVES_MS, to: nowMs + MOVES_MS })) {
    count += noteDueOf(db, row, now);
    await setImmediate();
  }
  return count;
}

function noteDueOf(db: Db, { id, courseId, isExam, maxPoints, ...row }: AssignmentRow, now: Date) {
  const nowMs = now.getTime();
  const rules = JSON.parse(row.rules) as Rules;
  if (!hasOpened(rules, nowMs)) return 0;
  const soon = queries(db)
    .students.all({ assignmentId: id })
    // That nothing more is to do would tell the hidden score of an exam.
    .filter(({ points }) => isExam === 1 || points === null || points < maxPoints)
    .flatMap(({ userId, extendedDueAtMs }) => {
      const extension =
        extendedDueAtMs === null ? null : { dueAtMs: extendedDueAtMs, extraAttempts: 0 };
      const dueAtMs = computeDueAtMs(rules, extension);
      return dueAtMs !== null && nowMs < dueAtMs && dueAtMs <= nowMs + SOON_MS
        ? [{ userId, dueAtMs }]
        : [];
    });
  // A due time that moves is another topic.
  return addOnce(
    db,
    soon.map(({ userId, dueAtMs }) => ({
      userId,
      kind: "dueSoon" as const,
      topic: `${id} ${dueAtMs}`,
      courseId,
      assignmentId: id,
      detail: { dueAtMs },
    })),
    now,
  );
}

/** To each student with a score in an exam that is over. */
export function noteReleased(db: Db, now: Date): number {
  const nowMs = now.getTime();
  let count = 0;
  for (const { id, courseId, rules } of queries(db).exams.all()) {
    const endMs = computeExamEndMs(db, { id, rules: JSON.parse(rules) as Rules });
    if (endMs === null || nowMs < endMs || endMs <= nowMs - RELEASED_MS) continue;
    const scored = queries(db)
      .students.all({ assignmentId: id })
      .filter(({ points }) => points !== null);
    count += addOnce(
      db,
      scored.map(({ userId, points }) => ({
        userId,
        kind: "score" as const,
        topic: `released ${id}`,
        courseId,
        assignmentId: id,
        detail: { from: null, to: points, cause: "released" as const },
      })),
      now,
    );
  }
  return count;
}

type Timed = Parameters<typeof addNotice<"dueSoon">>[1] | Parameters<typeof addNotice<"score">>[1];

/** Read or not, a notice of the same kind and topic is not made again. */
function addOnce(db: Db, wanted: readonly Timed[], now: Date): number {
  if (wanted.length === 0) return 0;
  return db.transaction(
    () => {
      const noted = new Map<string, Set<string>>();
      let count = 0;
      for (const notice of wanted) {
        const { kind, topic, userId } = notice;
        if (!noted.has(topic)) noted.set(topic, new Set(queries(db).noted.all({ kind, topic })));
        if (noted.get(topic)!.has(userId)) continue;
        addNotice(db, notice, now);
        count += 1;
      }
      return count;
    },
    { behavior: "immediate" },
  );
}
