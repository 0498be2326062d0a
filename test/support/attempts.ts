// Attempts as the policy reads them: sent to count, compiled, and not let count by staff, unless a
// test says otherwise.

import type { Attempt } from "../../src/rules/attempt.ts";

export function attemptAt(
  submittedAtMs: number,
  share: number | null,
  fields: Partial<Attempt> = {},
): Attempt {
  return {
    id: `at-${submittedAtMs}`,
    submittedAtMs,
    share,
    isPractice: false,
    saidToCount: true,
    compiled: true,
    allowance: null,
    ...fields,
  };
}
