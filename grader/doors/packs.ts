// The entry point for packs: finding, reading and storing them by hash.

export { findPacks } from "../pack/find-packs.ts";
export { loadManifest } from "../pack/load-manifest.ts";
export { loadHints } from "../pack/hints.ts";
export { loadExercise, readExercise } from "../pack/read-exercise.ts";
export type { Exercise, Pack } from "../pack/exercise.ts";
export { hashExercise } from "../pack/hash.ts";
export { storeExercise, loadStoredExercise } from "../pack/stored-exercise.ts";
export { packExercise, unpackExercise } from "../pack/packed-exercise.ts";
export { type CheckedExercise, packForCheck, unpackForCheck } from "../pack/packed-check.ts";
export { readSolutions, type Solutions } from "../pack/solutions.ts";
export { PackError, type Problem } from "../pack/problem.ts";
export {
  type ExerciseLimits,
  HINT_STEPS,
  type Hints,
  type HintStep,
  LANGUAGES,
  type Language,
  type Localized,
} from "../pack/schema.ts";
export { findGivenNames } from "../own-tests/expression-program.ts";
export { stopBundler } from "../pack/bundle.ts";
