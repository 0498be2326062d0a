// The CPU time of the processes that take part, by what they do.

import { readFileSync } from "node:fs";
import { readDescendants, readUsage } from "../../../grader/walls/parent/process-usage.ts";

export type Part = "server" | "worker" | "slots" | "redis" | "bench";

/** A process that takes part. */
export interface Root {
  part: Part;
  pid: number;
}

/** Milliseconds. */
export type CpuTimes = Record<Part, number>;

const SAMPLE_MS = 250;

export class CpuMeter {
  readonly #roots: Root[];
  /** The last known CPU time of each process: a process that ends takes its own with it. */
  readonly #lastMs = new Map<number, { part: Part; ms: number }>();
  #before: CpuTimes;
  #sampling: NodeJS.Timeout;

  /** Slots are found below them. */
  constructor(roots: Root[]) {
    this.#roots = roots;
    this.#before = this.#read();
    this.#sampling = setInterval(() => this.#read(), SAMPLE_MS);
  }

  /** Since the start. */
  stop(): CpuTimes {
    clearInterval(this.#sampling);
    const after = this.#read();
    const parts = Object.keys(after) as Part[];
    return Object.fromEntries(
      parts.map((part) => [part, after[part] - this.#before[part]]),
    ) as CpuTimes;
  }

  #read(): CpuTimes {
    for (const { part, pid: root } of this.#roots)
      for (const pid of [root, ...readDescendants(root)]) {
        const found = pid === root ? part : choosePart(part, readCommand(pid));
        const ms = readUsage(pid)?.cpuTimeMs;
        if (found !== undefined && ms !== undefined) this.#lastMs.set(pid, { part: found, ms });
      }
    const { user, system } = process.cpuUsage();
    const sums: CpuTimes = { server: 0, worker: 0, slots: 0, redis: 0, bench: 0 };
    for (const { part, ms } of this.#lastMs.values()) sums[part] += ms;
    return { ...sums, bench: (user + system) / 1000 };
  }
}

/** undefined for processes that do no work for a submission: bubblewrap, the type checker. */
function choosePart(part: Part, command: string): Part | undefined {
  if (command.includes("slot.mjs")) return "slots";
  // A further process of the server itself.
  return command.includes("bin.js") ? part : undefined;
}

function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
