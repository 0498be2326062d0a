// The jobs of a slot. The parent is trusted, so they have types but are not validated. Values are
// sent as the codec's text (grader/isolate/codec.ts), never as objects.

import type { Numbered, SelfTest } from "../../walls/protocol/process-messages.ts";

/**
 * Limits for compiling, for loading a module, and for one case, in this machine's milliseconds. CPU
 * time decides; the wall-clock limit is for a busy machine.
 */
export interface StepLimits {
  compileCpuTimeMs: number;
  loadCpuTimeMs: number;
  caseCpuTimeMs: number;
  compileWallMs: number;
  loadWallMs: number;
  caseWallMs: number;
}

/** stopAfterMs: in each case only the calls until then; by the clock, in this machine's time. */
export interface Recording {
  stopAfterMs?: number | undefined;
}

/**
 * Runs one program over cases: a submission, or, in a pack slot, a reference or another example.
 */
export interface RunJob extends StepLimits {
  type: "run";
  id: number;
  source: string;
  fileName: string;
  /** "bundled": JavaScript from the bundler of packs. */
  language: "typescript" | "javascript" | "bundled";
  /** Whether a bundled program stays loaded for further jobs. */
  keep: boolean;
  /**
   * The isolate of the last batch is reused if the slot's next job belongs to the same session: the
   * same program is called again. Never 0.
   */
  session?: number | undefined;
  driver: string | null;
  exports: string[];
  /**
   * JavaScript that is added to the compiled program. Then each case is {"code":…,"given":…}, and
   * its code is compiled like the program.
   */
  evaluator?: string | undefined;
  /** The rest of the submission's budget. */
  totalCpuTimeMs: number;
  memoryMiB: number;
  outputBytes: number;
  /**
   * Each batch is a test group. Batches with the same `isolate` share one isolate, which loads the
   * program once, and the seed of its random numbers.
   */
  batches: { isolate: number; seed: number; cases: string[] }[];
  /**
   * Reports each step before it begins, and waits until the parent has received the report: slower,
   * but after a crash the step is known.
   */
  careful: boolean;
  /** The answers contain the calls of the exports. */
  record?: Recording | undefined;
}

/**
 * Calls an export of a bundled pack module (generator, checker) once for each list of arguments.
 */
export interface InvokeJob extends StepLimits {
  type: "invoke";
  id: number;
  bundle: string;
  /** Whether the module stays loaded for further jobs. */
  keep: boolean;
  seed: number;
  memoryMiB: number;
  outputBytes: number;
  calls: { exportName: string; arguments: string }[];
}

/**
 * Runs the yardstick (grader/slots/inside/yardstick.ts). Only for a slot that has run nothing else.
 */
export interface MeasureJob {
  type: "measure";
  id: number;
}

export type SelfTestJob = Numbered<SelfTest>;

export type Job = RunJob | InvokeJob | MeasureJob | SelfTestJob;
