// Finds the matching parts of two texts. Each common run is extended in both directions as far as
// possible. Then the longest matches take their tokens first, and each token belongs to at most one
// part (greedy string tiling; Wise: "YAP3", 1996).

import { type Fingerprinted, RUN_TOKENS } from "./fingerprint.ts";
import { MAX_PARTS, type MatchingPart, type SimilarPair } from "./similarity-result.ts";

/** Token indices: the `length` tokens from `a` equal those from `b`. */
interface Match {
  a: number;
  b: number;
  length: number;
}

export type Matching = Pick<SimilarPair, "parts" | "longestLines" | "sharedLines">;

export function matchParts(left: Fingerprinted, right: Fingerprinted): Matching {
  const parts = layTiles(findMatches(left, right), left.tokens.length, right.tokens.length)
    .slice(0, MAX_PARTS)
    .sort((one, other) => one.a - other.a)
    .map(({ a, b, length }): MatchingPart => {
      const range: [number, number] = [left.starts[a]!, left.ends[a + length - 1]!];
      return {
        a: range,
        b: [right.starts[b]!, right.ends[b + length - 1]!],
        lines: left.text.slice(...range).split("\n").length,
      };
    });
  const lines = parts.map((part) => part.lines);
  return {
    parts,
    longestLines: Math.max(0, ...lines),
    sharedLines: lines.reduce((sum, count) => sum + count, 0),
  };
}

function findMatches(left: Fingerprinted, right: Fingerprinted): Match[] {
  const matches: Match[] = [];
  /** By the distance of the two sides: the last token of `left` in a match with that distance. */
  const reached = new Map<number, number>();
  const isSame = (a: number, b: number) =>
    left.tokens[a] === right.tokens[b] && left.isLeftOut[a] === 0 && right.isLeftOut[b] === 0;
  const anchors = [...left.runs]
    .filter(([hash]) => right.runs.has(hash))
    .flatMap(([hash, starts]) =>
      starts.flatMap((a) => right.runs.get(hash)!.map((b) => ({ a, b }))),
    );
  for (const anchor of anchors.sort((one, other) => one.a - other.a || one.b - other.b)) {
    const distance = anchor.a - anchor.b;
    if ((reached.get(distance) ?? -1) >= anchor.a) continue;
    let { a, b } = anchor;
    while (a > 0 && b > 0 && isSame(a - 1, b - 1)) [a, b] = [a - 1, b - 1];
    let length = 0;
    while (
      a + length < left.tokens.length &&
      b + length < right.tokens.length &&
      isSame(a + length, b + length)
    )
      length += 1;
    reached.set(distance, a + length);
    // Two runs with the same hash need not be equal.
    if (length >= RUN_TOKENS) matches.push({ a, b, length });
  }
  return matches;
}

/** The longest first. */
function layTiles(matches: Match[], leftLength: number, rightLength: number): Match[] {
  const takenLeft = new Uint8Array(leftLength);
  const takenRight = new Uint8Array(rightLength);
  const tiles: Match[] = [];
  for (const { a, b, length } of matches.sort(
    (one, other) => other.length - one.length || one.a - other.a,
  )) {
    // The pieces of a match that longer matches have left, if they are long enough to be
    // meaningful.
    let from = 0;
    for (let i = 0; i <= length; i += 1) {
      if (i < length && takenLeft[a + i] === 0 && takenRight[b + i] === 0) continue;
      if (i - from >= RUN_TOKENS) tiles.push({ a: a + from, b: b + from, length: i - from });
      from = i + 1;
    }
    takenLeft.fill(1, a, a + length);
    takenRight.fill(1, b, b + length);
  }
  return tiles.sort((one, other) => other.length - one.length || one.a - other.a);
}
