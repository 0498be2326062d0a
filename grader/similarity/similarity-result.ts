// Numbers and shapes that both sides of the pipe must agree on. They have a file of their own, so
// that the process need not load zod, which only the parent checks with.

/**
 * Part of what a stored result depends on: it changes whenever the same texts would come to
 * something else.
 */
export const SIMILARITY_ENGINE = "1";

/** Submissions compared at once. */
export const MAX_COMPARED = 1000;
/** Of one text; the rest is not looked at. A long solution has a tenth of that. */
export const MAX_TEXT_CHARACTERS = 64 * 1024;
/** Pairs that are reported, and the least similarity of one. */
export const MAX_PAIRS = 1000;
export const LEAST_SIMILARITY = 0.3;
/** Matching parts of one pair that are marked, the longest. */
export const MAX_PARTS = 60;

export interface SimilarityRequest {
  texts: string[];
  /** What everybody was given: the starter, the driver. */
  given: string[];
}

/**
 * Where the two texts say the same: offsets of the first character and after the last, on both
 * sides.
 */
export interface MatchingPart {
  a: [number, number];
  b: [number, number];
  /** Of a's text that it reaches into. */
  lines: number;
}

export interface SimilarPair {
  /** Indices into `texts`, a before b. */
  a: number;
  b: number;
  /** 0 to 1: of the fingerprints of both, how many the other has too. */
  similarity: number;
  /** The longest part, and all of them together, in lines of a's text. */
  longestLines: number;
  sharedLines: number;
  /** In the order of a's text. */
  parts: MatchingPart[];
}

export interface SimilarityResult {
  /** The most similar first. */
  pairs: SimilarPair[];
  /** Indices of texts that hold too little of their own to be compared. */
  tooShort: number[];
  /** False if time ran out, or more pairs are alike than are reported. */
  isComplete: boolean;
}
