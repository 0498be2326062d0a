// The entry point for public bundles: the visible part of an exercise, for grading on a student's
// computer.

export { loadBundledExercise } from "../public-bundle/exercise-from-bundle.ts";
export { makePublicBundle } from "../public-bundle/make-bundle.ts";
export {
  MAX_BUNDLE_BYTES,
  type PublicBundle,
  publicBundle,
  readPublicBundle,
} from "../public-bundle/public-bundle.ts";
export { listPublicFiles } from "../public-bundle/public-files.ts";
