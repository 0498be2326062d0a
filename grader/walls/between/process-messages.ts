// What every process behind walls may say to its parent, whatever else it answers. Such a process
// has read a stranger's text, so each message is checked on arrival. The process itself imports
// only the types.

import { z } from "zod";

/** A question, with the number that its answer carries. */
export type Numbered<Question> = Question & { id: number };

/** Attack the process from where an escaped submission would stand, and report what got through. */
export interface SelfTest {
  type: "self-test";
}

export const milliseconds = z.number().min(0).max(1e9);
export const count = z.int().min(0).max(1e6);

export const readyMessage = z.strictObject({ type: z.literal("ready") });

/**
 * Sent every now and then while a question is answered, from the main thread: where the worker
 * thread is, and the CPU that the process has used in all.
 */
export const beatMessage = z.strictObject({
  type: z.literal("beat"),
  id: count,
  batch: z.int().min(-1).max(1e6),
  case: count,
  steps: z.int().min(0),
  cpuTimeMs: milliseconds,
});
export type Beat = z.infer<typeof beatMessage>;

const attackResult = z.strictObject({
  attack: z.string().max(100),
  wall: z.enum(["permissions", "namespaces"]),
  contained: z.boolean(),
  detail: z.string().max(300),
});
export type AttackResult = z.infer<typeof attackResult>;

export const selfTestedMessage = z.strictObject({
  type: z.literal("self-tested"),
  id: count,
  results: z.array(attackResult).max(100),
});
export type SelfTested = z.infer<typeof selfTestedMessage>;

export const processMessage = z.discriminatedUnion("type", [
  readyMessage,
  beatMessage,
  selfTestedMessage,
]);
export type ProcessMessage = z.infer<typeof processMessage>;
