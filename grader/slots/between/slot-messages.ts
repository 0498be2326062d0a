// What a slot answers. It has been in one process with hostile code, so every message is checked on
// arrival, and one that does not fit kills the slot. A slot itself imports only the types: it need
// not load what only the parent checks with.

import { z } from "zod";
import { COMPILE_CODES } from "../../sandbox/compile-problem.ts";
import { attackResult } from "../../walls/between/attack-result.ts";
import { MAX_TYPE_MESSAGE_CHARACTERS, MAX_TYPE_PROBLEMS } from "./agreed-numbers.ts";

const milliseconds = z.number().min(0).max(1e9);
const count = z.int().min(0).max(1e6);

/**
 * One case: the prelude's answer, or the limit that it hit. wall: the clock ran out before the CPU
 * limit did.
 */
const outcome = z.union([
  z.strictObject({ text: z.string(), cpuTimeMs: milliseconds }),
  z.strictObject({
    limit: z.enum(["time", "wall", "memory", "output", "crash"]),
    cpuTimeMs: milliseconds,
  }),
]);
export type Outcome = z.infer<typeof outcome>;

const compileProblem = z.strictObject({
  code: z.enum(COMPILE_CODES),
  reason: z.string().max(100),
  line: count,
  column: count,
  text: z.string().max(400),
  detail: z.string().max(2000),
  names: z.array(z.string().max(200)).max(100),
  exported: z.array(z.tuple([z.string().max(200), z.string().max(20)])).max(100),
});

const position = z.int().min(1).max(1e6);
/**
 * Lines and columns count from 1, columns in UTF-16 units, as editors do; the end is the first
 * place behind.
 */
const typeProblem = z.strictObject({
  line: position,
  column: position,
  endLine: position,
  endColumn: position,
  /** TypeScript's number for it. */
  code: z.int().min(0).max(1e6),
  severity: z.enum(["error", "warning"]),
  /** In the language that was asked for. */
  message: z.string().max(MAX_TYPE_MESSAGE_CHARACTERS),
});
export type TypeProblem = z.infer<typeof typeProblem>;

export const slotMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  /**
   * Sent every now and then while a job runs, from the slot's main thread: where its worker thread
   * is, and the CPU that the process has used in all.
   */
  z.strictObject({
    type: z.literal("beat"),
    id: count,
    batch: z.int().min(-1).max(1e6),
    case: count,
    steps: z.int().min(0),
    cpuTimeMs: milliseconds,
  }),
  z.strictObject({
    type: z.literal("batch"),
    id: count,
    batch: count,
    outcomes: z.array(outcome).max(100_000),
  }),
  /** The end of a run. load: what stopped the module from loading, where something did. */
  z.strictObject({
    type: z.literal("done"),
    id: count,
    problem: compileProblem.nullable(),
    load: outcome.nullable(),
    driver: z.string().max(2000).nullable(),
    cpuTimeMs: milliseconds,
  }),
  z.strictObject({
    type: z.literal("invoked"),
    id: count,
    outcomes: z.array(outcome).max(100_000),
  }),
  z.strictObject({
    type: z.literal("measured"),
    id: count,
    roundsMs: z.array(milliseconds).min(1).max(20),
  }),
  z.strictObject({
    type: z.literal("self-tested"),
    id: count,
    results: z.array(attackResult).max(100),
  }),
  /** null: the type checker gave up on the text, and should not be asked again. */
  z.strictObject({
    type: z.literal("types-checked"),
    id: count,
    problems: z.array(typeProblem).max(MAX_TYPE_PROBLEMS).nullable(),
  }),
]);
export type SlotMessage = z.infer<typeof slotMessage>;
