// A handle, in the parent, of a process that answers one question after another. Each question has
// limits of CPU time, wall-clock time and memory; exceeding one ends the process with SIGKILL. CPU
// time decides; if only the clock ran out, the machine was busy.

import type { z } from "zod";
import { encodeFrame, FrameReader } from "../protocol/frames.ts";
import {
  type Interrupt,
  type Numbered,
  processMessage,
  type ProcessMessage,
  type SelfTest,
  type SelfTested,
} from "../protocol/process-messages.ts";
import { readEndedStep, READY_WALL_MS } from "../protocol/step-time.ts";
import type { CpuScale } from "./cpu-scale.ts";
import type { LaunchPlan } from "./launch-plans.ts";
import { ProcessHandle } from "./process-handle.ts";

const WATCH_MS = 25;

export interface QuestionLimits {
  /** In milliseconds of the reference machine, like the wall-clock limit; see cpu-scale.ts. */
  cpuTimeMs: number;
  /** For a busy machine, and for a process that hangs. */
  wallMs: number;
  residentMiB: number;
}

export interface AskLimits extends QuestionLimits {
  answerBytes: number;
}

/** The self-test is our own code; it is limited only so that no caller waits forever. */
const SELF_TEST_LIMITS: QuestionLimits = {
  cpuTimeMs: Infinity,
  wallMs: READY_WALL_MS,
  residentMiB: 560,
};

/**
 * slow: it was killed for its CPU time. busy: only the clock ran out, which says nothing about the
 * request. gone: for any other reason.
 */
type Why = "slow" | "busy" | "gone";

export interface Lost {
  type: "lost";
  why: Why;
  detail: string;
}

/** The request that is being answered. */
interface Waiting<Answer> {
  answered?: (answer: Answer) => void;
  selfTested?: (results: SelfTested) => void;
  lost: (lost: Lost) => void;
}

interface Running<Answer> extends Waiting<Answer> {
  id: number;
  limits: QuestionLimits;
  sinceMs: number;
  /** CPU time of the process before the request, as measured by the kernel. */
  cpuTimeMs: number | undefined;
  /** CPU time by its heartbeats: the first one for this request, and the latest. */
  beats: { firstMs: number; latestMs: number } | undefined;
  cpuFactor: number;
}

export class QuestionProcessHandle<Answer extends { type: string; id: number }> {
  readonly #limits: AskLimits;
  readonly #scale: CpuScale;
  readonly #answers: z.ZodType<Answer>;
  readonly #process: ProcessHandle;
  readonly #reader: FrameReader;
  readonly #ready: Promise<void>;
  #settleReady: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #running: Running<Answer> | undefined;
  #lastId = 0;
  #watchTimer: NodeJS.Timeout | undefined;
  #killedFor: { why: Why; detail: string } | undefined;

