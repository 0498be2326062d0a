// The limits of a slot's steps, and what their parent concludes from outside. What a time means is
// decided in walls/between/step-time.ts.

import type { StepLimits } from "../between/jobs.ts";
import { COMPILING } from "../between/agreed-numbers.ts";

/**
 * CPU that our parsers may take over one source, whatever a case may take: 200 KB need a tenth of
 * it on the reference machine, and three tenths on one that others slow down.
 */
export const COMPILE_CPU_MS = 2000;
/**
 * How often a source that took more is compiled again, in a fresh slot, before that is its author's
 * doing.
 */
export const COMPILE_RETRIES = 1;
/**
 * Memory that our parsers may take, whatever a case may take: the heap of the thread they run in.
 */
export const COMPILE_MEMORY_MIB = 256;

/** How much longer than its CPU a step's clock runs, for the machine that has no time for it. */
const CLOCK_TIMES = 10;
const CLOCK_MS = 1000;

/**
 * The limits of each step, from that of a case (of the reference machine): in this machine's
 * milliseconds. Loading may take more than a case, since the top of a file computes what every case
 * will use. A clock runs long enough for a machine that has ten times as much to do as it can, and
 * `wallTimes` as long where even that was not enough.
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
  // An isolate's clock takes whole milliseconds.
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

/**
 * The limit of the step that stands at a place (batch -1: compiling, or loading driver or program).
 */
export function findCpuLimit(limits: StepLimits, place: { batch: number; case: number }): number {
  if (place.batch !== -1) return limits.caseCpuTimeMs;
  return place.case === COMPILING ? limits.compileCpuTimeMs : limits.loadCpuTimeMs;
}

/** How much longer the clock runs when a step is tried again because it ran out. */
export const BUSY_TIMES = 4;
/** How often it is tried again before the machine is said to be too busy. */
export const BUSY_RETRIES = 2;

const WATCH_SHARE = 1.1;
const WATCH_MS = 30;

/**
 * What grows gets as much CPU again before it is ended, so that endless memory is reported as that,
 * though its time runs out in the same breath.
 */
const GROWING_TIMES = 2;

/**
 * Whether a step is over its CPU limit for sure, seen from outside: `cpuTimeMs` is of the whole
 * process, which does other things beside the step. What is ended for this would be over by its
 * own, exact figure too.
 */
export function isOverFromOutside(cpuTimeMs: number, limitMs: number, isGrowing: boolean): boolean {
  return cpuTimeMs > limitMs * (isGrowing ? GROWING_TIMES : 1) * WATCH_SHARE + WATCH_MS;
}

const ALTOGETHER_TIMES = 3;

/**
 * Whether a process has used more CPU than all steps of its job together may, by the kernel's
 * figure: then what it says of itself is not true. `loads`: how often the program may be loaded;
 * `casesCpuTimeMs`: of all cases together.
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
 * Whether a process has taken half of the memory that its program may have, or more, since the
 * program came to it.
 */
export function isGrowing(grownMiB: number, memoryMiB: number): boolean {
  return grownMiB > memoryMiB / 2;
}
