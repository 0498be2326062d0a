// The exercises that a reader has worked on, the newest first: for "Continue where you left off".

import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";

export interface WorkedOn {
  packId: string;
  exerciseId: string;
}

const query = prepareOnce(({ $client }) =>
  $client.prepare<[{ userId: string }], WorkedOn>(
    `select pack_id as packId, exercise_id as exerciseId from (
       select pack_id, exercise_id, saved_at as at from drafts where user_id = :userId
       union all
       select pack_id, exercise_id, submitted_at from submissions where user_id = :userId
     ) group by 1, 2 order by max(at) desc, 1, 2`,
  ),
);

/** By the time of the newest draft or submission. */
export function selectLastWork(db: Db, userId: string): WorkedOn[] {
  return query(db).all({ userId });
}
