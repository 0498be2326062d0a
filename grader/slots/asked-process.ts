// The parent's side of one process that is asked one thing after the other (answering.ts): each under a cap of CPU, of time and of memory, and SIGKILL
// beyond it.

import type { z } from "zod";
import type { CpuScale } from "./cpu-scale.ts";
import { encodeFrame, FrameReader } from "./frames.ts";
import { WalledProcess } from "./walled-process.ts";
import type { LaunchPlan } from "./walls.ts";

const READY_WALL_MS = 15_000;
const WATCH_MS = 25;

export interface AskLimits {
  /** Of the reference machine, as the clock is; see cpu-scale.ts. */
  cpuTimeMs: number;
  /** For a machine that is busy, and for one whose processes cannot be measured from outside. */
  wallMs: number;
  residentMiB: number;
  answerBytes: number;
}

/** lost: the process is no more. slow: it was killed for its time. */
export interface Lost {
  type: "lost";
  slow: boolean;
  detail: string;
}

export type Ready = { type: "ready" };

interface Running<Answer> {
  id: number;
  resolve: (answer: Answer | Lost) => void;
  sinceMs: number;
  /** Of the process, before it was asked. */
  cpuTimeMs: number;
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
  #killedFor: { slow: boolean; detail: string } | undefined;

  constructor(plan: LaunchPlan, messages: z.ZodType<Answer | Ready>, limits: AskLimits, scale: CpuScale) {
    this.#limits = limits;
    this.#scale = scale;
    this.#messages = messages;
    this.#reader = new FrameReader(limits.answerBytes);
    this.#ready = new Promise((resolve, reject) => (this.#settleReady = { resolve, reject }));
    this.#ready.catch(() => undefined);
    this.#process = new WalledProcess(plan, (chunk) => this.#receive(chunk));
    const timer = setTimeout(() => this.#end(false, "not ready in time"), READY_WALL_MS);
    void this.#ready.then(() => clearTimeout(timer), () => clearTimeout(timer));
    this.#process.onGone(({ detail }) => {
      const why = this.#killedFor?.detail ?? (this.#process.errorText.trim().split("\n")[0] || detail);
      this.#settleReady?.reject(new Error(why));
      this.#finish({ type: "lost", slow: this.#killedFor?.slow ?? false, detail: why.slice(0, 300) });
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
      this.#running = { id: question.id, resolve, sinceMs: performance.now(), cpuTimeMs: this.#process.usage()?.cpuTimeMs ?? 0, cpuFactor: this.#scale.factor };
      if (this.#process.isGone) return this.#finish({ type: "lost", slow: false, detail: "gone before it was asked" });
      this.#process.write(encodeFrame(question));
      this.#watchTimer = setTimeout(() => this.#watch(), WATCH_MS);
    });
  }

  async kill(): Promise<void> {
    await this.#process.kill();
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#reader.push(chunk)) this.#handle(this.#messages.parse(frame));
    } catch (error) {
      this.#end(false, error instanceof Error ? error.message.slice(0, 300) : "unreadable");
    }
  }

  #handle(message: Answer | Ready): void {
    if (!("id" in message)) this.#settleReady?.resolve();
    else if (message.id === this.#running?.id) this.#finish(message);
    else this.#end(false, "a message out of turn");
  }

  #watch(): void {
    const { sinceMs, cpuTimeMs, cpuFactor } = this.#running!;
    const usage = this.#process.usage();
    const isOverCpu = (usage?.cpuTimeMs ?? 0) - cpuTimeMs > this.#limits.cpuTimeMs * cpuFactor;
    if (isOverCpu || performance.now() - sinceMs > this.#limits.wallMs * cpuFactor) return this.#end(true, "it takes too long");
    if ((usage?.residentMiB ?? 0) > this.#limits.residentMiB) return this.#end(false, `it takes more than ${this.#limits.residentMiB} MiB of memory`);
    this.#watchTimer = setTimeout(() => this.#watch(), WATCH_MS);
  }

  #end(slow: boolean, detail: string): void {
    this.#killedFor ??= { slow, detail };
    this.#process.sigkill();
  }

  #finish(answer: Answer | Lost): void {
    clearTimeout(this.#watchTimer);
    const running = this.#running;
    this.#running = undefined;
    running?.resolve(answer);
  }
}
