// The process that starts the web processes of a site. It takes no requests itself: Node hands each
// new connection to one of the others in turn. It starts a process again that has ended, and passes
// their messages on. If it is killed, they end.
//
// The first process feeds the queue, alone. It starts before the others, because it migrates the
// database and publishes the exercises.

import cluster, { type Worker } from "node:cluster";
import type { Logger } from "pino";
import { SECOND_MS } from "../durations.ts";
import { addUpMetrics } from "./gather-metrics.ts";
import { FEEDER, fromProcess, NUMBER_VARIABLE, type ToProcess } from "./messages.ts";
import { Switchboard } from "./switchboard.ts";

/** The process has said why. */
export class ProcessStartError extends Error {
  readonly exitCode: number;
  constructor(number: number, exitCode: number) {
    super(`web process ${number} did not start`);
    this.exitCode = exitCode;
  }
}

export interface Listening {
  url: string;
  /** Of the page that creates the owner's account. */
  setupPath: string | undefined;
}

interface Running {
  worker: Worker;
  startedMs: number;
  ended: Promise<void>;
}

/** A process that has run for so long is started again at once. */
const LASTING_MS = 10 * SECOND_MS;
const FIRST_PAUSE_MS = SECOND_MS;
const LONGEST_PAUSE_MS = 30 * SECOND_MS;

export class WebProcesses {
  readonly #count: number;
  readonly #log: Logger;
  readonly #onSetup: (path: string) => void;
  readonly #switchboard = new Switchboard(() => addUpMetrics(this.#switchboard));
  readonly #running = new Map<number, Running>();
  /** How often in a row a process has ended soon after its start. */
  readonly #failures = new Map<number, number>();
  readonly #pauses = new Set<NodeJS.Timeout>();
  #hasStarted = false;
  #isStopping = false;

  /** `onSetup`: a feeding process that was started again has offered another owner's link. */
  constructor(count: number, log: Logger, onSetup: (path: string) => void) {
    this.#count = count;
    this.#log = log;
    this.#onSetup = onSetup;
    // Bodies of requests are bytes.
    cluster.setupPrimary({ serialization: "advanced" });
  }

  /** Resolves when all of them take requests. Throws `ProcessStartError`; then none runs. */
  async start(): Promise<Listening> {
    try {
      const first = await this.#start(FEEDER);
      const others = Array.from({ length: this.#count - 1 }, (_, i) => FEEDER + 1 + i);
      await Promise.all(others.map((number) => this.#start(number)));
      this.#hasStarted = true;
      return first;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /**
   * All take no more requests. The feeding process finishes its gradings, within its own limit of
   * time; then the others end their streams.
   */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const pause of this.#pauses) clearTimeout(pause);
    this.#tellAll({ kind: "drain" });
    await this.#running.get(FEEDER)?.ended;
    this.#tellAll({ kind: "end" });
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  #start(number: number): Promise<Listening> {
    return new Promise((resolve, reject) => {
      const worker = cluster.fork({ [NUMBER_VARIABLE]: String(number) });
      const ended = new Promise<void>((end) => {
        worker.once("exit", (code, signal) => {
          end();
          reject(new ProcessStartError(number, code ?? 2));
          this.#noteEnd(number, code, signal);
        });
      });
      this.#running.set(number, { worker, startedMs: performance.now(), ended });
      worker.on("message", (text: unknown) => {
        const message = fromProcess.safeParse(text).data;
        if (message === undefined) return;
        if (message.kind !== "listening") return this.#switchboard.hear(number, message);
        this.#switchboard.connect(number, (answer) => send(worker, answer));
        const { url, setupPath } = message;
        if (this.#hasStarted && setupPath !== null) this.#onSetup(setupPath);
        resolve({ url, setupPath: setupPath ?? undefined });
      });
      if (this.#isStopping) this.#tellAll({ kind: "drain" });
    });
  }

  #noteEnd(number: number, code: number | null, signal: string | null): void {
    const { startedMs } = this.#running.get(number)!;
    this.#running.delete(number);
    this.#switchboard.disconnect(number);
    if (this.#isStopping || !this.#hasStarted) return;
    const isLasting = performance.now() - startedMs >= LASTING_MS;
    const failures = isLasting ? 0 : (this.#failures.get(number) ?? 0) + 1;
    this.#failures.set(number, failures);
    const pauseMs =
      failures === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
    this.#log.error(
      { process: number, code, signal, pauseMs },
      "a web process has ended and is started again",
    );
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      // If it ends before it listens, its end is noted as any other.
      this.#start(number).catch(() => undefined);
    }, pauseMs);
    this.#pauses.add(pause);
  }

  #tellAll(message: ToProcess): void {
    for (const { worker } of this.#running.values()) send(worker, message);
  }
}

/** A process that is just ending does not get it. */
function send(worker: Worker, message: ToProcess): void {
  if (worker.isConnected()) worker.send(message, undefined, () => undefined);
}