  constructor(plan: LaunchPlan, answers: z.ZodType<Answer>, limits: AskLimits, scale: CpuScale) {
    this.#limits = limits;
    this.#scale = scale;
    this.#answers = answers;
    this.#reader = new FrameReader(limits.answerBytes);
    this.#ready = new Promise((resolve, reject) => (this.#settleReady = { resolve, reject }));
    this.#ready.catch(() => undefined);
    this.#process = new ProcessHandle(plan, (chunk) => this.#receive(chunk));
    const timer = setTimeout(() => this.#end("gone", "not ready in time"), READY_WALL_MS);
    void this.#ready.then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
    this.#process.onGone(({ detail }) => {
      const reason =
        this.#killedFor?.detail ?? (this.#process.errorText.trim().split("\n")[0] || detail);
      this.#settleReady?.reject(new Error(reason));
      this.#lose(this.#killedFor?.why ?? "gone", reason);
    });
  }

  /** Rejects if the process does not start. */
  ready(): Promise<void> {
    return this.#ready;
  }

  get isGone(): boolean {
    return this.#process.isGone;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** The number of requests so far. */
  get questions(): number {
    return this.#lastId;
  }

  residentMiB(): number {
    return this.#process.usage()?.residentMiB ?? 0;
  }

  /** One request at a time. `limits`: instead of the usual ones. Never rejects. */
  ask(question: object, limits: QuestionLimits = this.#limits): Promise<Answer | Lost> {
    return new Promise((resolve) =>
      this.#begin(question, limits, { answered: resolve, lost: resolve }),
    );
  }

  /** Lets the running request end early, if the program can. It is still answered. */
  interrupt(): void {
    if (this.#running === undefined || this.#process.isGone) return;
    const message: Interrupt = { type: "interrupt", id: this.#running.id };
    this.#process.write(encodeFrame(message));
  }

  /** Only for a program that contains the attacks. Never rejects. */
  selfTest(): Promise<SelfTested | Lost> {
    const question: SelfTest = { type: "self-test" };
    return new Promise((resolve) =>
      this.#begin(question, SELF_TEST_LIMITS, { selfTested: resolve, lost: resolve }),
    );
  }

  /** Resolves when the process has ended. */
  async kill(): Promise<void> {
    await this.#process.kill();
  }

  #begin(question: object, limits: QuestionLimits, waiting: Waiting<Answer>): void {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#running = {
      ...waiting,
      id,
      limits,
      sinceMs: performance.now(),
      cpuTimeMs: this.#process.usage()?.cpuTimeMs,
      beats: undefined,
      cpuFactor: this.#scale.factor,
    };
    if (this.#process.isGone) return this.#lose("gone", "gone before it was asked");
    this.#process.write(encodeFrame({ ...question, id } satisfies Numbered<object>));
    this.#watchSoon(this.#running);
  }

  // ---- messages --------------------------------------------------------------------------------
  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#reader.push(chunk)) {
        const own = processMessage.safeParse(frame);
        if (own.success) this.#handle(own.data);
        else this.#take(this.#answers.parse(frame));
      }
    } catch (error) {
      this.#end("gone", error instanceof Error ? error.message.slice(0, 300) : "unreadable");
    }
  }

  #handle(message: ProcessMessage): void {
    if (message.type === "ready") return this.#settleReady?.resolve();
    const running = this.#running;
    const isItsOwn = message.id === running?.id;
    if (message.type === "beat") {
      // A heartbeat may arrive after the end of its request.
      if (!isItsOwn) return;
      running.beats ??= { firstMs: message.cpuTimeMs, latestMs: message.cpuTimeMs };
      running.beats.latestMs = message.cpuTimeMs;
      return;
    }
    if (!isItsOwn || running.selfTested === undefined)
      return this.#end("gone", "a message out of turn");
    this.#finish();
    running.selfTested(message);
  }

  #take(answer: Answer): void {
    const running = this.#running;
    if (answer.id !== running?.id || running.answered === undefined)
      return this.#end("gone", "a message out of turn");
    this.#finish();
    running.answered(answer);
  }

  // ---- watching --------------------------------------------------------------------------------
  /**
   * Runs after all received messages have been read: this process may have been delayed, and the
   * answer may have arrived.
   */
  #watchSoon(running: Running<Answer>): void {
    this.#watchTimer = setTimeout(
      () => setImmediate(() => this.#running === running && this.#watch(running)),
      WATCH_MS,
    );
  }

  #watch(running: Running<Answer>): void {
    const { limits, sinceMs, cpuTimeMs, beats, cpuFactor } = running;
    const usage = this.#process.usage();
    if ((usage?.startedProcesses ?? 0) > 0) return this.#end("gone", "it started a process");
    if ((usage?.residentMiB ?? 0) > limits.residentMiB)
      return this.#end("gone", `it takes more than ${limits.residentMiB} MiB of memory`);
    const usedMs =
      usage === undefined || cpuTimeMs === undefined
        ? beats && beats.latestMs - beats.firstMs
        : usage.cpuTimeMs - cpuTimeMs;
    if (readEndedStep(usedMs, limits.cpuTimeMs * cpuFactor) === "over")
      return this.#end("slow", "it takes too long");
    if (performance.now() - sinceMs > limits.wallMs * cpuFactor)
      return this.#end("busy", "the clock ran out before its CPU time did");
    this.#watchSoon(running);
  }

  // ---- ending ----------------------------------------------------------------------------------
  #end(why: Why, detail: string): void {
    this.#killedFor ??= { why, detail };
    this.#process.sigkill();
  }

  #lose(why: Why, detail: string): void {
    const running = this.#running;
    this.#finish();
    running?.lost({ type: "lost", why, detail: detail.slice(0, 300) });
  }

  #finish(): void {
    clearTimeout(this.#watchTimer);
    this.#running = undefined;
  }
}
