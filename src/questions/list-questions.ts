// The questions of a course for its staff, or those of one student. Those that wait for an answer
// come first, the longest waiting at the top; then the answered ones, then those that are done, the
// newest at the top.

import type { Localized } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { OWN_NAME, SHOWN_NAME } from "../membership/shown-name.ts";
import { choosePage } from "../ui/count-pages.ts";
import { IS_WAITING } from "./count-waiting.ts";

export const QUESTION_FILTERS = ["open", "done", "all"] as const;
export type QuestionFilter = (typeof QUESTION_FILTERS)[number];

export const QUESTIONS_PER_PAGE = 50;

export interface ListedQuestion {
  id: string;
  submissionId: string;
  attempt: number;
  /** isInCourse: not if they have left it. */
  student: { id: string; name: string; ownName: string | null; isInCourse: boolean };
  section: string | null;
  assignment: { title: string | null; exerciseTitle: Localized };
  place: string;
  title: Localized | null;
  /** The student's last message. */
  text: string;
  /** When the student began to wait, or, if nothing waits, asked first. */
  askedAt: Date;
  waitingSince: Date | null;
  doneAt: Date | null;
}

export interface QuestionQuery {
  courseId: string;
  filter: QuestionFilter;
  /** undefined: all of the course. */
  assignmentId: string | undefined;
  /** The student who asked; undefined: everyone. */
  userId?: string | undefined;
  /** From 1. */
  page: number;
}

export interface QuestionList {
  rows: ListedQuestion[];
  total: number;
  /** Of all of them, those that wait for an answer. */
  waiting: number;
  page: number;
}

interface Row {
  id: string;
  submissionId: string;
  attempt: number;
  userId: string;
  name: string;
  ownName: string | null;
  isInCourse: 0 | 1;
  section: string | null;
  assignmentTitle: string | null;
  exerciseTitle: string;
  place: string;
  title: string | null;
  text: string;
  createdAt: number;
  waitingSince: number | null;
  doneAt: number | null;
}

type Params = {
  courseId: string;
  assignmentId: string;
  userId: string;
  filter: QuestionFilter;
};

const MATCHES = `a.course_id = :courseId
  and (:assignmentId = '' or a.id = :assignmentId)
  and (:userId = '' or q.user_id = :userId)
  and (:filter = 'all' or (q.done_at is null) = (:filter = 'open'))`;

const queries = prepareOnce(({ $client }) => ({
  count: $client.prepare<[Params], { total: number; waiting: number }>(
    `select count(*) as total, count(*) filter (where ${IS_WAITING}) as waiting
     from assignments as a join questions as q on q.assignment_id = a.id where ${MATCHES}`,
  ),
  rows: $client.prepare<[Params & { limit: number; offset: number }], Row>(
    `select q.id, q.submission_id as submissionId, s.attempt, q.user_id as userId,
       ${SHOWN_NAME} as name, ${OWN_NAME} as ownName, e.user_id is not null as isInCourse, e.section,
       a.title as assignmentTitle, v.title as exerciseTitle, q.place, q.title,
       (select m.text from question_messages as m
        where m.question_id = q.id and m.author_id = q.user_id
        order by m.posted_at desc, m.rowid desc limit 1) as text,
       q.created_at as createdAt, q.waiting_since as waitingSince, q.done_at as doneAt
     from assignments as a
       join questions as q on q.assignment_id = a.id
       join submissions as s on s.id = q.submission_id
       join versions as v on v.hash = a.version_hash
       join users as u on u.id = q.user_id
       left join enrolments as e on e.user_id = u.id and e.course_id = a.course_id
     where ${MATCHES}
     order by q.done_at is not null, q.done_at desc, q.waiting_since is null,
       q.waiting_since, q.created_at desc, q.id
     limit :limit offset :offset`,
  ),
}));

export function listQuestions(
  db: Db,
  { courseId, filter, assignmentId = "", userId = "", page: wanted }: QuestionQuery,
): QuestionList {
  const params = { courseId, filter, assignmentId, userId };
  const { count, rows } = queries(db);
  const { total, waiting } = count.get(params)!;
  const page = choosePage(wanted, total, QUESTIONS_PER_PAGE);
  const found = rows.all({
    ...params,
    limit: QUESTIONS_PER_PAGE,
    offset: (page - 1) * QUESTIONS_PER_PAGE,
  });
  return { rows: found.map(readRow), total, waiting, page };
}

function readRow({
  userId,
  name,
  ownName,
  isInCourse,
  assignmentTitle,
  exerciseTitle,
  title,
  createdAt,
  waitingSince,
  doneAt,
  ...row
}: Row): ListedQuestion {
  return {
    ...row,
    student: { id: userId, name, ownName, isInCourse: isInCourse === 1 },
    assignment: {
      title: assignmentTitle,
      exerciseTitle: JSON.parse(exerciseTitle) as Localized,
    },
    title: title === null ? null : (JSON.parse(title) as Localized),
    askedAt: new Date(waitingSince ?? createdAt),
    waitingSince: waitingSince === null ? null : new Date(waitingSince),
    doneAt: doneAt === null ? null : new Date(doneAt),
  };
}
