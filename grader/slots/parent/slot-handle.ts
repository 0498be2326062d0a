// A handle of one slot, in the parent: starts the process, gives it one job at a time, watches it,
// and ends it with SIGKILL if it exceeds a limit, sends an invalid message, or is no longer needed.
// A job in a slot never ends with an exception: the slot answers, or it is lost.

import { encodeFrame, FrameReader } from "../../walls/protocol/frames.ts";
import type { Job } from "../protocol/jobs.ts";
import { slotMessage, type SlotMessage } from "../protocol/slot-messages.ts";
import { TextSender } from "../protocol/sent-texts.ts";
import { type ProcessEnd, ProcessHandle } from "../../walls/parent/process-handle.ts";
import type { LaunchPlan } from "../../walls/parent/launch-plans.ts";
import { findMemoryLimitMiB, findStepWallMs, usesTooMuch } from "./job-limits.ts";
import { READY_WALL_MS } from "../../walls/protocol/step-time.ts";
import { MAX_FRAME_BYTES } from "../protocol/agreed-numbers.ts";
import {
  type Lost,
  type JobResult,
  type JobWatch,
  type Running,
  measureStepMs,
  isOverCpu,
} from "./running-job.ts";

const WATCH_MS = 25;
/**
 * The time between a limit inside the slot and the slot's own report of it. After that, the parent
 * kills the slot.
 */
const GRACE_MS = 100;
/** The memory that a slot needs besides the isolate's heap: Node, sucrase, uncollected garbage. */
const RESIDENT_ALLOWANCE_MIB = 300;

export class SlotHandle {
  readonly #process: ProcessHandle;
  readonly #reader = new FrameReader(MAX_FRAME_BYTES);
  readonly #texts = new TextSender();
  readonly #ready: Promise<void>;
  #settleReady: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #running: Running | undefined;
  #watchTimer: NodeJS.Timeout | undefined;
  #killedFor: Lost["reason"] | undefined;
  jobsDone = 0;
  /** It has run no code of a submission or a pack. */
  isFresh = true;

