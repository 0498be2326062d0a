// Runs bundled code of a pack: a reference runs like a submission, a generator or checker is
// called. Its isolates stay loaded, except for a call with a person's input. Runs only in pack slots.

import { LRUCache } from "lru-cache";
import type { CompileProblem } from "../protocol/compile-problem.ts";
import { Sandbox } from "./isolate.ts";
import { LOADING } from "../protocol/agreed-numbers.ts";
import type { InvokeJob, RunJob } from "../protocol/jobs.ts";
import type { Outcome } from "../protocol/slot-messages.ts";
import {
  isValue,
  judgeTime,
  loadInto,
  type OnBatch,
  runBatch,
  type RunEnd,
  type TellPlace,
  toOutcome,
} from "./run-steps.ts";

/**
 * Loaded pack modules. A reference answers thousands of small requests, and loading it again for
 * each would take longer than the answers. Only in pack slots; a submission always gets a new
 * isolate.
 */
const loadedPacks = new LRUCache<string, Sandbox>({
  max: 8,
  dispose: (unused) => unused.dispose(),
});

function packSandbox(
  key: string,
  memoryMiB: number,
  load: (sandbox: Sandbox) => Outcome | undefined,
): Sandbox | Outcome {
  const loaded = loadedPacks.get(key);
  if (loaded !== undefined) return loaded;
  const sandbox = new Sandbox({ memoryMiB });
  const failed = load(sandbox);
  if (failed !== undefined) {
    sandbox.dispose();
    return failed;
  }
  loadedPacks.set(key, sandbox);
  return sandbox;
}

/**
 * Runs a reference like a submission. An exceeded limit ends the job, and the parent then replaces
 * the slot.
 */
export function runPackProgram(job: RunJob, tellPlace: TellPlace, onBatch: OnBatch): RunEnd {
  let problem: CompileProblem | null = null;
  const seed = job.batches[0]?.seed ?? 0;
  tellPlace(-1, LOADING);
  const sandbox = packSandbox(
    `${job.memoryMiB}\0${job.driver}\0${job.source}`,
    job.memoryMiB,
    (fresh) => {
      const load = loadInto(fresh, job, seed, job.source, tellPlace);
      problem = load.problem;
      return problem === null && isValue(load.outcome) ? undefined : load.outcome;
    },
  );
  if (!(sandbox instanceof Sandbox))
    return {
      problem,
      load: problem === null ? sandbox : null,
      driver: null,
      cpuTimeMs: sandbox.cpuTimeMs,
    };
  let cpuTimeMs = 0;
  for (const [b, batch] of job.batches.entries()) {
    sandbox.begin(batch.seed, job.outputBytes);
    const { outcomes, limit, spentMs } = runBatch(
      sandbox,
      job,
      b,
      job.totalCpuTimeMs - cpuTimeMs,
      tellPlace,
    );
    cpuTimeMs += spentMs;
    onBatch(b, outcomes);
    if (limit !== undefined) break;
  }
  return { problem: null, load: null, driver: null, cpuTimeMs };
}

/** Calls an export of a bundled pack module. Stops at the first exceeded limit. */
export function invokeBundle(job: InvokeJob, tellPlace: TellPlace): { outcomes: Outcome[] } {
  tellPlace(-1, LOADING);
  const load = (fresh: Sandbox): Outcome | undefined => {
    fresh.begin(job.seed, job.outputBytes);
    const loaded = judgeTime(
      toOutcome(fresh.loadCode(job.bundle, "generator.js", [], job.loadWallMs)),
      job.loadCpuTimeMs,
      Infinity,
      fresh,
    );
    return isValue(loaded) ? undefined : loaded;
  };
  if (job.keep) {
    const sandbox = packSandbox(job.bundle, job.memoryMiB, load);
    return { outcomes: sandbox instanceof Sandbox ? call(sandbox, job, tellPlace) : [sandbox] };
  }
  const sandbox = new Sandbox({ memoryMiB: job.memoryMiB });
  try {
    const failed = load(sandbox);
    return { outcomes: failed === undefined ? call(sandbox, job, tellPlace) : [failed] };
  } finally {
    sandbox.dispose();
  }
}

function call(sandbox: Sandbox, job: InvokeJob, tellPlace: TellPlace): Outcome[] {
  sandbox.begin(job.seed, job.outputBytes);
  const outcomes: Outcome[] = [];
  for (const [i, one] of job.calls.entries()) {
    tellPlace(0, i);
    const outcome = judgeTime(
      toOutcome(sandbox.invoke(one.exportName, one.arguments, job.caseWallMs)),
      job.caseCpuTimeMs,
      Infinity,
      sandbox,
    );
    outcomes.push(outcome);
    if ("limit" in outcome) break;
  }
  return outcomes;
}
