// The order of the queue as SQL that ranks the whole table: slow, and what src/grading/line/ must
// agree with.

import type { Db } from "../../src/db/open.ts";
import type { ExerciseKey } from "../../src/assignments/uses-exercise.ts";

/**
 * Waiting jobs in the order in which they are claimed: each student's first, in order of arrival,
 * then each student's second. Hidden groups are not in line.
 */
const ORDER = `
  select submission_id, row_number() over (order by running + turn, ticket) as place from (
    select submission_id, ticket, row_number() over (partition by user_id order by ticket) as turn,
      (
        select count(*) from jobs as taken where taken.user_id = waiting.user_id
          and taken.claimed_at is not null and taken.visible_report is null
      ) as running
    from jobs as waiting where claimed_at is null and visible_report is null
  )`;

interface Depth {
  waiting: number;
  running: number;
}

export interface OrderBySql {
  next: () => string | undefined;
  /** Each job's place in line; 0 for those being graded. */
  places: () => Map<string, number>;
  nextHidden: (exercises: ExerciseKey[]) => string | undefined;
  hiddenExercises: () => ExerciseKey[];
  depth: () => Depth;
  hiddenDepth: () => Depth;
  /** When the oldest waiting job was submitted. */
  oldestMs: () => number | undefined;
}

export function orderBySql({ $client }: Db): OrderBySql {
  const next = $client
    .prepare<[], string>(`select submission_id from (${ORDER}) order by place limit 1`)
    .pluck();
  const places = $client
    .prepare<[], [string, number]>(
      `select submission_id, place from (${ORDER})
      union all select submission_id, 0 from jobs
        where claimed_at is not null and visible_report is null`,
    )
    .raw();
  const nextHidden = $client
    .prepare<[string], string>(`
      select submission_id from jobs join submissions as s on s.id = submission_id
        left join assignments as a on a.id = s.assignment_id
      where claimed_at is null and visible_report is not null
        and json_array(s.pack_id, s.exercise_id, coalesce(a.version_hash, s.version_hash))
          in (select value from json_each(?))
      order by coalesce(a.is_exam, 0) desc, tries, ticket limit 1`)
    .pluck();
  const hiddenExercises = $client.prepare<[], ExerciseKey>(`
      select distinct s.pack_id as packId, s.exercise_id as exerciseId,
        coalesce(a.version_hash, s.version_hash) as versionHash
      from jobs join submissions as s on s.id = submission_id left join assignments as a on a.id = s.assignment_id
      where claimed_at is null and visible_report is not null`);
  const depthWhere = (condition: string) =>
    $client.prepare<[], Depth>(
      `select count(*) filter (where claimed_at is null) as waiting, count(claimed_at) as running
        from jobs where ${condition}`,
    );
  const depth = depthWhere("visible_report is null");
  const hiddenDepth = depthWhere("visible_report is not null");
  const oldest = $client
    .prepare<[], number>(
      "select submitted_at from jobs join submissions on id = submission_id " +
        "where claimed_at is null and visible_report is null order by ticket limit 1",
    )
    .pluck();
  return {
    next: () => next.get(),
    places: () => new Map(places.all()),
    nextHidden: (exercises) =>
      nextHidden.get(
        JSON.stringify(
          exercises.map(({ packId, exerciseId, versionHash }) => [packId, exerciseId, versionHash]),
        ),
      ),
    hiddenExercises: () => hiddenExercises.all(),
    depth: () => depth.get()!,
    hiddenDepth: () => hiddenDepth.get()!,
    oldestMs: () => oldest.get(),
  };
}
