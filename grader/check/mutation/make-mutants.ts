// All mutants of a reference: Stryker's and ours. A pack is a stranger's text, so it is parsed in a worker thread that can be ended.

import { Worker } from "node:worker_threads";
import type { MutantSet } from "./mutant.ts";

const WALL_MS = 30_000;
const HEAP_MIB = 1024;

/** Throws where the text cannot be parsed, or not in time. */
export async function makeMutants(source: string): Promise<MutantSet> {
  const worker = new Worker(new URL("./mutant-worker.ts", import.meta.url), { workerData: source, env: {}, resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB } });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<MutantSet>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`making mutants takes more than ${WALL_MS / 1000} s`)), WALL_MS);
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`making mutants ended with code ${code}`)));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
