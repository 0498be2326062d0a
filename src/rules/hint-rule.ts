// When students may open the hints of an exercise that an assignment uses. Opening a hint costs no
// points.

import { z } from "zod";

export const MAX_HINT_ATTEMPTS = 100;

/** afterAttempts: after this many failed attempts of the student at the assignment. */
export const hintRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("on") }),
  z.strictObject({
    kind: z.literal("afterAttempts"),
    count: z.int().min(1).max(MAX_HINT_ATTEMPTS),
  }),
  z.strictObject({ kind: z.literal("off") }),
]);
export type HintRule = z.infer<typeof hintRule>;
export const HINT_RULE_KINDS = ["on", "afterAttempts", "off"] as const;

/** How many failed attempts are missing until hints may be opened; Infinity: hints are off. */
export function countMissingAttempts(rule: HintRule, failedAttempts: number): number {
  switch (rule.kind) {
    case "on":
      return 0;
    case "afterAttempts":
      return Math.max(0, rule.count - failedAttempts);
    case "off":
      return Infinity;
  }
}
