// The site that is measured: a real server process with its own data, and what grades for it.
//
//   one         the server grades in its own slots
//   worker      the server grades nothing; one worker on this machine has as many slots as there are
//               cores
//   simulated   the server grades nothing; workers answer with reports of earlier gradings, after as
//               much time as grading takes
//   flood       the server grades nothing; two workers on this machine have one slot each

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RedisServer } from "../../support/redis-server.ts";
import { ROOT } from "../../support/packs.ts";
import type { Root } from "./cpu-meter.ts";
import type { MeasuredGrading } from "./measure-gradings.ts";

export const FORMS = ["one", "worker", "simulated", "flood"] as const;
export type Form = (typeof FORMS)[number];

export interface SiteOptions {
  form: Form;
  /** Web processes of the server. */
  webProcesses: number;
  /** What simulated workers answer. */
  gradings: MeasuredGrading[];
  /** Writes a CPU profile of the server into the working folder. */
  profile: boolean;
}

const BIN = join(ROOT, "src", "cli", "bin.js");

export class BenchSite {
  readonly folder = mkdtempSync(join(tmpdir(), "gradus-load-"));
  #url = "";
  #redis: RedisServer | undefined;
  #server: ChildProcess | undefined;
  #workers: ChildProcess[] = [];

  /** Resolves when the server listens. */
  static async start(options: SiteOptions): Promise<BenchSite> {
    const site = new BenchSite();
    try {
      await site.#start(options);
    } catch (error) {
      await site.close();
      throw error;
    }
    return site;
  }

  get url(): string {
    return this.#url;
  }

  get roots(): Root[] {
    return [
      { part: "server", pid: this.#server!.pid! },
      ...this.#workers.map(({ pid }): Root => ({ part: "worker", pid: pid! })),
      ...(this.#redis === undefined ? [] : [{ part: "redis" as const, pid: this.#redis.pid }]),
    ];
  }

  async close(): Promise<void> {
    for (const child of [this.#server, ...this.#workers]) {
      if (child?.exitCode !== null) continue;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    await this.#redis?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #start({ form, webProcesses, gradings, profile }: SiteOptions): Promise<void> {
    if (form !== "one") this.#redis = await RedisServer.open();
    const redis = this.#redis && {
      GRADUS_REDIS_URL: this.#redis.url,
      GRADUS_REDIS_PREFIX: "load",
    };
    this.#server = startNode(
      [...(profile ? ["--cpu-prof", `--cpu-prof-dir=${process.cwd()}`] : []), BIN, "serve"],
      {
        PORT: "0",
        GRADUS_DATA: this.folder,
        ...redis,
        ...(form !== "one" && { GRADUS_SLOTS: "0" }),
        ...(webProcesses > 1 && { GRADUS_WEB_PROCESSES: String(webProcesses) }),
      },
    );
    if (form === "worker") this.#workers.push(startNode([BIN, "worker"], redis!));
    if (form === "flood")
      for (let i = 0; i < 2; i += 1)
        this.#workers.push(startNode([BIN, "worker"], { ...redis, GRADUS_SLOTS: "1" }));
    if (form === "simulated") {
      const path = join(this.folder, "gradings.json");
      writeFileSync(path, JSON.stringify(gradings));
      const program = join(import.meta.dirname, "simulated-workers.ts");
      this.#workers.push(startNode([program, path], redis!));
    }
    for (const { stdout } of this.#workers) stdout!.resume();
    this.#url = await findAddress(this.#server, webProcesses);
  }
}

/** Its standard output must be read. */
function startNode(args: string[], settings: Record<string, string>): ChildProcess {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, LC_ALL: "C", ...settings },
    stdio: ["ignore", "pipe", "ignore"],
  });
  child.stdout.setEncoding("utf8");
  return child;
}

/** Resolves when every web process listens: a connection stays with the process that it reached. */
async function findAddress(server: ChildProcess, webProcesses: number): Promise<string> {
  let log = "";
  const url = await new Promise<string>((resolve, reject) => {
    server.stdout!.on("data", (text: string) => {
      log += text;
      const found = [...log.matchAll(/"url":"(http:[^"]+)"/g)].map(([, address]) => address!);
      if (found.length === webProcesses) resolve(found[0]!);
    });
    server.once("exit", () => reject(new Error(`the server ended: ${log}`)));
  });
  server.stdout!.removeAllListeners("data").resume();
  return url;
}
