// A run of one program over its cases: what it needs and what it returns.

import type { CompileProblem } from "../protocol/compile-problem.ts";
import type { Recording, RunJob } from "../protocol/jobs.ts";
import type { CaseOutcome } from "./case-outcome.ts";

export interface Program {
  source: string;
  fileName: string;
  language: RunJob["language"];
  /** Bundled code that will be called again soon, so it stays loaded. Only in pack slots. */
  keep?: boolean;
  driver: string | null;
  exports: string[];
  /** See `RunJob`. */
  evaluator?: string;
}

/** In milliseconds of the reference machine (cpu-scale.ts), like all CPU times in the results. */
export interface RunLimits {
  cpuTimeMs: number;
  totalCpuTimeMs: number;
  memoryMiB: number;
  outputKiB: number;
}

export interface Batch {
  isolate: number;
  /**
   * The seed of its random numbers, if it differs from the run's seed. The same for all batches of
   * an isolate.
   */
  seed?: number;
  /** Encoded inputs. */
  cases: string[];
}

export interface RunResult {
  problem: CompileProblem | null;
  /** The reason why the program did not load, if it did not. */
  load: CaseOutcome | null;
  /** By batch, then by case; empty if it did not get that far. */
  outcomes: CaseOutcome[][];
  cpuTimeMs: number;
  /** The machine's factor, by which limits were multiplied. */
  cpuFactor: number;
}

export interface RunOptions {
  signal?: AbortSignal | undefined;
  /** The first exceeded limit ends the run: later batches do not run. */
  untilLimit?: boolean;
  /** The outcomes contain the calls of the exports. */
  record?: Recording | undefined;
  /** Called when a batch is complete, with the outcomes of its cases. */
  onBatch?: (batch: number, outcomes: CaseOutcome[]) => void;
}
