// Publishing the server's folder of packs takes longer than a request should: it goes on by itself, one at a time, and can be asked about.

import { PackError, type Problem } from "../../grader/index.ts";
import type { PublishResult } from "../exercises/catalogue.ts";

export type PublishState =
  | { kind: "idle" }
  | { kind: "running"; startedAt: Date }
  | { kind: "done"; startedAt: Date; finishedAt: Date; result: PublishResult }
  /** Nothing could be read, or the fault is ours (then there are no problems, and the log says more). */
  | { kind: "failed"; startedAt: Date; finishedAt: Date; problems: Problem[] };

export class PublishJob {
  readonly #publish: () => Promise<PublishResult>;
  readonly #onFault: (error: unknown) => void;
  readonly #now: () => Date;
  #state: PublishState = { kind: "idle" };

  constructor(publish: () => Promise<PublishResult>, onFault: (error: unknown) => void, now: () => Date = () => new Date()) {
    this.#publish = publish;
    this.#onFault = onFault;
    this.#now = now;
  }

  get state(): PublishState {
    return this.#state;
  }

  /** Where it runs already, that run is the one. */
  start(): PublishState {
    if (this.#state.kind !== "running") {
      const startedAt = this.#now();
      this.#state = { kind: "running", startedAt };
      void this.#run(startedAt);
    }
    return this.#state;
  }

  async #run(startedAt: Date): Promise<void> {
    try {
      const result = await this.#publish();
      this.#state = { kind: "done", startedAt, finishedAt: this.#now(), result };
    } catch (error) {
      if (!(error instanceof PackError)) this.#onFault(error);
      this.#state = { kind: "failed", startedAt, finishedAt: this.#now(), problems: error instanceof PackError ? error.problems : [] };
    }
  }
}
