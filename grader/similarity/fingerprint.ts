// What a text is recognised by: a choice of its short runs of tokens, each as a number (winnowing;
// Schleimer, Wilkerson, Aiken: "Local algorithms for document fingerprinting", 2003, as Dolos has
// it). What everybody was given, and what so many have that it cannot have come from one of them,
// is left out.

import { WinnowFilter } from "@dodona/dolos-core";
import type { TokenText } from "./tokenize.ts";

/** Tokens in a run: two lines or so. */
export const RUN_TOKENS = 14;
/**
 * Of so many runs in a row at least one is chosen: not more than a run is long, so that the chosen
 * ones leave no gap.
 */
const WINDOW_RUNS = 8;
/**
 * A run that one text repeats more often than that (a long table, a hostile text) is counted no
 * further.
 */
const MAX_REPEATS = 20;
/**
 * What this share of the class has is common; in a small class two who copied would be half of it.
 */
const COMMON_SHARE = 0.5;
const COMMON_FROM_TEXTS = 10;

export interface Fingerprinted extends TokenText {
  /** By hash: where the runs begin, as indices of tokens. */
  runs: Map<number, number[]>;
  /** How many there are in all. */
  count: number;
  /** Tokens that only left-out runs hold. */
  isLeftOut: Uint8Array;
  ownTokens: number;
}

type Runs = Map<number, number[]>;

export function fingerprintAll(texts: TokenText[], given: TokenText[]): Fingerprinted[] {
  const filter = new WinnowFilter(RUN_TOKENS, WINDOW_RUNS);
  const chosen = texts.map((text) => findRuns(filter, text));
  const leftOut = new Set<number>();
  // Every run of what was given, not a choice: a window that reaches into the student's own code
  // chooses another one.
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
