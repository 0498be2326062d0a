// A program whose process is started when there is something to ask, and ended when there is no
// more: for work beside grading that reads strangers' texts.

import type { z } from "zod";
import { AskedProcess, type AskLimits, type Ready } from "./asked-process.ts";
import type { WalledProgram } from "./build-program.ts";
import { type CpuScale, GREATEST_FACTOR } from "./cpu-scale.ts";
import {
  hasWalls,
  type RequiredWalls,
  SlotsUnavailableError,
  startBehindWalls,
} from "./start-behind-walls.ts";
import { type LaunchPlan, launchPlans } from "./launch-plans.ts";

export interface AskedProgramOptions<Answer> {
  /** For whoever reads why it does not come up: "statements are rendered". */
  purpose: string;
  program: () => WalledProgram;
  messages: z.ZodType<Answer | Ready>;
  limits: AskLimits;
  scale: CpuScale;
  addressSpaceMiB: number;
  /**
   * Of one process, should its parent go away while a question keeps it busy; of the reference
   * machine.
   */
  cpuSeconds: number;
  /** Default: none; whatever comes up is taken. */
  requiredWalls?: RequiredWalls | undefined;
}

export class AskedProgram<Answer extends { type: string; id: number }> {
  readonly #options: AskedProgramOptions<Answer>;
  #plan: LaunchPlan | undefined;
  #process: AskedProcess<Answer> | undefined;
  #closed = false;

  constructor(options: AskedProgramOptions<Answer>) {
    this.#options = options;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  /** Process id of what runs just now, where the host can see it. */
  get busyPids(): number[] {
    const pid = this.#process?.pid;
    return pid === undefined ? [] : [pid];
  }

  /**
   * Behind the strongest walls that stand here; which ones, the first start finds out. Throws
   * `SlotsUnavailableError`.
   */
  async start(): Promise<AskedProcess<Answer>> {
    if (this.#process !== undefined) return this.#process;
    const {
      program,
      addressSpaceMiB,
      cpuSeconds,
      messages,
      limits,
      scale,
      purpose,
      requiredWalls,
    } = this.#options;
    const required = requiredWalls?.() ?? [];
    const known =
      this.#plan !== undefined && hasWalls(this.#plan, required) ? [this.#plan] : undefined;
    const plans = known ?? launchPlans(program(), addressSpaceMiB, cpuSeconds * GREATEST_FACTOR);
    try {
      const { process, plan } = await startBehindWalls(
        `nothing by which ${purpose}`,
        plans,
        required,
        (one) => {
          if (this.#closed) throw new SlotsUnavailableError("the grader is closed");
          return (this.#process = new AskedProcess(one, messages, limits, scale));
        },
      );
      this.#plan = plan;
      return process;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    const ended = this.#process;
    this.#process = undefined;
    await ended?.kill();
  }

  /** For good. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#process?.kill();
  }
}
