// The messages that every process behind walls may send to its parent, besides its answers. Such a
// process has read untrusted text, so each message is validated on arrival. The process itself
// imports only the types.

import { z } from "zod";

/** A request, with the number that its answer repeats. */
export type Numbered<Question> = Question & { id: number };

/**
 * The self-test: tries what an escaped submission would try, and reports the attacks that
 * succeeded.
 */
export interface SelfTest {
  type: "self-test";
}

/** The answer to this request is not wanted any more. A program may stop working on it. */
export interface Interrupt {
  type: "interrupt";
  id: number;
}

export const milliseconds = z.number().min(0).max(1e9);
export const count = z.int().min(0).max(1e6);

export const readyMessage = z.strictObject({ type: z.literal("ready") });

/**
 * A heartbeat, which the main thread sends regularly while a request is processed: the position of
 * the worker thread, and the total CPU time of the process.
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
