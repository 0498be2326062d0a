// Computes the score that counts from one student's attempts, with everything needed to explain it.
// Pure: the same attempts, rules, extension and override always give the same score, in any order.
//
// An attempt is regular if the site said that it counts; the others are optional. The policy tries
// the regular attempts alone, and together with each optional attempt that would then be the one
// that counts, each time under the rules alone and with the extension; the best result is the
// score. So an optional attempt or an extension may raise a score and never lower it.

import type { Attempt, Lateness, Outcome, WhyNot } from "./attempt.ts";
import {
  countAttempts,
  type Extra,
  isRegular,
  type Reading,
  findOwnReason,
} from "./count-attempts.ts";
import { computeAttemptLimit, type Extension, type Rules } from "./assignment-rules.ts";

export interface Override {
  points: number;
  reason: string;
}

export interface ScoreQuery {
  attempts: readonly Attempt[];
  rules: Rules;
  extension: Extension | null;
  override: Override | null;
  /**
   * The student's points before a regrade that must not lower any score; null for most students.
   */
  floor?: number | null;
  maxPoints: number;
}

/** Attempts that do not count, by reason. Practice is left out: the student chose it. */
export type Ignored = Record<Exclude<WhyNot, "practice">, number>;

/** The attempt that a score comes from. */
export interface Counting extends Lateness {
  id: string;
  /** Its number among those that count, from 1. */
  number: number;
  /** The most that an attempt of this number may earn, 0 to 1. */
  worth: number;
  /** It counts only because of the extension. */
  needsExtension: boolean;
  /** It counts only because staff let it count, with this reason. */
  allowance: { reason: string } | null;
}

export interface Score {
  /** To two decimals. null: nothing that counts is graded yet. */
  points: number | null;
  maxPoints: number;
  /** undefined if there is none, or under an override. */
  from: Counting | undefined;
  /**
   * Attempts that count, graded or not: the regular ones, and of those that may only raise the
   * score the one that does and those still waiting.
   */
  counted: number;
  waiting: number;
  ignored: Ignored;
  override: Override | null;
  /** The points are the floor: the attempts alone give less. */
  isKept: boolean;
  /**
   * The points from the attempts alone; differs from `points` only under an override or a floor.
   */
  earned: number | null;
}

/** The outcome of one attempt, as the student has it now. */
export type Standing =
  | (Extract<Outcome, { counts: true }> & {
      /** The attempt limit; null without one. */
      of: number | null;
      /** false for attempts that may only raise the score: they use no attempt. */
      usesAttempt: boolean;
      /** It counts only because staff let it count. */
      isAllowed: boolean;
      /** The score comes from it. */
      isChosen: boolean;
    })
  | { counts: false; why: WhyNot };

/** 0 <= points <= maxPoints for any input; an override is taken as it is. */
export function scoreAttempts(query: ScoreQuery): Score {
  const { override, floor = null, maxPoints } = query;
  const { best, standings } = weigh(query);
  let counted = 0;
  let waiting = 0;
  const ignored: Ignored = { early: 0, late: 0, notCompiled: 0, overLimit: 0, tooSoon: 0 };
  for (const standing of standings.values()) {
    if (standing.counts) {
      if (standing.points === null) waiting += 1;
      if (standing.usesAttempt || standing.points === null || standing.isChosen) counted += 1;
    } else if (standing.why !== "practice") ignored[standing.why] += 1;
  }
  const earned = best?.points ?? null;
  const isKept = override === null && floor !== null && floor > (earned ?? -1);
  const points = override?.points ?? (isKept ? Math.min(maxPoints, floor) : earned);
  const from = override === null && best !== undefined ? readCounting(best) : undefined;
  return { points, maxPoints, isKept, from, counted, waiting, ignored, override, earned };
}

/** The outcome of every attempt, by its id. */
export function listStandings(
  query: Omit<ScoreQuery, "override" | "floor">,
): Map<string, Standing> {
  return new Map([...weigh(query).standings].map(([{ id }, standing]) => [id, standing]));
}

/** One way to a score: the attempt that it comes from, and the reading that gives it. */
interface Way {
  attempt: Attempt;
  outcome: Extract<Outcome, { counts: true }>;
  points: number;
  isExtended: boolean;
  isAllowed: boolean;
}

