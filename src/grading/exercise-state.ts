// How far a reader is with an exercise, in one word: for the filter of the start page and for the
// map. Only what the reader may see counts: a result that an exam hides leaves it "begun".

export const EXERCISE_STATES = ["new", "begun", "solved"] as const;
export type ExerciseState = (typeof EXERCISE_STATES)[number];

/** `progress`: from `selectProgress`; undefined if the reader has done nothing. */
export function readExerciseState(
  progress: { isSolved: boolean; attempts: number; hasDraft: boolean } | undefined,
): ExerciseState {
  if (progress === undefined) return "new";
  if (progress.isSolved) return "solved";
  return progress.attempts > 0 || progress.hasDraft ? "begun" : "new";
}
