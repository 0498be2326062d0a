// The limits of a slot's steps, and the parent's conclusions from outside.
// walls/protocol/step-time.ts decides what a measured time means.

import type { StepLimits } from "../protocol/jobs.ts";
import { COMPILING } from "../protocol/agreed-numbers.ts";

/**
 * The CPU limit of our parsers for one source, independent of the limit of a case. 200 KB need a
 * tenth of it on the reference machine, and three tenths on a busy one.
 */
export const COMPILE_CPU_MS = 2000;
/**
 * How often a source that exceeded the limit is compiled again in a new slot, before it counts as
 * the author's error.
 */
export const COMPILE_RETRIES = 1;
/**
 * The memory limit of our parsers, independent of the limit of a case: the heap of their thread.
 */
export const COMPILE_MEMORY_MIB = 256;

/** How many times longer a step's wall-clock limit is than its CPU limit, for a busy machine. */
const CLOCK_TIMES = 10;
const CLOCK_MS = 1000;

/**
 * The limits of each step in this machine's milliseconds, from the limit of a case in the reference
 * machine's. Loading may take longer than a case, because the top level of a file may compute
 * values for all cases. A wall-clock limit suffices for a machine with ten times too much work; if
 * even that was not enough, it is multiplied by `wallTimes`.
 */
export function findStepLimits(
  caseCpuTimeMs: number,
  cpuFactor: number,
  wallTimes = 1,
): StepLimits {
  const cpu = {
    compile: COMPILE_CPU_MS * cpuFactor,
    load: (caseCpuTimeMs * 2 + 100) * cpuFactor,
    case: caseCpuTimeMs * cpuFactor,
  };
  // The timeout of an isolate is in whole milliseconds.
  const wallMs = (cpuTimeMs: number) => Math.ceil((cpuTimeMs * CLOCK_TIMES + CLOCK_MS) * wallTimes);
  return {
    compileCpuTimeMs: cpu.compile,
    loadCpuTimeMs: cpu.load,
    caseCpuTimeMs: cpu.case,
    compileWallMs: wallMs(cpu.compile),
    loadWallMs: wallMs(cpu.load),
    caseWallMs: wallMs(cpu.case),
  };
}

/** The limit of the step at a position (batch -1: compiling, or loading driver or program). */
export function findCpuLimit(limits: StepLimits, place: { batch: number; case: number }): number {
  if (place.batch !== -1) return limits.caseCpuTimeMs;
  return place.case === COMPILING ? limits.compileCpuTimeMs : limits.loadCpuTimeMs;
}

/**
 * How many times longer the wall-clock limit is when a step is repeated because it was reached.
 */
export const BUSY_TIMES = 4;
/** How often a step is repeated before the machine counts as too busy. */
export const BUSY_RETRIES = 2;

const WATCH_SHARE = 1.1;
const WATCH_MS = 30;

/**
 * A program whose memory grows gets this many times its CPU time before it is ended, so that
 * endless allocation is reported as such, even if the time is used up at nearly the same moment.
 */
const GROWING_TIMES = 2;

/**
 * Whether a step has certainly exceeded its CPU limit. `cpuTimeMs` is that of the whole process,
 * which also does other work, so there is a margin: a step that is ended here would also exceed the
 * limit by its own exact time.
 */
export function isOverFromOutside(cpuTimeMs: number, limitMs: number, isGrowing: boolean): boolean {
  return cpuTimeMs > limitMs * (isGrowing ? GROWING_TIMES : 1) * WATCH_SHARE + WATCH_MS;
}

const ALTOGETHER_TIMES = 3;

/**
 * Whether a process has used more CPU time, as measured by the kernel, than all steps of its job
 * may use together. Then its own reports are false. `loads`: how often the program may be loaded.
 * `casesCpuTimeMs`: for all cases together.
 */
export function isOverAltogether(
  cpuTimeMs: number,
  limits: StepLimits,
  loads: number,
  casesCpuTimeMs: number,
): boolean {
  const allMs =
    limits.compileCpuTimeMs +
    2 * loads * limits.loadCpuTimeMs +
    casesCpuTimeMs +
    limits.caseCpuTimeMs;
  return cpuTimeMs > ALTOGETHER_TIMES * allMs;
}

/**
 * Whether a process has taken at least half of its program's memory limit since the program was
 * loaded.
 */
export function isGrowing(grownMiB: number, memoryMiB: number): boolean {
  return grownMiB > memoryMiB / 2;
}
