// The door to public bundles: the visible half of an exercise, to grade with at home.

export { exerciseFromBundle } from "../public/exercise-from-bundle.ts";
export { makePublicBundle } from "../public/make-bundle.ts";
export {
  MAX_BUNDLE_BYTES,
  type PublicBundle,
  publicBundle,
  readPublicBundle,
} from "../public/public-bundle.ts";
export { listPublicFiles } from "../public/public-files.ts";