  constructor(plan: LaunchPlan) {
    this.#ready = new Promise((resolve, reject) => (this.#settleReady = { resolve, reject }));
    this.#ready.catch(() => undefined);
    this.#process = new ProcessHandle(plan, (chunk) => this.#receive(chunk));
    const timer = setTimeout(() => this.#fail("not ready in time"), READY_WALL_MS);
    void this.#ready.then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
    this.#process.onGone((end) => this.#end(end));
  }

  /** Rejects if the slot does not start. */
  ready(): Promise<void> {
    return this.#ready;
  }

  get isGone(): boolean {
    return this.#process.isGone;
  }

  /** The process id of the slot's program on the host, if known. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  onGone(listener: () => void): void {
    this.#process.onGone(listener);
  }

  /** Resolves when the process has ended. */
  async kill(): Promise<void> {
    await this.#process.kill();
  }

  residentMiB(): number {
    return this.#process.usage()?.residentMiB ?? 0;
  }

  async run(job: Job, watch: JobWatch = {}): Promise<JobResult> {
    await this.#ready;
    if (this.#running !== undefined) throw new Error("a slot does one job at a time");
    return new Promise((resolve) => {
      // Whatever else it may have started counts against this job.
      const before = this.#process.ownUsage();
      const now = performance.now();
      if (job.type !== "measure" && job.type !== "self-test") this.isFresh = false;
      const result: JobResult = { batches: new Map(), end: undefined, lost: undefined };
      this.#running = {
        job,
        watch,
        result,
        place: { batch: -1, case: 0 },
        steps: 0,
        stepSince: now,
        stepCpu: undefined,
        cpuTimeMs: before?.cpuTimeMs,
        residentMiB: before?.residentMiB ?? 0,
        lastHeard: now,
        resolve,
      };
      if (this.isGone) return this.#lose("broken", "gone before the job");
      this.#process.write(encodeFrame(this.#texts.pack(job)));
      this.#watchSoon(this.#running);
    });
  }

  // ---- messages --------------------------------------------------------------------------------
  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#reader.push(chunk)) this.#handle(slotMessage.parse(frame));
    } catch (error) {
      this.#fail(error instanceof Error ? error.message.slice(0, 300) : "unreadable");
    }
  }

  #handle(message: SlotMessage): void {
    if (message.type === "ready") return this.#settleReady?.resolve();
    const running = this.#running;
    if (running === undefined || message.id !== running.job.id) {
      // A heartbeat may arrive after the end of its job. Any other unexpected message means that
      // the slot is compromised.
      if (message.type !== "beat") this.#fail("a message out of turn");
      return;
    }
    running.lastHeard = performance.now();
    switch (message.type) {
      case "beat":
        return this.#beat(running, message);
      case "batch":
        if (running.result.batches.has(message.batch)) return this.#fail("a batch twice");
        running.result.batches.set(message.batch, message.outcomes);
        running.watch.onBatch?.(message.batch, message.outcomes);
        return;
      default:
        if (message.type !== ENDS[running.job.type])
          return this.#fail("the answer to another question");
        running.result.end = message;
        this.jobsDone += 1;
        this.#finish(running);
    }
  }

  #beat(
    running: Running,
    { steps, batch, case: caseIndex, cpuTimeMs }: Extract<SlotMessage, { type: "beat" }>,
  ): void {
    running.stepCpu ??= { firstMs: cpuTimeMs, latestMs: cpuTimeMs };
    running.stepCpu.latestMs = cpuTimeMs;
    if (steps === running.steps) return;
    running.steps = steps;
    running.place = { batch, case: caseIndex };
    running.stepSince = running.lastHeard;
    running.stepCpu.firstMs = cpuTimeMs;
  }

  // ---- watching --------------------------------------------------------------------------------
  /**
   * Runs after all received messages have been read: if this process was delayed, the slot may be
   * several steps further.
   */
  #watchSoon(running: Running): void {
    this.#watchTimer = setTimeout(
      () => setImmediate(() => this.#running === running && this.#watch(running)),
      WATCH_MS,
    );
  }

  #watch(running: Running): void {
    const { job, place } = running;
    const now = performance.now();
    const usage = this.#process.usage();
    // Neither Node nor an isolate starts a process, so foreign native code must be running.
    if (usage !== undefined && usage.startedProcesses > 0)
      return this.#fail("it started a process");
    if (
      usage !== undefined &&
      usage.residentMiB > findMemoryLimitMiB(job, place) + RESIDENT_ALLOWANCE_MIB
    )
      return this.#overrun("memory", running);
    if (
      usage !== undefined &&
      running.cpuTimeMs !== undefined &&
      usesTooMuch(job, usage.cpuTimeMs - running.cpuTimeMs)
    )
      return this.#fail("it used more CPU than it told of");
    const stepWallMs = findStepWallMs(job, place);
    // The time of a step starts when the parent learns of it, so a slot is never killed too early.
    // A slot that sends nothing at all (its main thread gets no CPU, or its pipe is full) gets one
    // more second.
    const stuck = now - running.stepSince > stepWallMs + GRACE_MS && now - running.lastHeard < 1000;
    const silent = now - running.lastHeard > stepWallMs + GRACE_MS + 1000;
    if (stuck || silent || isOverCpu(running, usage?.residentMiB))
      return this.#overrun("stuck", running);
    this.#watchSoon(running);
  }

  #overrun(reason: "memory" | "stuck", running: Running): void {
    running.result.lost = {
      reason,
      at: running.place,
      cpuTimeMs: measureStepMs(running),
      detail: "ended by the watch",
    };
    this.#killedFor = reason;
    this.#process.sigkill();
  }

  // ---- ending ----------------------------------------------------------------------------------
  #fail(detail: string): void {
    this.#killedFor = "broken";
    if (this.#running !== undefined) {
      this.#running.result.lost ??= {
        reason: "broken",
        at: this.#running.place,
        cpuTimeMs: 0,
        detail,
      };
    }
    this.#process.errorText ||= detail;
    this.#process.sigkill();
  }

  #end({ detail, crashed }: ProcessEnd): void {
    const errorText = this.#process.errorText.trim();
    this.#settleReady?.reject(new Error(errorText.split("\n")[0] || detail));
    if (this.#running !== undefined)
      this.#lose(
        this.#killedFor ?? (crashed ? "memory" : "broken"),
        errorText === "" ? detail : `${detail}: ${errorText.slice(0, 300)}`,
      );
  }

  #lose(reason: Lost["reason"], detail: string): void {
    const running = this.#running!;
    running.result.lost ??= { reason, at: running.place, cpuTimeMs: 0, detail };
    this.#finish(running);
  }

  #finish(running: Running): void {
    clearTimeout(this.#watchTimer);
    this.#running = undefined;
    running.resolve(running.result);
  }
}

const ENDS = {
  run: "done",
  invoke: "invoked",
  measure: "measured",
  "self-test": "self-tested",
} as const satisfies Record<Job["type"], SlotMessage["type"]>;
