// The accepted submission that a person sent last for an exercise. One that a running exam hides
// does not count: that it is accepted is not known yet.

import { makeSealLookup } from "../assignments/exams.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { CURRENT_OF_MINE } from "./select-progress.ts";

export interface AcceptedSubmission {
  id: string;
  fileName: string;
  source: string;
}

interface Row extends AcceptedSubmission {
  versionHash: string;
}

const query = prepareOnce(({ $client }) =>
  $client.prepare<[{ userId: string; packId: string; exerciseId: string }], Row>(
    `select mine.id, mine.file_name as fileName, mine.source,
       coalesce(a.version_hash, mine.version_hash) as versionHash
     from submissions as mine
       left join assignments as a on a.id = mine.assignment_id
       join gradings as g on g.id = ${CURRENT_OF_MINE}
     where mine.user_id = :userId and mine.pack_id = :packId and mine.exercise_id = :exerciseId
       and g.verdict = 'accepted'
     order by mine.submitted_at desc, mine.attempt desc`,
  ),
);

export function selectOptionalAccepted(
  db: Db,
  key: { userId: string; packId: string; exerciseId: string },
): AcceptedSubmission | undefined {
  const { packId, exerciseId } = key;
  const isSealed = makeSealLookup(db);
  return query(db)
    .all(key)
    .find(({ versionHash }) => !isSealed({ packId, exerciseId, versionHash }));
}
