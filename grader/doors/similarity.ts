// The door to what a comparison of submissions asks for and finds.

export type { Comparison } from "../similarity/similarity-comparer.ts";
export { similarityResult } from "../similarity/similarity-messages.ts";
export {
  LEAST_SIMILARITY,
  MAX_COMPARED,
  MAX_TEXT_CHARACTERS,
  type MatchingPart,
  SIMILARITY_ENGINE,
  type SimilarityRequest,
  type SimilarityResult,
  type SimilarPair,
} from "../similarity/similarity-result.ts";
