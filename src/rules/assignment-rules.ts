// What an assignment requires, and what may differ for one student. Shared by the forms, the
// database and the policy.

import { z } from "zod";
import { MINUTE_MS, HOUR_MS, DAY_MS, DAY_MINUTES } from "../durations.ts";

/**
 * Elapsed time, not calendar days: a day late is 24 hours late, even if clocks change in between.
 */
const LATE_UNIT_MS = { hour: HOUR_MS, day: DAY_MS } as const;

const percent = z.number().min(0).max(100);
/** Milliseconds since 1970, UTC. */
const instant = z.int();

/**
 * What an attempt after the due time is worth. deduction: percent of its points for each hour or
 * day begun since, down to the floor.
 */
export const lateRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("refused") }),
  z.strictObject({ kind: z.literal("free") }),
  z.strictObject({
    kind: z.literal("deduction"),
    percent: percent.gt(0),
    per: z.enum(["hour", "day"]),
    floorPercent: percent,
  }),
]);

/**
 * Which attempts count. spaced: an attempt sent less than `minutes` after the last one that counts
 * does not. worth: the k-th attempt earns at most the k-th of these points, relative to the first;
 * the length of the list is the limit.
 */
export const attemptRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("unlimited") }),
  z.strictObject({ kind: z.literal("limited"), count: z.int().min(1).max(1000) }),
  z.strictObject({
    kind: z.literal("spaced"),
    minutes: z
      .int()
      .min(1)
      .max(7 * DAY_MINUTES),
  }),
  z.strictObject({
    kind: z.literal("worth"),
    points: z
      .array(z.number().positive())
      .min(1)
      .max(100)
      .refine(
        (points) => points.every((value, i) => i === 0 || value <= points[i - 1]!),
        "later attempts are worth no more than earlier ones",
      ),
  }),
]);

export const rules = z
  .strictObject({
    opensAtMs: instant.nullable(),
    dueAtMs: instant.nullable(),
    graceMinutes: z.int().min(0).max(DAY_MINUTES),
    late: lateRule,
    /**
     * The last moment at which late work counts; null: no last day. Ignored without a due time, or
     * if late work is refused.
     */
    lateUntilMs: instant.nullable(),
    /**
     * What does not compile (syntax, missing exports, a refused file) uses no attempt. Until it is
     * graded, it uses one.
     */
    freeCompileErrors: z.boolean(),
    attempts: attemptRule,
    counts: z.enum(["best", "last"]),
  })
  .refine(
    ({ opensAtMs, dueAtMs }) => opensAtMs === null || dueAtMs === null || opensAtMs < dueAtMs,
    { path: ["dueAtMs"], message: "due before it opens" },
  );

export type Rules = z.infer<typeof rules>;

export const extension = z.strictObject({
  /** Replaces the assignment's; null: no other. */
  dueAtMs: instant.nullable(),
  extraAttempts: z.int().min(0).max(1000),
});
export type Extension = z.infer<typeof extension>;

/** Whether work can be sent at this time. No opening time: always. */
export function hasOpened({ opensAtMs }: Pick<Rules, "opensAtMs">, atMs: number): boolean {
  return opensAtMs === null || atMs >= opensAtMs;
}

/**
 * One student's due time. An extension gives time and never takes it: if the assignment's due time
 * has moved past it, that one is used. null: no due time.
 */
export function computeDueAtMs(
  { dueAtMs }: Pick<Rules, "dueAtMs">,
  extension: Pick<Extension, "dueAtMs"> | null,
): number | null {
  return dueAtMs === null || extension?.dueAtMs == null
    ? dueAtMs
    : Math.max(dueAtMs, extension.dueAtMs);
}

/** Until when work is on time: the grace period is added here alone. `dueAtMs`: one student's. */
function onTimeUntilMs({ graceMinutes }: Pick<Rules, "graceMinutes">, dueAtMs: number): number {
  return dueAtMs + graceMinutes * MINUTE_MS;
}

/** Whether work sent now is late. `dueAtMs`: one student's. */
export function isPastDue(
  rules: Pick<Rules, "graceMinutes">,
  dueAtMs: number | null,
  nowMs: number,
): boolean {
  return dueAtMs !== null && nowMs > onTimeUntilMs(rules, dueAtMs);
}

/** The last moment at which a student's work can count. null: it never ends. */
export function computeLastMoment(rules: Rules, extension: Extension | null): number | null {
  const dueAtMs = computeDueAtMs(rules, extension);
  if (dueAtMs === null) return null;
  const lastOnTimeMs = onTimeUntilMs(rules, dueAtMs);
  if (rules.late.kind === "refused") return lastOnTimeMs;
  // An extension beyond the last day for late work moves that day too.
  return rules.lateUntilMs === null ? null : Math.max(rules.lateUntilMs, lastOnTimeMs);
}

/**
 * The last moment at which anyone's work can count: of students with an extension, and of all
 * others. null: it never ends.
 */
export function computeLastMomentOfAll(
  rules: Rules,
  extensions: Iterable<Extension>,
): number | null {
  let latest = computeLastMoment(rules, null);
  for (const extension of extensions) {
    const theirs = computeLastMoment(rules, extension);
    latest = latest === null || theirs === null ? null : Math.max(latest, theirs);
  }
  return latest;
}

/** What being late takes from an attempt sent then. undefined: too late to count. */
export function computeLateness(
  rules: Rules,
  extension: Extension | null,
  submittedAtMs: number,
): { lateUnits: number | null; lateFactor: number } | undefined {
  const { late } = rules;
  const dueAtMs = computeDueAtMs(rules, extension);
  const onTime = { lateUnits: null, lateFactor: 1 };
  if (dueAtMs === null || !isPastDue(rules, dueAtMs, submittedAtMs)) return onTime;
  const lastMs = computeLastMoment(rules, extension);
  if (lastMs !== null && submittedAtMs > lastMs) return undefined;
  if (late.kind !== "deduction") return onTime;
  const lateUnits = Math.ceil((submittedAtMs - dueAtMs) / LATE_UNIT_MS[late.per]);
  return {
    lateUnits,
    lateFactor: Math.max(late.floorPercent, 100 - late.percent * lateUnits) / 100,
  };
}

/** How many attempts one student has. null: no limit. */
export function computeAttemptLimit(
  { attempts }: Pick<Rules, "attempts">,
  extension: Extension | null,
): number | null {
  const extra = extension?.extraAttempts ?? 0;
  if (attempts.kind === "limited") return attempts.count + extra;
  return attempts.kind === "worth" ? attempts.points.length + extra : null;
}

export function computeSpacingMs({ attempts }: Pick<Rules, "attempts">): number {
  return attempts.kind === "spaced" ? attempts.minutes * MINUTE_MS : 0;
}

/** The most that an attempt of this number may earn, 0 to 1. Beyond the list: the last value. */
export function computeWorth({ attempts }: Pick<Rules, "attempts">, number: number): number {
  return attempts.kind === "worth"
    ? attempts.points[Math.min(number, attempts.points.length) - 1]! / attempts.points[0]!
    : 1;
}
