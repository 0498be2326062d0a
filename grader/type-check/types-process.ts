// The process of the type checker: started at the first question, replaced when it is worn out.

import type {
  Lost,
  QuestionLimits,
  QuestionProcessHandle,
} from "../walls/parent/question-process-handle.ts";
import { QuestionProgram } from "../walls/parent/question-program.ts";
import type { CpuScale } from "../walls/parent/cpu-scale.ts";
import type { RequiredWalls } from "../walls/parent/start-behind-walls.ts";
import { buildTypesProgram } from "./build-types-program.ts";
import {
  type AssistQuestion,
  typesAnswer,
  type TypesAnswer,
  type TypesQuestion,
} from "./type-messages.ts";

/**
 * asleep: there was no request yet. unavailable: it did not start, for the given reason, and is
 * tried again later.
 */
export interface TypeCheckerState {
  status: "asleep" | "starting" | "ready" | "unavailable" | "closed";
  reason: string;
}

/** Besides the memory limit of a question: the memory of Node, TypeScript and its declarations. */
export const OWN_MIB = 300;
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

type Handle = QuestionProcessHandle<TypesAnswer>;

export interface TypesProcessLimits {
  cpuTimeMs: number;
  wallMs: number;
  memoryMiB: number;
}

export class TypesProcess {
  readonly #program: QuestionProgram<TypesAnswer>;
  #state: TypeCheckerState = { status: "asleep", reason: "" };
  #unavailableSinceMs = 0;
  #starting: Promise<Handle | undefined> | undefined;

  constructor(
    { cpuTimeMs, wallMs, memoryMiB }: TypesProcessLimits,
    scale: CpuScale,
    requiredWalls: RequiredWalls | undefined,
  ) {
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

  get pids(): number[] {
    return this.#program.busyPids;
  }

  /** The process for the next request; undefined if there is none. Never throws: see `state`. */
  start(): Promise<Handle | undefined> {
    this.#starting ??= this.#tryToStart().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  /**
   * One request at a time. Replaces the process if it should not be asked again. `limits`:
   * instead of the usual ones. Never rejects.
   */
  async ask(
    process: Handle,
    question: TypesQuestion | AssistQuestion,
    limits?: QuestionLimits,
  ): Promise<TypesAnswer | Lost> {
    const answer = await process.ask(question, limits);
    const isWornOut =
      answer.type === "lost" ||
      answer.type === "gave-up" ||
      process.questions >= REPLACED_AFTER ||
      process.residentMiB() > REPLACED_ABOVE_MIB;
    // No request waits for the new process.
    if (isWornOut) void this.#replace();
    return answer;
  }

  /** Starts no process any more. */
  stop(): void {
    this.#state = { status: "closed", reason: "" };
  }

  /** Ends the process immediately. */
  async close(): Promise<void> {
    this.stop();
    await this.#program.close();
    await this.#starting;
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

  async #replace(): Promise<void> {
    await this.#program.stop();
    await this.start();
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
