// A program behind walls whose process starts at the first question: for work besides grading that
// reads untrusted texts.

import type { z } from "zod";
import { QuestionProcessHandle, type AskLimits } from "./question-process-handle.ts";
import type { WalledProgram } from "./build-program.ts";
import { checkSelfTest } from "./check-self-test.ts";
import { type CpuScale, GREATEST_FACTOR } from "./cpu-scale.ts";
import {
  hasWalls,
  type RequiredWalls,
  SlotsUnavailableError,
  startBehindWalls,
} from "./start-behind-walls.ts";
import { type LaunchPlan, listLaunchPlans } from "./launch-plans.ts";

export interface QuestionProgramOptions<Answer> {
  /** For the error if it does not start: "no type checker". */
  what: string;
  program: () => WalledProgram;
  answers: z.ZodType<Answer>;
  limits: AskLimits;
  scale: CpuScale;
  addressSpaceMiB: number;
  /**
   * The CPU limit of one process if its parent ends during a request, for the reference machine.
   */
  cpuSeconds: number;
  /** Whether the program contains the attacks of the self-test; default: no. */
  hasSelfTest?: boolean;
  /** The required walls. Default: none, so the walls that work here are used. */
  requiredWalls?: RequiredWalls | undefined;
}

export class QuestionProgram<Answer extends { type: string; id: number }> {
  readonly #options: QuestionProgramOptions<Answer>;
  #plan: LaunchPlan | undefined;
  #process: QuestionProcessHandle<Answer> | undefined;
  #closed = false;

  constructor(options: QuestionProgramOptions<Answer>) {
    this.#options = options;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  /** The id of the running process, if the host can see it. */
  get busyPids(): number[] {
    const pid = this.#process?.pid;
    return pid === undefined ? [] : [pid];
  }

  /**
   * Returns the running process, or a new one behind the strongest walls that work here. The first
   * start finds these walls and tests them. Do not call it again before it has settled. Throws
   * `SlotsUnavailableError`.
   */
  async start(): Promise<QuestionProcessHandle<Answer>> {
    const required = this.#options.requiredWalls?.() ?? [];
    const known =
      this.#plan !== undefined && hasWalls(this.#plan, required) ? this.#plan : undefined;
    if (known !== undefined && this.#process?.isGone === false) return this.#process;
    try {
      await this.stop();
      const { process, plan } = await startBehindWalls(
        this.#options.what,
        known === undefined ? this.#findPlans() : [known],
        required,
        (one) => this.#launch(one),
      );
      if (known === undefined && this.#options.hasSelfTest) await testWalls(process, plan);
      this.#plan = plan;
      return process;
    } catch (error) {
      this.#plan = undefined;
      await this.stop();
      throw error;
    }
  }

  #findPlans(): LaunchPlan[] {
    const { program, addressSpaceMiB, cpuSeconds } = this.#options;
    return listLaunchPlans(program(), addressSpaceMiB, cpuSeconds * GREATEST_FACTOR);
  }

  #launch(plan: LaunchPlan): QuestionProcessHandle<Answer> {
    if (this.#closed) throw new SlotsUnavailableError("the grader is closed");
    const { answers, limits, scale } = this.#options;
    return (this.#process = new QuestionProcessHandle(plan, answers, limits, scale));
  }

  async stop(): Promise<void> {
    const ended = this.#process;
    this.#process = undefined;
    await ended?.kill();
  }

  /** Ends it permanently. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#process?.kill();
  }
}

async function testWalls<Answer extends { type: string; id: number }>(
  process: QuestionProcessHandle<Answer>,
  plan: LaunchPlan,
): Promise<void> {
  const tested = await process.selfTest();
  if (tested.type === "lost")
    throw new SlotsUnavailableError(`the self-test did not finish: ${tested.detail}`);
  checkSelfTest(tested.results, plan);
}
