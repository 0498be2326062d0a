// Plain rules with a due time, and the score of attempts under them, for tests of the policy.

import type { Attempt } from "../../src/rules/attempt.ts";
import { scoreAttempts, type ScoreQuery } from "../../src/rules/policy.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const DUE = 10 * DAY;

export const plain: Rules = {
  opensAtMs: 0,
  dueAtMs: DUE,
  graceMinutes: 0,
  lateUntilMs: null,
  freeCompileErrors: false,
  late: { kind: "refused" },
  attempts: { kind: "unlimited" },
  counts: "best",
};
export const score = (
  attempts: Attempt[],
  rules: Partial<Rules> = {},
  others: Partial<ScoreQuery> = {},
) =>
  scoreAttempts({
    attempts,
    rules: { ...plain, ...rules },
    extension: null,
    override: null,
    maxPoints: 100,
    ...others,
  });
