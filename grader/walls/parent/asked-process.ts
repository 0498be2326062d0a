// The parent's side of one process that is asked one thing after the other (walls/inside/answer-questions.ts): each
// under a cap of CPU, of time and of memory, and SIGKILL beyond it. CPU decides; where the clock
// ran out alone, the machine had no time for it.

import type { z } from "zod";
import type { CpuScale } from "./cpu-scale.ts";
import { encodeFrame, FrameReader } from "../between/frames.ts";
import { readEndedStep, READY_WALL_MS } from "../between/step-time.ts";
import { WalledProcess } from "./walled-process.ts";
import type { LaunchPlan } from "./launch-plans.ts";

const WATCH_MS = 25;

export interface AskLimits {
  /** Of the reference machine, as the clock is; see cpu-scale.ts. */
  cpuTimeMs: number;
  /** For a machine that has no time for it, and for a process that hangs. */
  wallMs: number;
  residentMiB: number;
  answerBytes: number;
}

/**
 * slow: it was killed for its CPU time. busy: for the clock alone, so that nothing is known of the
 * question. gone: for anything else.
 */
type Why = "slow" | "busy" | "gone";

export interface Lost {
  type: "lost";
  why: Why;
  detail: string;
}

export type Ready = { type: "ready" };

interface Running<Answer> {
  id: number;
  resolve: (answer: Answer | Lost) => void;
  sinceMs: number;
  /** Of the process, before it was asked. */
  cpuTimeMs: number | undefined;
  cpuFactor: number;
}

export class AskedProcess<Answer extends { type: string; id: number }> {
  readonly #limits: AskLimits;
  readonly #scale: CpuScale;
  readonly #messages: z.ZodType<Answer | Ready>;
  readonly #process: WalledProcess;
  readonly #reader: FrameReader;
  readonly #ready: Promise<void>;
  #settleReady: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #running: Running<Answer> | undefined;
  #watchTimer: NodeJS.Timeout | undefined;
  #killedFor: { why: Why; detail: string } | undefined;

  constructor(
    plan: LaunchPlan,
    messages: z.ZodType<Answer | Ready>,
    limits: AskLimits,
    scale: CpuScale,
  ) {
    this.#limits = limits;
    this.#scale = scale;
    this.#messages = messages;
    this.#reader = new FrameReader(limits.answerBytes);
    this.#ready = new Promise((resolve, reject) => (this.#settleReady = { resolve, reject }));
    this.#ready.catch(() => undefined);
    this.#process = new WalledProcess(plan, (chunk) => this.#receive(chunk));
    const timer = setTimeout(() => this.#end("gone", "not ready in time"), READY_WALL_MS);
    void this.#ready.then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
    this.#process.onGone(({ detail }) => {
      const reason =
        this.#killedFor?.detail ?? (this.#process.errorText.trim().split("\n")[0] || detail);
      this.#settleReady?.reject(new Error(reason));
      this.#finish({
        type: "lost",
        why: this.#killedFor?.why ?? "gone",
        detail: reason.slice(0, 300),
      });
    });
  }

  /** Rejects where the process does not come up. */
  ready(): Promise<void> {
    return this.#ready;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** One question at a time. Never rejects. */
  ask(question: { id: number; [field: string]: unknown }): Promise<Answer | Lost> {
    return new Promise((resolve) => {
      this.#running = {
        id: question.id,
        resolve,
        sinceMs: performance.now(),
        cpuTimeMs: this.#process.usage()?.cpuTimeMs,
        cpuFactor: this.#scale.factor,
      };
      if (this.#process.isGone)
        return this.#finish({ type: "lost", why: "gone", detail: "gone before it was asked" });
      this.#process.write(encodeFrame(question));
      this.#watchSoon(this.#running);
    });
  }

  async kill(): Promise<void> {
    await this.#process.kill();
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#reader.push(chunk)) this.#handle(this.#messages.parse(frame));
    } catch (error) {
      this.#end("gone", error instanceof Error ? error.message.slice(0, 300) : "unreadable");
    }
  }

  #handle(message: Answer | Ready): void {
    if (!("id" in message)) this.#settleReady?.resolve();
    else if (message.id === this.#running?.id) this.#finish(message);
    else this.#end("gone", "a message out of turn");
  }

  /**
   * After everything that has arrived is read: this process itself may have been held up, with the
   * answer waiting.
   */
  #watchSoon(running: Running<Answer>): void {
    this.#watchTimer = setTimeout(
      () => setImmediate(() => this.#running === running && this.#watch(running)),
      WATCH_MS,
    );
  }

  #watch(running: Running<Answer>): void {
    const { sinceMs, cpuTimeMs, cpuFactor } = running;
    const usage = this.#process.usage();
    if ((usage?.startedProcesses ?? 0) > 0) return this.#end("gone", "it started a process");
    if ((usage?.residentMiB ?? 0) > this.#limits.residentMiB)
      return this.#end("gone", `it takes more than ${this.#limits.residentMiB} MiB of memory`);
    const usedMs =
      usage === undefined || cpuTimeMs === undefined ? undefined : usage.cpuTimeMs - cpuTimeMs;
    if (readEndedStep(usedMs, this.#limits.cpuTimeMs * cpuFactor) === "over")
      return this.#end("slow", "it takes too long");
    if (performance.now() - sinceMs > this.#limits.wallMs * cpuFactor)
      return this.#end("busy", "the clock ran out before its CPU time did");
    this.#watchSoon(running);
  }

  #end(why: Why, detail: string): void {
    this.#killedFor ??= { why, detail };
    this.#process.sigkill();
  }

  #finish(answer: Answer | Lost): void {
    clearTimeout(this.#watchTimer);
    const running = this.#running;
    this.#running = undefined;
    running?.resolve(answer);
  }
}
