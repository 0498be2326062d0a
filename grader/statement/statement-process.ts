// The parent's side of one process that renders statements: one text at a time, under a cap of CPU, of time and of memory, and SIGKILL beyond it.

import { encodeFrame, FrameReader } from "../slots/frames.ts";
import { WalledProcess } from "../slots/walled-process.ts";
import type { LaunchPlan } from "../slots/walls.ts";
import { type StatementMessage, statementMessage, type StatementRequest } from "./protocol.ts";
import { MAX_HTML_CHARACTERS } from "./wire.ts";

const READY_WALL_MS = 15_000;
const WATCH_MS = 25;
/** A long statement takes a tenth of a second. */
export const STATEMENT_CPU_MS = 3000;
/** For a machine that is busy, and for one whose processes cannot be measured from outside. */
const STATEMENT_WALL_MS = 15_000;
const RESIDENT_MIB = 600;
/** UTF-8 takes three bytes at most for a UTF-16 unit, JSON six for one that it escapes. */
const MAX_FRAME_BYTES = 6 * MAX_HTML_CHARACTERS + 1024;

/** lost: the process is no more. slow: it was killed for its time. */
export type StatementAnswer = Exclude<StatementMessage, { type: "ready" }> | { type: "lost"; slow: boolean; detail: string };

interface Running {
  id: number;
  resolve: (answer: StatementAnswer) => void;
  sinceMs: number;
  cpuTimeMs: number;
}

export class StatementProcess {
  readonly #process: WalledProcess;
  readonly #reader = new FrameReader(MAX_FRAME_BYTES);
  readonly #ready: Promise<void>;
  #settleReady: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #running: Running | undefined;
  #watchTimer: NodeJS.Timeout | undefined;
  #killedFor: { slow: boolean; detail: string } | undefined;

  constructor(plan: LaunchPlan) {
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

  /** Never rejects. */
  answer(request: StatementRequest): Promise<StatementAnswer> {
    return new Promise((resolve) => {
      this.#running = { id: request.id, resolve, sinceMs: performance.now(), cpuTimeMs: this.#process.usage()?.cpuTimeMs ?? 0 };
      if (this.#process.isGone) return this.#finish({ type: "lost", slow: false, detail: "gone before the text" });
      this.#process.write(encodeFrame(request));
      this.#watchTimer = setTimeout(() => this.#watch(), WATCH_MS);
    });
  }

  async kill(): Promise<void> {
    await this.#process.kill();
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#reader.push(chunk)) this.#handle(statementMessage.parse(frame));
    } catch (error) {
      this.#end(false, error instanceof Error ? error.message.slice(0, 300) : "unreadable");
    }
  }

  #handle(message: StatementMessage): void {
    if (message.type === "ready") this.#settleReady?.resolve();
    else if (message.id === this.#running?.id) this.#finish(message);
    else this.#end(false, "a message out of turn");
  }

  #watch(): void {
    const { sinceMs, cpuTimeMs } = this.#running!;
    const usage = this.#process.usage();
    if ((usage?.cpuTimeMs ?? 0) - cpuTimeMs > STATEMENT_CPU_MS || performance.now() - sinceMs > STATEMENT_WALL_MS) return this.#end(true, "it takes too long");
    if ((usage?.residentMiB ?? 0) > RESIDENT_MIB) return this.#end(false, `it takes more than ${RESIDENT_MIB} MiB of memory`);
    this.#watchTimer = setTimeout(() => this.#watch(), WATCH_MS);
  }

  #end(slow: boolean, detail: string): void {
    this.#killedFor ??= { slow, detail };
    this.#process.sigkill();
  }

  #finish(answer: StatementAnswer): void {
    clearTimeout(this.#watchTimer);
    const running = this.#running;
    this.#running = undefined;
    running?.resolve(answer);
  }
}
