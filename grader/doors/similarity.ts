// The entry point for comparing submissions: the types of its input and result.

export type { Comparison } from "../similarity/similarity-comparer.ts";
export { similarityResult } from "../similarity/similarity-messages.ts";
export {
  MAX_COMPARED,
  type MatchingPart,
  SIMILARITY_ENGINE,
  type SimilarityResult,
  type SimilarPair,
} from "../similarity/similarity-result.ts";
