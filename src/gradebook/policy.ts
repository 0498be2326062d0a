// From one student's attempts at an exercise to the score that counts, with everything that is needed to say why. Pure: the same attempts, rules,
// extension and override always come to the same score, in whatever order they are given.

import { dueAtMsFor, type Extension, LATE_UNIT_MS, type Rules } from "./rules.ts";

export interface Attempt {
  id: string;
  /** Milliseconds since 1970. */
  submittedAtMs: number;
  /** 0 to 1: of what its tests give. null: not graded yet. Attempts that failed through no fault of the student's are not to be given here. */
  share: number | null;
}

export interface Override {
  points: number;
  reason: string;
}

export interface ScoreQuery {
  attempts: readonly Attempt[];
  rules: Rules;
  extension: Extension | null;
  override: Override | null;
  /** What the student had before a regrade that was to lower nobody's score; null for most. */
  floor?: number | null;
  maxPoints: number;
}

/** Attempts that do not count, by why. */
export interface Ignored {
  early: number;
  late: number;
  overLimit: number;
  tooSoon: number;
}

/** The attempt that a score comes from. */
export interface Counting {
  id: string;
  /** Among those that count, from 1. */
  number: number;
  /** What the k-th attempt may earn, 0 to 1. */
  worth: number;
  /** Hours or days begun after the due time; null on time, or where being late costs nothing. */
  lateUnits: number | null;
  /** What is left of its points for being late, 0 to 1. */
  lateFactor: number;
  /** Only because of the extension. */
  needsExtension: boolean;
}

export interface Score {
  /** To two decimals. null: nothing that counts is graded yet. */
  points: number | null;
  maxPoints: number;
  /** undefined where there is none, and under an override. */
  from: Counting | undefined;
  /** Attempts that count, graded or not. */
  counted: number;
  waiting: number;
  ignored: Ignored;
  override: Override | null;
  /** It is the floor: the attempts alone come to less. */
  isKept: boolean;
  /** What the attempts alone come to; other than `points` only under an override or a floor. */
  earned: number | null;
}

/** Whatever is given, 0 <= points <= maxPoints, but for an override, which is taken as it is. */
export function scoreAttempts({ attempts, rules, extension, override, floor = null, maxPoints }: ScoreQuery): Score {
  const inOrder = attempts.toSorted((a, b) => a.submittedAtMs - b.submittedAtMs || (a.id < b.id ? -1 : 1));
  const asSet = scoreUnder(rules, null, inOrder, maxPoints);
  // With "last counts", one more attempt that counts can be a worse one: an extension gives a choice, and never takes points away.
  const extended = extension === null ? asSet : scoreUnder(rules, extension, inOrder, maxPoints);
  const needsExtension = (extended.points ?? -1) > (asSet.points ?? -1);
  const { points: earned, from } = needsExtension ? extended : asSet;
  // How many wait and were left out is told as the student has it now.
  const { counted, waiting, ignored } = extended;
  const isKept = override === null && floor !== null && floor > (earned ?? -1);
  return { points: override?.points ?? (isKept ? Math.min(maxPoints, floor) : earned), maxPoints, isKept, from: override === null && from !== undefined ? { ...from, needsExtension } : undefined, counted, waiting, ignored, override, earned };
}

type CountingAsSet = Omit<Counting, "needsExtension">;
type Scored = Pick<Score, "points" | "counted" | "waiting" | "ignored"> & { from: CountingAsSet | undefined; lastMs: number };

