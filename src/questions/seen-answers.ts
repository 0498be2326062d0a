// Finds the answers that a student has not seen, and marks them as seen when a page shows them.

import type { Localized } from "../../grader/doors/packs.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";

/** New messages of the staff in one question. */
export interface NewAnswers {
  count: number;
  questionId: string;
  submissionId: string;
  place: string;
  /** What the report called the place. */
  placeTitle: Localized | null;
  /** The assignment's own title; null: the exercise's. */
  title: string | null;
  exerciseTitle: Localized;
}

/** The maximum number in the list. */
const MAX_LISTED = 20;

interface Row {
  count: number;
  questionId: string;
  submissionId: string;
  place: string;
  placeTitle: string | null;
  title: string | null;
  exerciseTitle: string;
}

const queries = prepareOnce(({ $client }) => ({
  find: $client.prepare<[string], Row>(
    `select count(*) as count, q.id as questionId, q.submission_id as submissionId, q.place,
       q.title as placeTitle, a.title, v.title as exerciseTitle
     from questions as q
       join question_messages as m on m.question_id = q.id and m.seen_at is null
       join assignments as a on a.id = q.assignment_id
       join versions as v on v.hash = a.version_hash
     where q.user_id = ?
     group by q.id order by max(m.posted_at) desc, q.id limit ${MAX_LISTED}`,
  ),
  see: $client.prepare<[number, string]>(
    `update question_messages set seen_at = ?
     where seen_at is null
       and question_id in (select id from questions where submission_id = ?)`,
  ),
}));

/** The newest first. */
export function selectNewAnswers(db: Db, userId: string): NewAnswers[] {
  return queries(db)
    .find.all(userId)
    .map(({ placeTitle, exerciseTitle, ...row }) => ({
      ...row,
      placeTitle: placeTitle === null ? null : (JSON.parse(placeTitle) as Localized),
      exerciseTitle: JSON.parse(exerciseTitle) as Localized,
    }));
}

/** Call when its author has been shown the submission's page. */
export function seeAnswers(db: Db, submissionId: string, now = new Date()): void {
  queries(db).see.run(now.getTime(), submissionId);
}
