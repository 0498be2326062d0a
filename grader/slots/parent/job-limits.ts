// The limits of a job's present step, as the parent measures them from outside.

import { READY_WALL_MS } from "../../walls/protocol/step-time.ts";
import { COMPILING } from "../protocol/agreed-numbers.ts";
import type { Job, MeasureJob, SelfTestJob } from "../protocol/jobs.ts";
import {
  COMPILE_MEMORY_MIB,
  findCpuLimit,
  isGrowing,
  isOverAltogether,
  isOverFromOutside,
} from "./time-rules.ts";

export interface Place {
  /** -1: compiling and loading. */
  batch: number;
  case: number;
}

/**
 * For the self-test and the yardstick, which are our own code: they are limited only so that no
 * caller waits forever.
 */
const OWN_WORK = { memoryMiB: 256, wallMs: READY_WALL_MS };

function isOwn(job: Job): job is MeasureJob | SelfTestJob {
  return job.type === "self-test" || job.type === "measure";
}

/** While our parser runs, the heap of its thread counts, not the program's. */
export function findMemoryLimitMiB(job: Job, place: Place): number {
  if (isOwn(job)) return OWN_WORK.memoryMiB;
  const isCompiling = job.type === "run" && place.batch === -1 && place.case === COMPILING;
  return isCompiling ? Math.max(job.memoryMiB, COMPILE_MEMORY_MIB) : job.memoryMiB;
}

/**
 * A hostile slot could send false heartbeats, so the CPU time that the kernel measures limits the
 * whole job.
 */
export function usesTooMuch(job: Job, usedMs: number): boolean {
  if (job.type === "run")
    return isOverAltogether(usedMs, job, job.batches.length, job.totalCpuTimeMs);
  return (
    job.type === "invoke" && isOverAltogether(usedMs, job, 1, job.calls.length * job.caseCpuTimeMs)
  );
}

/**
 * Ends a step that has used up its CPU time, before its much longer wall-clock limit. `grownMiB`:
 * the memory that the slot has taken since the job began; 0 if unknown.
 */
export function isStepOverCpu(job: Job, place: Place, usedMs: number, grownMiB: number): boolean {
  if (isOwn(job)) return false;
  return isOverFromOutside(usedMs, findCpuLimit(job, place), isGrowing(grownMiB, job.memoryMiB));
}

export function findStepWallMs(job: Job, place: Place): number {
  switch (job.type) {
    case "measure":
    case "self-test":
      return OWN_WORK.wallMs;
    default:
      if (place.batch !== -1) return job.caseWallMs;
      // The slot's own clock for loading starts when the isolate exists.
      return place.case === COMPILING ? job.compileWallMs : job.compileWallMs + job.loadWallMs;
  }
}
