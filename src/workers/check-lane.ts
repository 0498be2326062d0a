// A worker's checks of exercises that are to be published: one at a time, beside the slots. A check
// takes much longer than a grading, so it uses no slot that a submission may need. It runs in a
// process of its own, with lower priority than the slots (src/catalogue/check-packs.ts).

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Job, Worker as BullWorker, type WorkerOptions } from "bullmq";
import type { Redis } from "ioredis";
import { nameEngine } from "../../grader/index.ts";
import { unpackForCheck } from "../../grader/doors/packs.ts";
import type { Wall } from "../../grader/doors/walls.ts";
import { checkOne } from "../catalogue/check-packs.ts";
import { type CheckOrder, type Keys, nameCheckQueue, type WorkResult } from "./messages.ts";

export interface CheckLaneParts {
  redis: Redis;
  keys: Keys;
  /** As for the worker's other queue. */
  options: WorkerOptions;
  process: (job: Job<unknown>, signal: AbortSignal | undefined) => Promise<string>;
  onError: (error: unknown) => void;
  /** What the worker requires now. */
  requiredWalls: () => readonly Wall[];
}

export class CheckLane {
  readonly #parts: CheckLaneParts;
  readonly #bull: BullWorker;
  #hasTakenJobs = false;
  #running = 0;

  constructor(parts: CheckLaneParts) {
    const { options, process, onError } = parts;
    this.#parts = parts;
    this.#bull = new BullWorker(
      nameCheckQueue(nameEngine()),
      async (job, _token, signal) => {
        this.#running += 1;
        try {
          return await process(job, signal);
        } finally {
          this.#running -= 1;
        }
      },
      { ...options, concurrency: 1 },
    );
    this.#bull.on("error", onError);
  }

  get isChecking(): boolean {
    return this.#running > 0;
  }

  /** Takes jobs, also after `pause`. */
  takeJobs(): void {
    if (this.#hasTakenJobs) return void this.#bull.resume();
    this.#hasTakenJobs = true;
    // Rejects only if it runs already.
    void this.#bull.run();
  }

  async pause(): Promise<void> {
    await this.#bull.pause(true);
  }

  /** Takes no more jobs. Resolves when none runs any more. */
  async close(): Promise<void> {
    await this.#bull.close();
  }

  /** Ends the check `job`, or every check. */
  cancel(reason: string, job?: string): void {
    if (job === undefined) this.#bull.cancelAllJobs(reason);
    else this.#bull.cancelJob(job, reason);
  }

  /** Throws `PackError` if what was sent is not this exercise, and if the check does not finish. */
  async check(
    job: string,
    { exercise }: CheckOrder,
    signal: AbortSignal | undefined,
  ): Promise<WorkResult> {
    const { redis, keys, requiredWalls } = this.#parts;
    const bytes = await redis.getBuffer(keys.check(job));
    // Redis has lost it: the server hands it out again.
    if (bytes === null) return { kind: "released" };
    const folder = mkdtempSync(join(tmpdir(), "gradus-check-"));
    try {
      unpackForCheck(bytes, folder, exercise);
      const { pack, id } = exercise;
      const result = await checkOne(join(folder, pack), `${pack}/${id}`, requiredWalls(), signal);
      return { kind: "check", engine: nameEngine(), exercise, result };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
