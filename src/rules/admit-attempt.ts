// What an attempt sent at a given moment would be, by the same rules that score it. Pages show it
// before an attempt is sent, and the server applies it on arrival.

import type { Attempt } from "./attempt.ts";
import { countAttempts } from "./count-attempts.ts";
import {
  computeAttemptLimit,
  computeDueAtMs,
  type Extension,
  hasOpened,
  computeLateness,
  type Rules,
  computeSpacingMs,
  computeWorth,
} from "./assignment-rules.ts";

/**
 * `worth` and `lateFactor`: what it could still earn, 0 to 1 each. `lateUntilMs`: the last day for
 * late work; null if there is none.
 */
export type Admission =
  | {
      kind: "counts";
      number: number;
      attemptsLeft: number | null;
      worth: number;
      lateUnits: number | null;
      lateFactor: number;
      dueAtMs: number | null;
      lateUntilMs: number | null;
    }
  | { kind: "early"; opensAtMs: number }
  | { kind: "late"; dueAtMs: number; lateUntilMs: number | null }
  | { kind: "overLimit"; limit: number }
  | { kind: "tooSoon"; untilMs: number };

export interface AdmissionQuery {
  attempts: readonly Attempt[];
  rules: Rules;
  extension: Extension | null;
}

/**
 * `attemptsLeft`: including this one; null without a limit. Attempts that may only raise the score
 * do not use one.
 */
export function admitAttempt(
  { attempts, rules, extension }: AdmissionQuery,
  nowMs: number,
): Admission {
  const dueAtMs = computeDueAtMs(rules, extension);
  const lateUntilMs = rules.late.kind === "refused" ? null : rules.lateUntilMs;
  if (!hasOpened(rules, nowMs)) return { kind: "early", opensAtMs: rules.opensAtMs! };
  const late = computeLateness(rules, extension, nowMs);
  if (late === undefined) return { kind: "late", dueAtMs: dueAtMs!, lateUntilMs };
  const inOrder = attempts.toSorted(
    (a, b) => a.submittedAtMs - b.submittedAtMs || (a.id < b.id ? -1 : 1),
  );
  let counted = 0;
  let lastMs = -Infinity;
  for (const [{ submittedAtMs }, outcome] of countAttempts(
    { rules, extension, maxPoints: 0 },
    inOrder,
  )) {
    if (!outcome.counts) continue;
    counted += 1;
    lastMs = submittedAtMs;
  }
  const limit = computeAttemptLimit(rules, extension);
  if (limit !== null && counted >= limit) return { kind: "overLimit", limit };
  const untilMs = lastMs + computeSpacingMs(rules);
  if (nowMs < untilMs && rules.attempts.kind === "spaced") return { kind: "tooSoon", untilMs };
  return {
    kind: "counts",
    number: counted + 1,
    attemptsLeft: limit === null ? null : limit - counted,
    worth: computeWorth(rules, counted + 1),
    ...late,
    dueAtMs,
    lateUntilMs,
  };
}
