// Type errors while a student types: the parent's side. One process behind a slot's walls holds
// TypeScript; texts wait in line for it, one after the other.
//
// It is a convenience and never a reason to fail. A text that is too much for TypeScript, a process
// that will not start, a line that is too long: whoever asked hears of no problems.

import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { CpuScale } from "../walls/parent/cpu-scale.ts";
import { JobCancelledError, newJobId, SlotPool } from "../slots/parent/slot-pool.ts";
import type { CheckTypesJob } from "../slots/between/jobs.ts";
import type { TypeProblem } from "../slots/between/slot-messages.ts";
import type { RequiredWalls } from "../walls/parent/start-behind-walls.ts";
import { readEndedStep } from "../walls/between/step-time.ts";
import { admitSource } from "../source.ts";
import { buildTypesProgram } from "./build-types-program.ts";

export interface TypesRequest {
  source: string;
  /** Its ending decides the language, as it does for a submission. */
  fileName: string;
  /** Of the messages. */
  language: CheckTypesJob["language"];
  signal?: AbortSignal | undefined;
}

/**
 * asleep: nobody has asked yet. unavailable: it could not be started, for the reason given, and is
 * tried again after a while.
 */
export interface TypeCheckerState {
  status: "asleep" | "starting" | "ready" | "unavailable" | "closed";
  reason: string;
}

export interface TypeCheckLimits {
  /** Of the reference machine, as the clock is. */
  cpuTimeMs: number;
  /**
   * For a process that hangs without using any. Much longer, so that a busy machine does not end
   * what needs little.
   */
  wallMs: number;
  memoryMiB: number;
  /** Texts in line. */
  waiting: number;
}

const LIMITS: TypeCheckLimits = { cpuTimeMs: 2000, wallMs: 60_000, memoryMiB: 400, waiting: 200 };
const ADDRESS_SPACE_MIB = 3400;
const RESIDENT_KEPT_MIB = 600;
/** After that it is tried again. */
const UNAVAILABLE_MS = 60_000;
/**
 * A text is seldom asked for once: many begin with the same starter. What was too much for one
 * process is not given to the next.
 */
const MAX_ANSWERS = 200;
const ANSWERS_LAST_MS = 10 * 60_000;

interface Waiting {
  job: Omit<CheckTypesJob, "id">;
  key: string;
  resolve: (problems: TypeProblem[]) => void;
}

export class TypeChecker {
  readonly #limits: TypeCheckLimits;
  readonly #scale: CpuScale;
  readonly #requiredWalls: RequiredWalls | undefined;
  #pool: SlotPool | undefined;
  #state: TypeCheckerState = { status: "asleep", reason: "" };
  #unavailableSinceMs = 0;
  readonly #waiting: Waiting[] = [];
  #isWorking = false;
  readonly #answers = new LRUCache<string, TypeProblem[]>({
    max: MAX_ANSWERS,
    ttl: ANSWERS_LAST_MS,
  });

  constructor(
    limits: Partial<TypeCheckLimits> = {},
    scale = new CpuScale(),
    requiredWalls?: RequiredWalls,
  ) {
    this.#limits = { ...LIMITS, ...limits };
    this.#scale = scale;
    this.#requiredWalls = requiredWalls;
  }

  get state(): TypeCheckerState {
    return this.#state;
  }

  /** Process id of TypeScript at work. */
  get busyPids(): number[] {
    return this.#pool?.busyPids ?? [];
  }

  /** Starts the process, where that has not been done. Never throws: see `state`. */
  async open(): Promise<void> {
    const { status } = this.#state;
    if (status === "ready" || status === "closed") return;
    if (status === "unavailable" && performance.now() - this.#unavailableSinceMs < UNAVAILABLE_MS)
      return;
    if (status !== "starting") {
      this.#state = { status: "starting", reason: "" };
      this.#pool = new SlotPool({
        size: 1,
        spares: 0,
        singleUse: false,
        addressSpaceMiB: ADDRESS_SPACE_MIB,
        residentKeptMiB: RESIDENT_KEPT_MIB,
        program: buildTypesProgram,
        scale: this.#scale,
        canMeasure: false,
        requiredWalls: this.#requiredWalls,
      });
    }
    const pool = this.#pool!;
    try {
      await pool.open();
      if (this.#state.status === "starting") this.#state = { status: "ready", reason: "" };
    } catch (error) {
      await this.#giveUp(pool, error);
    }
  }

  /** At most 50 problems, in their order. Throws `JobCancelledError` and nothing else. */
  async check({ source, fileName, language, signal }: TypesRequest): Promise<TypeProblem[]> {
    if (signal?.aborted) throw new JobCancelledError();
    const { source: admitted, refused } = admitSource(Buffer.from(source, "utf8"), fileName);
    // What a submission may not be needs no types; that is told elsewhere.
    if (refused !== undefined) return [];
    const key = createHash("sha256")
      .update(`${admitted.language} ${language} ${admitted.hash}`)
      .digest("hex");
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    if (this.#state.status === "closed" || this.#waiting.length >= this.#limits.waiting) return [];
    const { factor } = this.#scale;
    const { cpuTimeMs, wallMs, memoryMiB } = this.#limits;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        // One that runs is finished, and its answer kept: it costs less than a new process.
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(new JobCancelledError());
      };
      const waiting: Waiting = {
        job: {
          type: "check-types",
          source,
          syntax: admitted.language,
          language,
          cpuTimeMs: cpuTimeMs * factor,
          wallMs: wallMs * factor,
          memoryMiB,
        },
        key,
        resolve: (problems) => {
          signal?.removeEventListener("abort", cancel);
          resolve(problems);
        },
      };
      signal?.addEventListener("abort", cancel, { once: true });
      this.#waiting.push(waiting);
      if (!this.#isWorking) void this.#work();
    });
  }

  /** Takes no more work, finishes what runs, then ends the process. */
  async drain(): Promise<void> {
    this.#stop();
    await this.#pool?.drain();
  }

  /** Ends the process now. */
  async close(): Promise<void> {
    this.#stop();
    await this.#pool?.close();
  }

  #stop(): void {
    this.#state = { status: "closed", reason: "" };
    for (const { resolve } of this.#waiting.splice(0)) resolve([]);
  }

  // ---- one after the other
  // ------------------------------------------------------------------------------

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (;;) {
      await this.open();
      const next = this.#waiting.shift();
      if (next === undefined) break;
      // The same text may have been in line before it.
      next.resolve(this.#answers.get(next.key) ?? (await this.#ask(next)));
    }
    this.#isWorking = false;
  }

  async #ask({ job, key }: Waiting): Promise<TypeProblem[]> {
    const pool = this.#pool;
    if (pool === undefined || this.#state.status !== "ready") return [];
    try {
      const { end, lost } = await pool.run({ ...job, id: newJobId() });
      const problems = (end?.type === "types-checked" ? end.problems : null) ?? [];
      // A machine that is too busy says nothing about the text.
      const isBusyMachine =
        lost?.reason === "stuck" && readEndedStep(lost.cpuTimeMs, job.cpuTimeMs) === "busy";
      if (!isBusyMachine) this.#answers.set(key, problems);
      return problems;
    } catch (error) {
      await this.#giveUp(pool, error);
      return [];
    }
  }

  async #giveUp(pool: SlotPool, error: unknown): Promise<void> {
    if (this.#state.status === "closed" || this.#pool !== pool) return;
    this.#state = {
      status: "unavailable",
      reason: error instanceof Error ? error.message : String(error),
    };
    this.#unavailableSinceMs = performance.now();
    await pool.close();
    if (this.#pool === pool) this.#pool = undefined;
  }
}
