// The events of BullMQ that say which jobs have ended. An event may be missed: jobs-out.ts looks at
// its jobs as well.

import { setTimeout as sleep } from "node:timers/promises";
import { QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { SECOND_MS } from "../durations.ts";
import { describeErrorForLog } from "../log.ts";

/** Before reading goes on after an error. */
const PAUSE_MS = SECOND_MS;

export class JobEvents {
  readonly #events: QueueEvents;
  readonly #log: Logger;
  #isClosed = false;

  /** `connection`: for these events alone, since reading them blocks it. */
  constructor(queue: string, prefix: string, connection: Redis, log: Logger) {
    this.#events = new QueueEvents(queue, { connection, prefix, autorun: false });
    this.#events.on("error", () => undefined);
    this.#log = log;
  }

  /** `onEnded`: called with the id of each job that has ended from now on. */
  start(onEnded: (job: string) => void): void {
    this.#events.on("completed", ({ jobId }) => onEnded(jobId));
    void this.#read();
  }

  /** Without this, BullMQ connects again and again, and the process does not end. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.#events.close();
  }

  async #read(): Promise<void> {
    while (!this.#isClosed) {
      try {
        await this.#events.run();
      } catch (error) {
        // An event that BullMQ cannot parse ends the reading. It goes on after that event.
        if (this.#isClosed) return;
        this.#log.warn(
          { error: describeErrorForLog(error) },
          "an event in Redis could not be read",
        );
      }
      await sleep(PAUSE_MS, undefined, { ref: false });
    }
  }
}
