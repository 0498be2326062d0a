// The door to public bundles: the visible half of an exercise, to grade with at home.

export { exerciseFromBundle } from "../public/exercise-from-bundle.ts";
export { publicBundleOf } from "../public/make-bundle.ts";
export {
  MAX_BUNDLE_BYTES,
  type PublicBundle,
  publicBundle,
  readPublicBundle,
} from "../public/public-bundle.ts";
export { publicFilesOf } from "../public/public-files.ts";
