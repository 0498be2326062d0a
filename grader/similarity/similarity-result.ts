// Numbers and types that both sides of the pipe use. They have a file of their own, so that the
// process does not load zod, which only the parent needs.

/**
 * Part of the hash of a stored result: change it whenever the same texts would give another result.
 */
export const SIMILARITY_ENGINE = "1";

/** The most submissions in one comparison. */
export const MAX_COMPARED = 1000;
/** The most characters of one text; the rest is ignored. A long solution has a tenth of this. */
export const MAX_TEXT_CHARACTERS = 64 * 1024;
/** The most pairs that are reported, and their minimum similarity. */
export const MAX_PAIRS = 1000;
export const LEAST_SIMILARITY = 0.3;
/** The most matching parts that are marked in a pair; the longest ones. */
export const MAX_PARTS = 60;

export interface SimilarityRequest {
  texts: string[];
  /** Code that every student was given: the starter and the driver. */
  given: string[];
}

/**
 * A matching part: on each side, the offset of its first character, and the offset after its last.
 */
export interface MatchingPart {
  a: [number, number];
  b: [number, number];
  /** The number of lines in text a that it touches. */
  lines: number;
}

export interface SimilarPair {
  /** Indices into `texts`, a before b. */
  a: number;
  b: number;
  /** 0 to 1: the share of both fingerprints that the other text also has. */
  similarity: number;
  /** The longest part, and all parts together, in lines of text a. */
  longestLines: number;
  sharedLines: number;
  /** In the order of text a. */
  parts: MatchingPart[];
}

export interface SimilarityResult {
  /** The most similar first. */
  pairs: SimilarPair[];
  /** Indices of texts with too little own code to be compared. */
  tooShort: number[];
  /** False if the time was not enough, or if there are more similar pairs than are reported. */
  isComplete: boolean;
}
