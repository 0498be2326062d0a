// Makes all mutants of a reference, Stryker's and ours. A pack may be untrusted, so it is parsed in
// a worker thread that can be terminated.

import { Worker } from "node:worker_threads";
import { BusyMachineError } from "../../walls/parent/busy-machine.ts";
import { readEndedStep } from "../../walls/protocol/step-time.ts";
import type { MutantSet } from "./mutant.ts";

/** In the reference machine's milliseconds. A long reference takes a tenth of it. */
const CPU_MS = 30_000;
/** Reached only if the machine is busy, or if the thread hangs without using CPU. */
const WALL_MS = 20 * 60_000;
const WATCH_MS = 50;
const HEAP_MIB = 1024;

export interface MakingLimits {
  cpuTimeMs: number;
  wallMs: number;
}

/**
 * Throws if the source cannot be parsed within its CPU time, and `BusyMachineError` if the machine
 * was too busy.
 */
export async function makeMutants(
  source: string,
  cpuFactor: number,
  limits: MakingLimits = { cpuTimeMs: CPU_MS, wallMs: WALL_MS },
): Promise<MutantSet> {
  const worker = new Worker(new URL("./mutant-worker.ts", import.meta.url), {
    workerData: source,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<MutantSet>((resolve, reject) => {
      const startedMs = performance.now();
      let usedMs: number | undefined;
      const watch = () => {
        const isOver = usedMs !== undefined && usedMs > limits.cpuTimeMs * cpuFactor;
        if (isOver || performance.now() - startedMs > limits.wallMs)
          return reject(explainEnd(usedMs, limits.cpuTimeMs, cpuFactor));
        // While the thread is busy there may be no answer; then the previous figure counts.
        worker.cpuUsage().then(
          ({ user, system }) => (usedMs = (user + system) / 1000),
          () => undefined,
        );
        timer = setTimeout(watch, WATCH_MS);
      };
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`making mutants ended with code ${code}`)));
      watch();
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function explainEnd(usedMs: number | undefined, cpuTimeMs: number, cpuFactor: number): Error {
  if (readEndedStep(usedMs, cpuTimeMs * cpuFactor) === "busy")
    return new BusyMachineError("making mutants did not get the CPU time that it may take");
  return new Error(`making mutants takes more than ${cpuTimeMs / 1000} s of CPU time`);
}
