// A job that runs in a slot, as the parent sees it: its position, its times, its result.

import type { Job } from "../protocol/jobs.ts";
import type { Outcome, SlotMessage } from "../protocol/slot-messages.ts";
import { isStepOverCpu, type Place } from "./job-limits.ts";

/**
 * lost: the slot ended during the job. memory: it ran out of memory (SIGABRT, SIGSEGV, SIGTRAP or
 * SIGILL while running, or killed for its size). stuck: one step exceeded its wall-clock limit,
 * with the CPU time that it used. broken: it sent an unexpected message, or ended for no visible
 * reason.
 */
export interface Lost {
  reason: "memory" | "stuck" | "broken";
  at: Place;
  /** A lower bound of the CPU time of the last step; undefined if no heartbeat of it arrived. */
  cpuTimeMs: number | undefined;
  detail: string;
}

export interface JobResult {
  batches: Map<number, Outcome[]>;
  end: Extract<SlotMessage, { type: "done" | "invoked" | "measured" | "self-tested" }> | undefined;
  lost: Lost | undefined;
}

export interface JobWatch {
  onBatch?: (batch: number, outcomes: Outcome[]) => void;
}

export interface Running {
  job: Job;
  watch: JobWatch;
  result: JobResult;
  place: Place;
  steps: number;
  stepSince: number;
  /**
   * CPU time of the slot by its heartbeats: the first one of the step, and the latest. undefined
   * before the first one of the job.
   */
  stepCpu: { firstMs: number; latestMs: number } | undefined;
  /** Before the job. */
  cpuTimeMs: number | undefined;
  residentMiB: number;
  lastHeard: number;
  resolve: (result: JobResult) => void;
}

/**
 * The CPU time between the first and the latest heartbeat of this step belongs to this step alone,
 * however late they arrived.
 */
export function measureStepMs({ stepCpu }: Running): number | undefined {
  return stepCpu && Math.max(0, stepCpu.latestMs - stepCpu.firstMs);
}

export function isOverCpu(running: Running, residentMiB: number | undefined): boolean {
  const usedMs = measureStepMs(running);
  if (usedMs === undefined) return false;
  const grownMiB = residentMiB === undefined ? 0 : residentMiB - running.residentMiB;
  return isStepOverCpu(running.job, running.place, usedMs, grownMiB);
}
