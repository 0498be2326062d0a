// The interface of a pool of slots, or of a session in it, and the ids of jobs.

import type { Job } from "../protocol/jobs.ts";
import type { JobResult, JobWatch } from "./running-job.ts";

/** Accepts jobs: the pool, or a session in it. */
export interface JobRunner {
  /** The factor for limits; see cpu-scale.ts. Known as soon as a slot has started. */
  readonly cpuFactor: number;
  run(job: Job, watch?: PoolWatch): Promise<JobResult>;
}

export type PoolWatch = JobWatch & { signal?: AbortSignal | undefined };

let nextJobId = 0;

/**
 * Starts at 1, because 0 means no job. Ids are below a million and then start again; no message is
 * ever that late.
 */
export function newJobId(): number {
  nextJobId = (nextJobId % 999_999) + 1;
  return nextJobId;
}
