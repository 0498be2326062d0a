// Computes the fingerprint of a text: a selection of its short runs of tokens, each as a number
// (winnowing; Schleimer, Wilkerson, Aiken: "Local algorithms for document fingerprinting", 2003, as
// in Dolos). Runs of the given code, and runs that many submissions have, are left out, because
// they do not show copying.

import { WinnowFilter } from "@dodona/dolos-core";
import type { TokenText } from "./tokenize.ts";

/** The number of tokens in a run: about two lines. */
export const RUN_TOKENS = 14;
/**
 * At least one of this many consecutive runs is selected. It is at most the length of a run, so
 * that the selected runs leave no gap.
 */
const WINDOW_RUNS = 8;
/**
 * If a text repeats a run more often than this (a long table, a hostile text), further occurrences
 * are ignored.
 */
const MAX_REPEATS = 20;
/**
 * A run that this share of a class has is common. Classes smaller than COMMON_FROM_TEXTS have no
 * common runs: two students who copied could be half of the class.
 */
const COMMON_SHARE = 0.5;
const COMMON_FROM_TEXTS = 10;

export interface Fingerprinted extends TokenText {
  /** By hash: the token indices at which its runs begin. */
  runs: Map<number, number[]>;
  /** The total number of runs. */
  count: number;
  /** Tokens that are only in left-out runs. */
  isLeftOut: Uint8Array;
  ownTokens: number;
}

type Runs = Map<number, number[]>;

export function fingerprintAll(texts: TokenText[], given: TokenText[]): Fingerprinted[] {
  const filter = new WinnowFilter(RUN_TOKENS, WINDOW_RUNS);
  const chosen = texts.map((text) => findRuns(filter, text));
  const leftOut = new Set<number>();
  // All runs of the given code, not a selection: a window that extends into the student's own code
  // would select another one.
  const every = new WinnowFilter(RUN_TOKENS, 1);
  for (const text of given) for (const hash of findRuns(every, text).keys()) leftOut.add(hash);
  if (texts.length >= COMMON_FROM_TEXTS) {
    const holders = new Map<number, number>();
    for (const runs of chosen)
      for (const hash of runs.keys()) holders.set(hash, (holders.get(hash) ?? 0) + 1);
    for (const [hash, count] of holders)
      if (count >= texts.length * COMMON_SHARE) leftOut.add(hash);
  }
  return texts.map((text, i) => withoutCommon(text, chosen[i]!, leftOut));
}

function findRuns(filter: WinnowFilter, { tokens }: TokenText): Runs {
  const runs: Runs = new Map();
  for (const { hash, start } of filter.fingerprints(tokens)) {
    const known = runs.get(hash);
    if (known === undefined) runs.set(hash, [start]);
    else if (known.length < MAX_REPEATS) known.push(start);
  }
  return runs;
}

function withoutCommon(text: TokenText, all: Runs, leftOut: ReadonlySet<number>): Fingerprinted {
  const runs: Runs = new Map();
  const isLeftOut = new Uint8Array(text.tokens.length);
  let count = 0;
  for (const [hash, starts] of all) {
    if (leftOut.has(hash)) for (const start of starts) isLeftOut.fill(1, start, start + RUN_TOKENS);
  }
  for (const [hash, starts] of all) {
    if (leftOut.has(hash)) continue;
    runs.set(hash, starts);
    count += starts.length;
    for (const start of starts) isLeftOut.fill(0, start, start + RUN_TOKENS);
  }
  return {
    ...text,
    runs,
    count,
    isLeftOut,
    ownTokens: isLeftOut.reduce((own, out) => own + 1 - out, 0),
  };
}
