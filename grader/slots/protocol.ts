// What the parent and a slot say to each other. Parent to slot is trusted and only typed; slot to
// parent has been in one process with hostile code, so every message is checked on arrival, and one
// that does not fit kills the slot. Values travel as the codec's text (grader/sandbox/codec.ts),
// never as objects.

import { z } from "zod";
import { COMPILE_CODES } from "../sandbox/compile-problem.ts";
import { MAX_TYPE_MESSAGE_CHARACTERS, MAX_TYPE_PROBLEMS } from "./wire.ts";

/**
 * Of compiling, of loading a module, of calling one case. CPU decides; the clock is for a machine
 * that is busy. All in this machine's own milliseconds.
 */
export interface StepLimits {
  compileCpuTimeMs: number;
  loadCpuTimeMs: number;
  caseCpuTimeMs: number;
  compileWallMs: number;
  loadWallMs: number;
  caseWallMs: number;
}

/** Run one program over cases: a submission, or, in a pack slot, a reference or another example. */
export interface RunJob extends StepLimits {
  type: "run";
  id: number;
  source: string;
  fileName: string;
  /** "bundled": JavaScript that a pack's bundler made. */
  language: "typescript" | "javascript" | "bundled";
  /** A bundled program that will be asked again stays loaded. */
  keep: boolean;
  /**
   * The isolate of the last batch stays for the next job of the same session, if that is the slot's
   * next: the same program, asked again. Never 0.
   */
  session?: number | undefined;
  driver: string | null;
  exports: string[];
  /** What is left of the submission's budget. */
  totalCpuTimeMs: number;
  memoryMiB: number;
  outputBytes: number;
  /**
   * Each batch is a test group; batches with the same `isolate` share one, loaded once, and the
   * seed of its chance.
   */
  batches: { isolate: number; seed: number; cases: string[] }[];
  /**
   * Tell every step before it is taken, and wait until the parent knows: slower, but a sudden death
   * has its place.
   */
  careful: boolean;
}

/** Call an export of a bundled pack module (generator, checker) once for each list of arguments. */
export interface InvokeJob extends StepLimits {
  type: "invoke";
  id: number;
  bundle: string;
  seed: number;
  memoryMiB: number;
  outputBytes: number;
  calls: { exportName: string; arguments: string }[];
}

/**
 * Run the yardstick (grader/sandbox/yardstick.ts). Given only to a slot that has run nothing else.
 */
export interface MeasureJob {
  type: "measure";
  id: number;
}

/** Attack the slot from where an escaped submission would stand, and say what got through. */
export interface SelfTestJob {
  type: "self-test";
  id: number;
}

/**
 * Look for type errors in one text. Only the process that holds the type checker does this, and
 * nothing else.
 */
export interface CheckTypesJob {
  type: "check-types";
  id: number;
  source: string;
  /** In JavaScript only what is no JavaScript at all is found. */
  syntax: "typescript" | "javascript";
  /** Of the messages. */
  language: "zh-CN" | "en";
  cpuTimeMs: number;
  wallMs: number;
  memoryMiB: number;
}

export type Job = RunJob | InvokeJob | MeasureJob | SelfTestJob | CheckTypesJob;

// ---- slot to parent
// --------------------------------------------------------------------------------

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

const attackResult = z.strictObject({
  attack: z.string().max(100),
  wall: z.enum(["permissions", "namespaces"]),
  contained: z.boolean(),
  detail: z.string().max(300),
});
export type AttackResult = z.infer<typeof attackResult>;

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
