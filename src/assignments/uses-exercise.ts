// Finds the assignments of all courses that use an exercise: by its name, or by a version with the
// same tests in another pack. In SQL, for queries with an assignment `a`.

export interface ExerciseKey {
  packId: string;
  exerciseId: string;
  /** The version that grades: an assignment's pin, or the version of a submission. */
  versionHash: string;
}

/** The pin, the pins before regrades, and the version that the exercise offers now. */
const HASHES = `
  select a.version_hash union all
  select hash from exercises where pack_id = a.pack_id and id = a.exercise_id union all
  select r.from_hash from regrades as r where r.assignment_id = a.id and r.applied_at is not null union all
  select r.to_hash from regrades as r where r.assignment_id = a.id and r.applied_at is not null`;

/** A condition with the parameters of `ExerciseKey`. */
export const USES_EXERCISE = `((a.pack_id = :packId and a.exercise_id = :exerciseId) or exists (
  select 1 from (${HASHES}) as theirs where theirs.version_hash in (
    :versionHash, (select hash from exercises where pack_id = :packId and id = :exerciseId))))`;
