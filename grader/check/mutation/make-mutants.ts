// All mutants of a reference: Stryker's and ours. A pack is a stranger's text, so it is parsed in a
// worker thread that can be ended.

import { Worker } from "node:worker_threads";
import { BusyMachineError } from "../../walls/parent/busy-machine.ts";
import { readEndedStep } from "../../walls/between/step-time.ts";
import type { MutantSet } from "./mutant.ts";

/** Of the reference machine. A long reference takes a tenth of it. */
const CPU_MS = 30_000;
/** For a machine that has no time for it; and for a thread that hangs without using any. */
const WALL_MS = 20 * 60_000;
const WATCH_MS = 50;
const HEAP_MIB = 1024;

export interface MakingLimits {
  cpuTimeMs: number;
  wallMs: number;
}

/**
 * Throws where the text cannot be parsed, or not within its CPU time; `BusyMachineError` if only
 * the clock ran out.
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
          return reject(reasonFor(usedMs, limits.cpuTimeMs, cpuFactor));
        // Without an answer while the thread is in the middle of something: the figure from before
        // stands.
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

function reasonFor(usedMs: number | undefined, cpuTimeMs: number, cpuFactor: number): Error {
  if (readEndedStep(usedMs, cpuTimeMs * cpuFactor) === "busy")
    return new BusyMachineError("making mutants did not get the CPU time that it may take");
  return new Error(`making mutants takes more than ${cpuTimeMs / 1000} s of CPU time`);
}
