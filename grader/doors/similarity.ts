// The door to what a comparison of submissions asks for and finds.

export type { Comparison } from "../similarity/similarity-comparer.ts";
export { similarityResult } from "../similarity/similarity-messages.ts";
export {
  MAX_COMPARED,
  type MatchingPart,
  SIMILARITY_ENGINE,
  type SimilarityResult,
  type SimilarPair,
} from "../similarity/similarity-result.ts";
