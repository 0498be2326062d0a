// Type errors while a student types: the parent's side. One process behind walls holds TypeScript;
// texts wait in line for it, one after the other.
//
// It is a convenience and never a reason to fail. If a text is too much for TypeScript, a process
// does not start, or the line is too long, no problems are reported.

import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { admitSource } from "../source.ts";
import type { AskedProcess } from "../walls/parent/asked-process.ts";
import { AskedProgram } from "../walls/parent/asked-program.ts";
import { CpuScale } from "../walls/parent/cpu-scale.ts";
import { JobCancelledError } from "../walls/parent/job-cancelled.ts";
import type { RequiredWalls } from "../walls/parent/start-behind-walls.ts";
import { buildTypesProgram } from "./build-types-program.ts";
import {
  type TypeProblem,
  typesAnswer,
  type TypesAnswer,
  type TypesQuestion,
} from "./type-messages.ts";

export interface TypesRequest {
  source: string;
  /** Its ending decides the language, as it does for a submission. */
  fileName: string;
  /** Of the messages. */
  language: TypesQuestion["language"];
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
  /** Beside what the process needs for itself. */
  memoryMiB: number;
  /** Texts in line. */
  waiting: number;
}

const LIMITS: TypeCheckLimits = { cpuTimeMs: 2000, wallMs: 60_000, memoryMiB: 400, waiting: 200 };
/** Node, TypeScript and its declarations. */
const OWN_MIB = 300;
const ADDRESS_SPACE_MIB = 3400;
const CPU_SECONDS = 2500;
/** Fifty problems, each of them in JSON with six bytes for a character. */
const ANSWER_BYTES = 1024 * 1024;
/**
 * A process that has grown beyond this is replaced, and one that has had so many questions, so
 * that what little it leaks never adds up.
 */
const REPLACED_ABOVE_MIB = 600;
const REPLACED_AFTER = 2000;
/** After that it is tried again. */
const UNAVAILABLE_MS = 60_000;
/**
 * A text is seldom asked for once: many begin with the same starter. What was too much for one
 * process is not given to the next.
 */
const MAX_ANSWERS = 200;
const ANSWERS_LAST_MS = 10 * 60_000;

interface Waiting {
  question: TypesQuestion;
  key: string;
  resolve: (problems: TypeProblem[]) => void;
}

export class TypeChecker {
  readonly #limits: TypeCheckLimits;
  readonly #program: AskedProgram<TypesAnswer>;
  #state: TypeCheckerState = { status: "asleep", reason: "" };
  #unavailableSinceMs = 0;
  #starting: Promise<AskedProcess<TypesAnswer> | undefined> | undefined;
  readonly #waiting: Waiting[] = [];
  #isWorking = false;
  #asking: Promise<TypeProblem[]> | undefined;
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
    const { cpuTimeMs, wallMs, memoryMiB } = this.#limits;
    this.#program = new AskedProgram<TypesAnswer>({
      what: "no type checker",
      program: buildTypesProgram,
      answers: typesAnswer,
      limits: {
        cpuTimeMs,
        wallMs,
        residentMiB: memoryMiB + OWN_MIB,
        answerBytes: ANSWER_BYTES,
      },
      scale,
      addressSpaceMiB: ADDRESS_SPACE_MIB,
      cpuSeconds: CPU_SECONDS,
      hasSelfTest: true,
      requiredWalls,
    });
  }

  get state(): TypeCheckerState {
    return this.#state;
  }

  /** Process id of TypeScript at work. */
  get busyPids(): number[] {
    return this.#asking === undefined ? [] : this.#program.busyPids;
  }

  /** Starts the process if it is not running. Never throws: see `state`. */
  async open(): Promise<void> {
    await this.#start();
  }

  /** At most 50 problems, in their order. Throws `JobCancelledError` and nothing else. */
  async check({ source, fileName, language, signal }: TypesRequest): Promise<TypeProblem[]> {
    if (signal?.aborted) throw new JobCancelledError();
    const { source: admitted, refused } = admitSource(Buffer.from(source, "utf8"), fileName);
    // What a submission may not be needs no types; that is reported elsewhere.
    if (refused !== undefined) return [];
    const key = createHash("sha256")
      .update(`${admitted.language} ${language} ${admitted.hash}`)
      .digest("hex");
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    if (this.#state.status === "closed" || this.#waiting.length >= this.#limits.waiting) return [];
    return new Promise((resolve, reject) => {
      const cancel = () => {
        // One that runs is finished, and its answer cached: it costs less than a new process.
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(new JobCancelledError());
      };
      const waiting: Waiting = {
        question: { type: "check-types", source, syntax: admitted.language, language },
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
    await this.#asking;
    await this.close();
  }

  /** Ends the process now. */
  async close(): Promise<void> {
    this.#stop();
    await this.#program.close();
    await this.#starting;
  }

  #stop(): void {
    this.#state = { status: "closed", reason: "" };
    for (const { resolve } of this.#waiting.splice(0)) resolve([]);
  }

  // ---- one after the other ---------------------------------------------------------------------
  async #work(): Promise<void> {
    this.#isWorking = true;
    for (;;) {
      const process = await this.#start();
      const next = this.#waiting.shift();
      if (next === undefined) break;
      // The same text may have been in line before it.
      const known = this.#answers.get(next.key);
      if (known !== undefined || process === undefined) {
        next.resolve(known ?? []);
        continue;
      }
      this.#asking = this.#ask(process, next);
      next.resolve(await this.#asking);
      this.#asking = undefined;
    }
    this.#isWorking = false;
  }

  async #ask(
    process: AskedProcess<TypesAnswer>,
    { question, key }: Waiting,
  ): Promise<TypeProblem[]> {
    const answer = await process.ask(question);
    const problems = answer.type === "types-checked" ? answer.problems : null;
    // A machine that is too busy says nothing about the text.
    if (answer.type !== "lost" || answer.why !== "busy") this.#answers.set(key, problems ?? []);
    const isWornOut =
      problems === null ||
      process.questions >= REPLACED_AFTER ||
      process.residentMiB() > REPLACED_ABOVE_MIB;
    if (isWornOut) void this.#replace();
    return problems ?? [];
  }

  // ---- the process -----------------------------------------------------------------------------
  /** The process that is to be asked; undefined if there is none. Never throws: see `state`. */
  #start(): Promise<AskedProcess<TypesAnswer> | undefined> {
    this.#starting ??= this.#tryToStart().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async #tryToStart(): Promise<AskedProcess<TypesAnswer> | undefined> {
    const { status } = this.#state;
    if (status === "closed") return undefined;
    if (status === "unavailable" && performance.now() - this.#unavailableSinceMs < UNAVAILABLE_MS)
      return undefined;
    if (status !== "ready") this.#state = { status: "starting", reason: "" };
    try {
      const process = await this.#program.start();
      if (this.#state.status === "starting") this.#state = { status: "ready", reason: "" };
      return process;
    } catch (error) {
      this.#giveUp(error);
      return undefined;
    }
  }

  /** Nobody waits for the new process. */
  async #replace(): Promise<void> {
    await this.#program.stop();
    await this.#start();
  }

  #giveUp(error: unknown): void {
    if (this.#state.status === "closed") return;
    this.#state = {
      status: "unavailable",
      reason: error instanceof Error ? error.message : String(error),
    };
    this.#unavailableSinceMs = performance.now();
  }
}