function scoreUnder(rules: Rules, extension: Extension | null, inOrder: readonly Attempt[], maxPoints: number): Scored {
  const dueAtMs = dueAtMsFor(rules, extension);
  const limit = attemptLimit(rules) + (extension?.extraAttempts ?? 0);
  const ignored: Ignored = { early: 0, late: 0, overLimit: 0, tooSoon: 0 };
  const spacingMs = rules.attempts.kind === "spaced" ? rules.attempts.minutes * 60_000 : 0;
  let lastMs = -Infinity;
  let counted = 0;
  let waiting = 0;
  let chosen: { points: number; from: CountingAsSet } | undefined;

  for (const { id, submittedAtMs, share } of inOrder) {
    const late = latenessOf(rules, dueAtMs, submittedAtMs);
    if (rules.opensAtMs !== null && submittedAtMs < rules.opensAtMs) ignored.early += 1;
    else if (late === undefined) ignored.late += 1;
    else if (counted >= limit) ignored.overLimit += 1;
    else if (submittedAtMs < lastMs + spacingMs) ignored.tooSoon += 1;
    else {
      lastMs = submittedAtMs;
      counted += 1;
      if (share === null) {
        waiting += 1;
        continue;
      }
      const worth = worthOf(rules, counted);
      const points = Math.min(maxPoints, round(Math.min(1, Math.max(0, share)) * worth * late.lateFactor * maxPoints));
      if (chosen === undefined || rules.counts === "last" || points > chosen.points) {
        chosen = { points, from: { id, number: counted, worth, ...late } };
      }
    }
  }
  return { points: chosen?.points ?? null, from: chosen?.from, counted, waiting, ignored, lastMs };
}

/** What an attempt sent now would be. `worth` and `lateFactor`: what it could still earn, 0 to 1 each. */
export type Admission =
  | { kind: "counts"; number: number; attemptsLeft: number | null; worth: number; lateUnits: number | null; lateFactor: number; dueAtMs: number | null }
  | { kind: "early"; opensAtMs: number }
  | { kind: "late"; dueAtMs: number }
  | { kind: "overLimit"; limit: number }
  | { kind: "tooSoon"; untilMs: number };

/** Whether one more attempt would count, by the same rules that score it. `attemptsLeft`: this one included; null without a limit. */
export function admitAttempt({ attempts, rules, extension }: Pick<ScoreQuery, "attempts" | "rules" | "extension">, nowMs: number): Admission {
  const dueAtMs = dueAtMsFor(rules, extension);
  if (rules.opensAtMs !== null && nowMs < rules.opensAtMs) return { kind: "early", opensAtMs: rules.opensAtMs };
  const late = latenessOf(rules, dueAtMs, nowMs);
  if (late === undefined) return { kind: "late", dueAtMs: dueAtMs! };
  const inOrder = attempts.toSorted((a, b) => a.submittedAtMs - b.submittedAtMs);
  const { counted, lastMs } = scoreUnder(rules, extension, inOrder, 0);
  const limit = attemptLimit(rules) + (extension?.extraAttempts ?? 0);
  if (counted >= limit) return { kind: "overLimit", limit };
  const untilMs = rules.attempts.kind === "spaced" ? lastMs + rules.attempts.minutes * 60_000 : -Infinity;
  if (nowMs < untilMs) return { kind: "tooSoon", untilMs };
  return { kind: "counts", number: counted + 1, attemptsLeft: limit === Infinity ? null : limit - counted, worth: worthOf(rules, counted + 1), ...late, dueAtMs };
}

/** undefined: so late that it is refused. */
function latenessOf({ late, graceMinutes }: Rules, dueAtMs: number | null, submittedAtMs: number): Pick<Counting, "lateUnits" | "lateFactor"> | undefined {
  const onTime = { lateUnits: null, lateFactor: 1 };
  if (dueAtMs === null || submittedAtMs <= dueAtMs + graceMinutes * 60_000 || late.kind === "free") return onTime;
  if (late.kind === "refused") return undefined;
  const lateUnits = Math.ceil((submittedAtMs - dueAtMs) / LATE_UNIT_MS[late.per]);
  return { lateUnits, lateFactor: Math.max(late.floorPercent, 100 - late.percent * lateUnits) / 100 };
}

function attemptLimit({ attempts }: Rules): number {
  if (attempts.kind === "limited") return attempts.count;
  return attempts.kind === "worth" ? attempts.points.length : Infinity;
}

/** An attempt that only an extension allows is worth as much as the last one of the list. */
function worthOf({ attempts }: Rules, number: number): number {
  return attempts.kind === "worth" ? attempts.points[Math.min(number, attempts.points.length) - 1]! / attempts.points[0]! : 1;
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}
