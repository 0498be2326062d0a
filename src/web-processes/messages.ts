// What the web processes of one site and the process that started them send each other, over Node's
// own channel between a process and its parent (docs/decisions/web-processes.md).
//
//   a web process ── ask ──▶ primary ── asked ──▶ the feeding process
//   a web process ◀─ answered ─ primary ◀─ answer ── the feeding process

import { z } from "zod";

/** The number of the process that feeds the queue. The others are 2, 3, … */
export const FEEDER = 1;
/** Of the environment: the number of the process. */
export const NUMBER_VARIABLE = "GRADUS_PROCESS_NUMBER";

/**
 * request: an HTTP request that needs what only the feeding process has. live-tests, types: runs of
 * the live tests. assist: an editor's question. statements: rendering. knobs: the reference's
 * answers for a statement. metrics: of all processes from the primary, or of one from that process.
 */
const ABOUT = [
  "request",
  "live-tests",
  "types",
  "assist",
  "statements",
  "knobs",
  "metrics",
] as const;
export type About = (typeof ABOUT)[number];

const id = z.int().min(0);
/** null: there is no answer, because the process has ended or could not do it. */
const answer = z.object({ value: z.unknown() }).nullable();
export type Answer = z.infer<typeof answer>;

export const fromProcess = z.discriminatedUnion("kind", [
  /** It takes requests. `setupPath`: of the page that creates the owner's account. */
  z.strictObject({
    kind: z.literal("listening"),
    url: z.string(),
    setupPath: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal("ask"), id, about: z.enum(ABOUT), body: z.unknown() }),
  /** The answer is not wanted any more. */
  z.strictObject({ kind: z.literal("cancel"), id }),
  z.strictObject({ kind: z.literal("answer"), id, answer }),
  /** From the feeding process: whether grading is paused now. */
  z.strictObject({ kind: z.literal("standing"), isPaused: z.boolean() }),
]);
export type FromProcess = z.infer<typeof fromProcess>;

export const toProcess = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("asked"), id, about: z.enum(ABOUT), body: z.unknown() }),
  z.strictObject({ kind: z.literal("cancelled"), id }),
  z.strictObject({ kind: z.literal("answered"), id, answer }),
  z.strictObject({ kind: z.literal("standing"), isPaused: z.boolean() }),
  /** Take no more requests. The feeding process also finishes its gradings, and ends. */
  z.strictObject({ kind: z.literal("drain") }),
  /** The feeding process has ended. */
  z.strictObject({ kind: z.literal("end") }),
]);
export type ToProcess = z.infer<typeof toProcess>;
