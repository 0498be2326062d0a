// The jobs that a slot is given. The parent is trusted, so they are only typed. Values travel as the
// codec's text (grader/isolate/codec.ts), never as objects.

import type { Numbered, SelfTest } from "../../walls/between/process-messages.ts";

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
 * Run the yardstick (grader/slots/inside/yardstick.ts). Given only to a slot that has run nothing else.
 */
export interface MeasureJob {
  type: "measure";
  id: number;
}

export type SelfTestJob = Numbered<SelfTest>;

export type Job = RunJob | InvokeJob | MeasureJob | SelfTestJob;