function weigh({ attempts, rules, extension, maxPoints }: Omit<ScoreQuery, "override" | "floor">): {
  best: Way | undefined;
  standings: Map<Attempt, Standing>;
} {
  const inOrder = attempts.toSorted(
    (a, b) => a.submittedAtMs - b.submittedAtMs || (a.id < b.id ? -1 : 1),
  );
  const limit = computeAttemptLimit(rules, extension);
  const standings = new Map<Attempt, Standing>();
  let best: Way | undefined;
  const consider = (way: Way | undefined) => {
    if (way !== undefined && way.points > (best?.points ?? -1)) best = way;
  };

  const readings: Reading[] = [
    { rules, extension: null, maxPoints },
    ...(extension === null ? [] : [{ rules, extension, maxPoints }]),
  ];
  const alone = readings.map((reading) => countAttempts(reading, inOrder));
  // The regular ones first: of two ways to the same score, the simpler one is shown.
  for (const [i, outcomes] of alone.entries()) consider(findWay(rules, outcomes, i > 0));
  for (const [i, reading] of readings.entries()) {
    const isNow = i === readings.length - 1;
    if (isNow)
      for (const [attempt, outcome] of alone[i]!)
        standings.set(
          attempt,
          makeStanding(outcome, limit, { usesAttempt: true, isAllowed: false }),
        );
    for (const attempt of inOrder) {
      for (const extra of listExtras(attempt)) {
        const outcomes = tryExtra(reading, inOrder, extra);
        const way = findWay(rules, outcomes, i > 0, extra.isAllowed);
        if (way?.attempt === attempt) consider(way);
        if (isNow && standings.get(attempt)?.counts !== true)
          standings.set(
            attempt,
            makeStanding(outcomes.get(attempt)!, limit, {
              usesAttempt: false,
              isAllowed: extra.isAllowed,
            }),
          );
      }
      if (isNow && !standings.has(attempt))
        standings.set(attempt, { counts: false, why: "practice" });
    }
  }
  if (best !== undefined) {
    const { attempt, outcome, isAllowed } = best;
    standings.set(attempt, {
      ...outcome,
      of: limit,
      usesAttempt: isRegular(attempt) && !isAllowed,
      isAllowed,
      isChosen: true,
    });
  }
  return { best, standings };
}

/** The ways in which an attempt may raise the score. */
function listExtras(attempt: Attempt): Extra[] {
  const { isPractice, saidToCount, allowance } = attempt;
  return [
    ...(isPractice || saidToCount ? [] : [{ attempt, isAllowed: false }]),
    ...(allowance === null ? [] : [{ attempt, isAllowed: true }]),
  ];
}

function tryExtra(
  reading: Reading,
  inOrder: readonly Attempt[],
  extra: Extra,
): Map<Attempt, Outcome> {
  // There may be any number of late attempts: those that their own time rules out are not counted
  // together with all the others.
  const why = extra.isAllowed ? undefined : findOwnReason(reading, extra.attempt);
  return why === undefined
    ? countAttempts(reading, inOrder, extra)
    : new Map([[extra.attempt, { counts: false, why }]]);
}

/** The attempt that the score comes from: the best, or the last. */
function findWay(
  { counts }: Rules,
  outcomes: ReadonlyMap<Attempt, Outcome>,
  isExtended: boolean,
  isAllowed = false,
): Way | undefined {
  let chosen: Way | undefined;
  for (const [attempt, outcome] of outcomes) {
    if (!outcome.counts || outcome.points === null) continue;
    if (chosen === undefined || counts === "last" || outcome.points > chosen.points)
      chosen = { attempt, outcome, points: outcome.points, isExtended, isAllowed };
  }
  return chosen;
}

function makeStanding(
  outcome: Outcome,
  of: number | null,
  how: { usesAttempt: boolean; isAllowed: boolean },
): Standing {
  return outcome.counts ? { ...outcome, of, ...how, isChosen: false } : outcome;
}

function readCounting({ attempt, outcome, isExtended, isAllowed }: Way): Counting {
  const { number, worth, lateUnits, lateFactor } = outcome;
  return {
    id: attempt.id,
    number,
    worth,
    lateUnits,
    lateFactor,
    needsExtension: isExtended,
    allowance:
      isAllowed && attempt.allowance !== null ? { reason: attempt.allowance.reason } : null,
  };
}
