// The parent's side of type checking while a student types. One process behind walls runs
// TypeScript, and texts wait in line for it.
//
// Type checking is optional and never causes a failure: if TypeScript gives up on a text, the
// process does not start, or the line is too long, no problems are reported.

import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { admitSource } from "../source.ts";
import type { QuestionProcessHandle } from "../walls/parent/question-process-handle.ts";
import { QuestionProgram } from "../walls/parent/question-program.ts";
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
  /** Its extension decides the language, as for a submission. */
  fileName: string;
  /** The language of the messages. */
  language: TypesQuestion["language"];
  signal?: AbortSignal | undefined;
}

/**
 * asleep: there was no request yet. unavailable: it did not start, for the given reason, and is
 * tried again later.
 */
export interface TypeCheckerState {
  status: "asleep" | "starting" | "ready" | "unavailable" | "closed";
  reason: string;
}

export interface TypeCheckLimits {
  /** In milliseconds of the reference machine, like the wall-clock limit. */
  cpuTimeMs: number;
  /**
   * For a process that hangs without using CPU time. Much longer, so that a busy machine does not
   * end a short request.
   */
  wallMs: number;
  /** Besides the memory of the process itself. */
  memoryMiB: number;
  /** The most texts in line. */
  waiting: number;
}

const LIMITS: TypeCheckLimits = { cpuTimeMs: 2000, wallMs: 60_000, memoryMiB: 400, waiting: 200 };
/** The memory of Node, TypeScript and its declarations. */
const OWN_MIB = 300;
const ADDRESS_SPACE_MIB = 3400;
const CPU_SECONDS = 2500;
/** Fifty problems, with six bytes of JSON for each character. */
const ANSWER_BYTES = 1024 * 1024;
/**
 * A process is replaced if it uses more memory than this, or after this many requests, so that
 * small leaks do not add up.
 */
const REPLACED_ABOVE_MIB = 600;
const REPLACED_AFTER = 2000;
/** The pause before the next try. */
const UNAVAILABLE_MS = 60_000;
/**
 * Many requests have the same text, such as the starter. A text on which one process gave up is not
 * given to the next.
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
  readonly #program: QuestionProgram<TypesAnswer>;
  #state: TypeCheckerState = { status: "asleep", reason: "" };
  #unavailableSinceMs = 0;
  #starting: Promise<QuestionProcessHandle<TypesAnswer> | undefined> | undefined;
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
    this.#program = new QuestionProgram<TypesAnswer>({
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

  /** The process id of the running type checker. */
  get busyPids(): number[] {
    return this.#asking === undefined ? [] : this.#program.busyPids;
  }

  /** Starts the process if it is not running. Never throws: see `state`. */
  async open(): Promise<void> {
    await this.#start();
  }

  /** At most 50 problems, in the order of the text. Throws only `JobCancelledError`. */
  async check({ source, fileName, language, signal }: TypesRequest): Promise<TypeProblem[]> {
    if (signal?.aborted) throw new JobCancelledError();
    const { source: admitted, refused } = admitSource(Buffer.from(source, "utf8"), fileName);
    // A text that cannot be a submission is reported elsewhere.
    if (refused !== undefined) return [];
    const key = createHash("sha256")
      .update(`${admitted.language} ${language} ${admitted.hash}`)
      .digest("hex");
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    if (this.#state.status === "closed" || this.#waiting.length >= this.#limits.waiting) return [];
    return new Promise((resolve, reject) => {
      const cancel = () => {
        // A running request is finished and its answer cached, because that costs less than a new
        // process.
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

  /** Accepts no more work, finishes running work, then ends the process. */
  async drain(): Promise<void> {
    this.#stop();
    await this.#asking;
    await this.close();
  }

  /** Ends the process immediately. */
  async close(): Promise<void> {
    this.#stop();
    await this.#program.close();
    await this.#starting;
  }

  #stop(): void {
    this.#state = { status: "closed", reason: "" };
    for (const { resolve } of this.#waiting.splice(0)) resolve([]);
  }

  // ---- the line --------------------------------------------------------------------------------
  async #work(): Promise<void> {
    this.#isWorking = true;
    for (;;) {
      const process = await this.#start();
      const next = this.#waiting.shift();
      if (next === undefined) break;
      // The same text may have been ahead in line.
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
    process: QuestionProcessHandle<TypesAnswer>,
    { question, key }: Waiting,
  ): Promise<TypeProblem[]> {
    const answer = await process.ask(question);
    const problems = answer.type === "types-checked" ? answer.problems : null;
    // A busy machine is not the text's error.
    if (answer.type !== "lost" || answer.why !== "busy") this.#answers.set(key, problems ?? []);
    const isWornOut =
      problems === null ||
      process.questions >= REPLACED_AFTER ||
      process.residentMiB() > REPLACED_ABOVE_MIB;
    if (isWornOut) void this.#replace();
    return problems ?? [];
  }

  // ---- the process -----------------------------------------------------------------------------
  /** The process for the next request; undefined if there is none. Never throws: see `state`. */
  #start(): Promise<QuestionProcessHandle<TypesAnswer> | undefined> {
    this.#starting ??= this.#tryToStart().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async #tryToStart(): Promise<QuestionProcessHandle<TypesAnswer> | undefined> {
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

  /** No request waits for the new process. */
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
