// The processes of a soak: one Redis, one server and several workers. Each is started again after it
// was ended on purpose; one that ends by itself is an error.

import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { TINY } from "../support/packs.ts";
import { findPort, RedisServer } from "../support/redis-server.ts";
import { BIN, RunningGradus } from "../support/run-gradus.ts";
import { DatabaseReader } from "../support/server-process.ts";

export const PREFIX = "soak";
const LISTEN_MS = 120_000;

export class SoakSite {
  readonly redis: RedisServer;
  readonly client: Redis;
  readonly port: number;
  readonly folder = mkdtempSync(join(tmpdir(), "gradus-soak-"));
  /** Processes that ended by themselves. */
  readonly crashes: string[] = [];
  /** The ids of workers that were killed or frozen: only these may be lost. */
  readonly harmed = new Set<string>();
  readonly workers: RunningGradus[] = [];
  server: RunningGradus;
  #database: DatabaseReader | undefined;
  readonly #logs: { name: string; process: RunningGradus }[] = [];
  readonly #expectedEnds = new Set<RunningGradus>();

  private constructor(redis: RedisServer, port: number, workers: number) {
    this.redis = redis;
    this.port = port;
    this.client = new Redis(redis.url, { maxRetriesPerRequest: null });
    this.client.on("error", () => undefined);
    this.server = this.#startServer(0);
    for (let i = 0; i < workers; i += 1) this.startWorker();
  }

  static async open(workers: number): Promise<SoakSite> {
    const site = new SoakSite(await RedisServer.open(), await findPort(), workers);
    try {
      await site.untilServerListens();
      return site;
    } catch (error) {
      await site.close({ keepFolder: false });
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get database(): DatabaseReader {
    return (this.#database ??= new DatabaseReader(this.folder));
  }

  startWorker(): void {
    this.workers.push(this.#start("worker", ["worker"], { GRADUS_SLOTS: "1" }));
  }

  /** Returns when it has ended. */
  async endWorker(worker: RunningGradus, signal: NodeJS.Signals): Promise<void> {
    if (signal === "SIGKILL") this.noteHarm(worker);
    this.workers.splice(this.workers.indexOf(worker), 1);
    await this.#end(worker, signal);
  }

  noteHarm(worker: RunningGradus): void {
    const id = /"worker":"([0-9a-f]+)"/.exec(worker.stdout + worker.stderr)?.[1];
    if (id !== undefined) this.harmed.add(id);
  }

  async restartServer(signal: NodeJS.Signals, slots: number): Promise<void> {
    await this.#end(this.server, signal);
    this.server = this.#startServer(slots);
    await this.untilServerListens();
  }

  untilServerListens(): Promise<void> {
    return this.server.until("it listens", () => this.server.stdout.includes('"url":"'), LISTEN_MS);
  }

  /** The workers that the servers have declared lost although nothing was done to them. */
  findWronglyLost(): string[] {
    const lost = this.#logs.flatMap(({ process: { stdout, stderr } }) =>
      [...`${stdout}${stderr}`.matchAll(/worker ([0-9a-f]+) was lost/g)].map(([, id]) => id!),
    );
    return [...new Set(lost)].filter((id) => !this.harmed.has(id));
  }

  /** Returns the folder. */
  writeLogs(): string {
    for (const [i, { name, process }] of this.#logs.entries())
      writeFileSync(
        join(this.folder, `${String(i).padStart(3, "0")}-${name}.log`),
        `${process.stdout}${process.stderr}`,
      );
    return this.folder;
  }

  async close(options: { keepFolder: boolean }): Promise<void> {
    for (const process of [...this.workers, this.server]) await this.#end(process, "SIGKILL");
    this.#database?.close();
    this.client.disconnect();
    await this.redis.close();
    // Slots of killed processes may still be ending.
    await sleep(500);
    if (!options.keepFolder) rmSync(this.folder, { recursive: true, force: true });
  }

  #startServer(slots: number): RunningGradus {
    return this.#start("server", ["serve"], {
      GRADUS_DATA: this.folder,
      GRADUS_PACKS: TINY,
      PORT: String(this.port),
      GRADUS_SLOTS: String(slots),
      GRADUS_URL: this.url,
    });
  }

  #start(name: string, args: string[], env: Record<string, string>): RunningGradus {
    const started = new RunningGradus(process.execPath, [BIN, ...args], {
      env: { GRADUS_REDIS_URL: this.redis.url, GRADUS_REDIS_PREFIX: PREFIX, ...env },
    });
    this.#logs.push({ name, process: started });
    void started.ended.then(({ code, signal }) => {
      if (!this.#expectedEnds.has(started))
        this.crashes.push(`a ${name} ended by itself: ${code ?? signal}\n${started.stderr}`);
    });
    return started;
  }

  async #end(process: RunningGradus, signal: NodeJS.Signals): Promise<void> {
    this.#expectedEnds.add(process);
    const { child } = process;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    // A frozen process ends by SIGKILL alone.
    child.kill("SIGCONT");
    await exited;
  }
}
