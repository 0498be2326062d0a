// The command line as its users run it: a separate process, with an environment, a folder and a
// standard input.

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { DIVIDED_LIMITS } from "./divided-limits.ts";
import { ROOT } from "./packs.ts";
import { slotProcesses } from "./processes.ts";

export const BIN = join(ROOT, "src", "cli", "bin.js");

export interface RunOptions {
  /**
   * Added to a minimal environment in English: PATH, HOME and LC_ALL=C. A value of undefined
   * removes a name.
   */
  env?: Record<string, string | undefined>;
  cwd?: string;
  stdin?: string;
  /** The program to start instead of this process's own Node. */
  node?: string;
  /** In a separate process group, as a shell starts its commands. */
  ownGroup?: boolean;
}

export interface Run {
  stdout: string;
  stderr: string;
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** Runs to the end. */
export async function runGradus(args: string[], options: RunOptions = {}): Promise<Run> {
  return new RunningGradus(options.node ?? process.execPath, [BIN, ...args], options).ended;
}

/**
 * Any other command in the same environment: a shell with a pipe in it, a script that calls gradus.
 */
export async function runCommand(
  command: string,
  args: string[],
  options: RunOptions = {},
): Promise<Run> {
  return new RunningGradus(command, args, options).ended;
}

/** Starts and continues; killed when the test is over, whatever its result. */
export function startGradus(args: string[], options: RunOptions = {}): RunningGradus {
  const running = new RunningGradus(options.node ?? process.execPath, [BIN, ...args], options);
  onTestFinished(async () => {
    running.child.kill("SIGKILL");
    await running.ended;
  });
  return running;
}

export class RunningGradus {
  readonly child: ChildProcess;
  readonly ended: Promise<Run>;
  stdout = "";
  stderr = "";

  constructor(command: string, args: string[], { env, cwd, stdin, ownGroup }: RunOptions) {
    const { PATH, HOME } = process.env;
    this.child = spawn(command, args, {
      cwd: cwd ?? ROOT,
      env: { PATH, HOME, LC_ALL: "C", ...DIVIDED_LIMITS, ...env },
      stdio: "pipe",
      detached: ownGroup === true,
    });
    this.child.stdout!.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    this.child.stderr!.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.child.stdin!.on("error", () => undefined).end(stdin ?? "");
    this.ended = new Promise((resolve, reject) => {
      this.child.on("error", reject);
      this.child.on("close", (code, signal) =>
        resolve({ stdout: this.stdout, stderr: this.stderr, code, signal }),
      );
    });
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Waits until the condition is true; throws with all output otherwise. */
  async until(
    what: string,
    holds: () => boolean | Promise<boolean>,
    wallTimeMs = 20_000,
  ): Promise<void> {
    const giveUp = performance.now() + wallTimeMs;
    while (!(await holds())) {
      if (performance.now() > giveUp)
        throw new Error(
          `never came to it: ${what}\n--- stdout\n${this.stdout}\n--- stderr\n${this.stderr}`,
        );
      await sleep(20);
    }
  }

  /**
   * The processes of its slots, as soon as one of them has computed for so long: then a submission
   * is running in it.
   */
  async slotPids(cpuTimeMs = 0): Promise<number[]> {
    let pids: number[] = [];
    await this.until("slots are up", () => {
      pids = slotProcesses(this.pid).map(({ pid }) => pid);
      return pids.some((pid) => cpuTimeOf(pid) >= cpuTimeMs);
    });
    return pids;
  }
}

/** Those that still run. One that only waits for its parent has no command line any more. */
export function stillRunning(pids: number[]): number[] {
  return pids.filter((pid) => readProc(pid, "cmdline").includes("slot.mjs"));
}

const TICK_MS = 10;

function cpuTimeOf(pid: number): number {
  const stat = readProc(pid, "stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS;
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}
