// The entry point for checking packs. The check and its parsers are loaded at the first call.

export const checkExercises = async (
  ...args: Parameters<typeof import("../check/check-packs.ts").checkExercises>
) => (await import("../check/check-packs.ts")).checkExercises(...args);
export const checkExercise = async (
  ...args: Parameters<typeof import("../check/check-exercise.ts").checkExercise>
) => (await import("../check/check-exercise.ts")).checkExercise(...args);

export { checkAcrossExercises } from "../check/check-across-exercises.ts";
export { findRoadProblems } from "../check/road.ts";
export type { ExerciseCheck } from "../check/check-exercise.ts";
export type { CheckProblem, FindingCode } from "../check/finding.ts";
export type { Mutant } from "../check/mutation/mutant.ts";
export type { MutationScore } from "../check/mutation/score.ts";
