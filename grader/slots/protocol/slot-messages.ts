// The answers of a slot. It shares its process with hostile code, so every message is validated on
// arrival, and an invalid one kills the slot. The slot itself imports only the types, so that it
// does not load zod.

import { z } from "zod";
import { COMPILE_CODES } from "./compile-problem.ts";
import {
  beatMessage,
  count,
  milliseconds,
  readyMessage,
  selfTestedMessage,
} from "../../walls/protocol/process-messages.ts";

/**
 * One case: the prelude's answer, or the limit that it exceeded. wall: the wall-clock limit was
 * reached before the CPU limit.
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

export const slotMessage = z.discriminatedUnion("type", [
  readyMessage,
  beatMessage,
  selfTestedMessage,
  z.strictObject({
    type: z.literal("batch"),
    id: count,
    batch: count,
    outcomes: z.array(outcome).max(100_000),
  }),
  /** The end of a run. load: the reason why the module did not load, if it did not. */
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
]);
export type SlotMessage = z.infer<typeof slotMessage>;
