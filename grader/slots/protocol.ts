// What the parent and a slot say to each other. Parent to slot is trusted and only typed; slot to parent has been in
// one process with hostile code, so every message is checked on arrival, and one that does not fit kills the slot.
// Values travel as the codec's text (grader/sandbox/codec.ts), never as objects.

import { z } from "zod";

/** Milliseconds of wall clock that loading a module, or calling one case, may take before the slot stops it. */
export interface WallLimits {
  loadWallMs: number;
  caseWallMs: number;
}

/** Run one program over cases: a submission, or, in a pack slot, a reference or another example. */
export interface RunJob extends WallLimits {
  type: "run";
  id: number;
  source: string;
  fileName: string;
  /** "bundled": JavaScript that a pack's bundler made. */
  language: "typescript" | "javascript" | "bundled";
  /** A bundled program that will be asked again stays loaded. */
  keep: boolean;
  driver: string | null;
  exports: string[];
  seed: number;
  /** CPU of the thread. `totalCpuTimeMs` is what is left of the submission's budget. */
  caseCpuTimeMs: number;
  totalCpuTimeMs: number;
  memoryMiB: number;
  outputBytes: number;
  /** Each batch is a test group; batches with the same `isolate` share one, loaded once. */
  batches: { isolate: number; cases: string[] }[];
  /** Tell every step before it is taken, and wait until the parent knows: slower, but a sudden death has its place. */
  careful: boolean;
}

/** Call an export of a bundled pack module (generator, checker) once for each list of arguments. */
export interface InvokeJob extends WallLimits {
  type: "invoke";
  id: number;
  bundle: string;
  seed: number;
  memoryMiB: number;
  outputBytes: number;
  calls: { exportName: string; arguments: string }[];
}

/** Attack the slot from where an escaped submission would stand, and say what got through. */
export interface SelfTestJob {
  type: "self-test";
  id: number;
}

export type Job = RunJob | InvokeJob | SelfTestJob;

// ---- slot to parent --------------------------------------------------------------------------------

const milliseconds = z.number().min(0).max(1e9);
const count = z.int().min(0).max(1e6);

/** One case: the prelude's answer, or the limit that it hit. wall: the clock ran out before the CPU limit did. */
const outcome = z.union([
  z.strictObject({ text: z.string(), cpuTimeMs: milliseconds }),
  z.strictObject({ limit: z.enum(["time", "wall", "memory", "output", "crash"]), cpuTimeMs: milliseconds }),
]);
export type Outcome = z.infer<typeof outcome>;

const compileProblem = z.strictObject({
  code: z.enum(["syntax", "import", "namespace", "top-level-await", "too-complex", "missing-exports"]),
  reason: z.string().max(100),
  line: count,
  column: count,
  text: z.string().max(400),
  detail: z.string().max(2000),
  names: z.array(z.string().max(200)).max(100),
});

const attackResult = z.strictObject({ attack: z.string().max(100), wall: z.enum(["permissions", "namespaces"]), contained: z.boolean(), detail: z.string().max(300) });
export type AttackResult = z.infer<typeof attackResult>;

export const slotMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready") }),
  /** Sent every now and then while a job runs, from the slot's main thread: where its worker thread is. */
  z.strictObject({ type: z.literal("beat"), id: count, batch: z.int().min(-1).max(1e6), case: count, steps: z.int().min(0) }),
  z.strictObject({ type: z.literal("batch"), id: count, batch: count, outcomes: z.array(outcome).max(100_000) }),
  /** The end of a run. load: what stopped the module from loading, where something did. */
  z.strictObject({
    type: z.literal("done"),
    id: count,
    problem: compileProblem.nullable(),
    load: outcome.nullable(),
    driver: z.string().max(2000).nullable(),
    cpuTimeMs: milliseconds,
  }),
  z.strictObject({ type: z.literal("invoked"), id: count, outcomes: z.array(outcome).max(100_000) }),
  z.strictObject({ type: z.literal("self-tested"), id: count, results: z.array(attackResult).max(100) }),
]);
export type SlotMessage = z.infer<typeof slotMessage>;
