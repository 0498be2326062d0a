// The slots of this process and those of the workers, as one: a task goes to an idle slot here, or
// else to a worker.

import { chooseSeeds } from "../../grader/index.ts";
import type { Report } from "../../grader/doors/reports.ts";
import type { AssistAnswer, TypeProblem } from "../../grader/doors/type-errors.ts";
import type { GraderHost } from "../grading/grader-host.ts";
import {
  type AssistTask,
  GraderLostError,
  type Graders,
  type GradeTask,
  type TypesTask,
} from "../grading/graders.ts";
import type { RemoteGrader } from "./remote-grader.ts";

type Workers = Pick<RemoteGrader, "slots" | "workers" | "onChange" | "grade" | "checkTypes">;

export interface AllGradersParts {
  host: GraderHost;
  remote: Workers | undefined;
  /** Of the site; hidden seeds are derived with it. Workers get the seeds only. */
  secret: string;
}

/** A worker's result is not used: it did not fit, or the worker could not do the job. */
class RefusedResultError extends Error {
  constructor(reason: string) {
    super(`a worker's result was refused: ${reason}`);
    this.name = "RefusedResultError";
  }
}

/** With so many lost graders a task is suspect. Of suspect tasks, one at a time is handed out. */
const SUSPECT_LOSSES = 2;

export class AllGraders implements Graders {
  readonly #host: GraderHost;
  readonly #remote: Workers | undefined;
  readonly #secret: string;
  #running = 0;
  /** The last suspect task, settled or not. */
  #suspect: Promise<unknown> = Promise.resolve();

  constructor({ host, remote, secret }: AllGradersParts) {
    this.#host = host;
    this.#remote = remote;
    this.#secret = secret;
  }

  get isReady(): boolean {
    return this.slots > 0;
  }

  get slots(): number {
    return this.#ownSlots + (this.#remote?.slots ?? 0);
  }

  get reach(): number {
    return this.slots + Math.ceil((this.#remote?.slots ?? 0) / 4);
  }

  get typeCheckers(): number {
    return (this.#ownSlots > 0 ? 1 : 0) + (this.#remote?.workers.length ?? 0);
  }

  onReady(listener: () => void): void {
    this.#host.onReady(listener);
    this.#remote?.onChange(listener);
  }

  async grade(task: GradeTask): Promise<Report | undefined> {
    const remote = this.#remote;
    const { losses = 0 } = task;
    // What has ended a worker must not end the site too, as long as there is another worker.
    const isSafeHere = losses === 0 && this.#running < this.#ownSlots;
    if (remote === undefined || remote.slots === 0 || isSafeHere)
      return await this.#gradeHere(task);
    if (losses < SUSPECT_LOSSES) return await this.#gradeAway(remote, task);
    const grading = this.#suspect.then(() => this.#gradeAway(remote, task));
    this.#suspect = grading.catch(() => undefined);
    return await grading;
  }

  async checkTypes(task: TypesTask): Promise<TypeProblem[] | undefined> {
    if (this.#ownSlots > 0) return await this.#host.checkTypes(task);
    const { id, source, fileName, language, withdraw } = task;
    const result = await this.#remote?.checkTypes(
      { source, fileName, language },
      { id, rank: "live-test", withdraw },
    );
    return result?.kind === "done" ? result.value : undefined;
  }

  /** Only here: the way to a worker and back would take longer than the answer is worth. */
  async assistCode(task: AssistTask): Promise<AssistAnswer | undefined> {
    return this.#ownSlots > 0 ? await this.#host.assistCode(task) : undefined;
  }

  get #ownSlots(): number {
    return this.#host.isReady ? this.#host.slots : 0;
  }

  async #gradeHere(task: GradeTask): Promise<Report | undefined> {
    this.#running += 1;
    try {
      return await this.#host.grade(task);
    } finally {
      this.#running -= 1;
    }
  }

  async #gradeAway(remote: Workers, task: GradeTask): Promise<Report | undefined> {
    const {
      exercise,
      source,
      fileName,
      groups = "all",
      ownTests = [],
      writing,
      id,
      rank,
      signal,
      withdraw,
    } = task;
    const seeds = chooseSeeds(this.#secret, task);
    const result = await remote.grade(
      {
        version: { hash: exercise.hash, pack: exercise.pack },
        source: new TextDecoder("utf-8", { ignoreBOM: true }).decode(source),
        fileName,
        groups,
        ownTests: [...ownTests],
        ...(writing && { writing }),
        seed: seeds.visible,
        hiddenSeed: seeds.hidden,
      },
      exercise,
      { id, rank, signal, withdraw, onGroup: task.onGroup },
    );
    if (result.kind === "lost") throw new GraderLostError(result.worker);
    if (result.kind === "refused") throw new RefusedResultError(result.reason);
    return result.kind === "done" ? result.value : undefined;
  }
}
