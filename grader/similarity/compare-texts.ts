// Compares every text with every other. Runs only in a process of its own behind walls, because the
// texts are untrusted.

import { fingerprintAll, type Fingerprinted } from "./fingerprint.ts";
import { matchParts } from "./match-parts.ts";
import type { TokenText } from "./tokenize.ts";
import {
  LEAST_SIMILARITY,
  MAX_PAIRS,
  type SimilarityRequest,
  type SimilarityResult,
  type SimilarPair,
} from "./similarity-result.ts";

/** Shorter texts may be equal by chance. */
const LEAST_OWN_TOKENS = 40;
/** Well below the parent's limit, so that there is a partial result, marked as incomplete. */
const CPU_BUDGET_MS = 30_000;

export function compareTexts(
  { texts, given }: SimilarityRequest,
  tokenize: (text: string) => TokenText,
  cpuTimeMs: () => number,
): SimilarityResult {
  const prints = fingerprintAll(texts.map(tokenize), given.map(tokenize));
  const isEnough = ({ ownTokens, count }: Fingerprinted) =>
    ownTokens >= LEAST_OWN_TOKENS && count > 0;
  const tooShort = [...prints.keys()].filter((i) => !isEnough(prints[i]!));
  const compared = [...prints.keys()].filter((i) => isEnough(prints[i]!));
  let isComplete = true;
  const alike: { a: number; b: number; similarity: number }[] = [];
  for (const [k, a] of compared.entries()) {
    if (cpuTimeMs() > CPU_BUDGET_MS) {
      isComplete = false;
      break;
    }
    for (const b of compared.slice(k + 1)) {
      const similarity = measureSimilarity(prints[a]!, prints[b]!);
      if (similarity >= LEAST_SIMILARITY) alike.push({ a, b, similarity });
    }
  }
  alike.sort(
    (one, other) => other.similarity - one.similarity || one.a - other.a || one.b - other.b,
  );
  const pairs: SimilarPair[] = [];
  for (const { a, b, similarity } of alike.slice(0, MAX_PAIRS)) {
    if (cpuTimeMs() > 2 * CPU_BUDGET_MS) break;
    pairs.push({ a, b, similarity, ...matchParts(prints[a]!, prints[b]!) });
  }
  return { pairs, tooShort, isComplete: isComplete && pairs.length === alike.length };
}

/** The measure of Dolos: the share of both texts' runs that the other text also has. */
function measureSimilarity(left: Fingerprinted, right: Fingerprinted): number {
  const [small, large] = left.runs.size <= right.runs.size ? [left, right] : [right, left];
  let shared = 0;
  for (const [hash, starts] of small.runs) {
    const others = large.runs.get(hash);
    if (others !== undefined) shared += starts.length + others.length;
  }
  return shared / (left.count + right.count);
}
