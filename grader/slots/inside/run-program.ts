// Runs one program over its batches, in a slot's worker thread. Everything here is synchronous. A
// job that hangs in a long builtin is ended from outside, with the whole process.

import { compileSubmission } from "./compile.ts";
import { CompileError } from "./compile-error.ts";
import type { CompileProblem } from "../protocol/compile-problem.ts";
import { Sandbox } from "./isolate.ts";
import { COMPILING, LOADING } from "../protocol/agreed-numbers.ts";
import type { RunJob } from "../protocol/jobs.ts";
import type { Outcome } from "../protocol/slot-messages.ts";
import { runPackProgram } from "./run-pack-code.ts";
import {
  DriverFailure,
  isValue,
  judgeTime,
  loadInto,
  type OnBatch,
  runBatch,
  type RunEnd,
  type TellPlace,
} from "./run-steps.ts";

export function runProgram(job: RunJob, tellPlace: TellPlace, onBatch: OnBatch): RunEnd {
  try {
    return job.keep ? runPackProgram(job, tellPlace, onBatch) : runFresh(job, tellPlace, onBatch);
  } catch (error) {
    if (error instanceof DriverFailure)
      return { problem: null, load: null, driver: error.message.slice(0, 1000), cpuTimeMs: 0 };
    throw error;
  }
}

/**
 * The isolate that the last job left for the next job of its session. Every other job discards it
 * first, so no other program ever uses it.
 */
let stayed: { session: number; sandbox: Sandbox } | undefined;

function takeStayed(session: number | undefined): Sandbox | undefined {
  const left = stayed;
  stayed = undefined;
  if (left !== undefined && left.session === session) return left.sandbox;
  left?.sandbox.dispose();
  return undefined;
}

/**
 * Runs a program over its batches. An exceeded limit ends the batch, and the next batch gets a new
 * isolate. If the total is used up or the wall-clock limit is reached, the job ends, and the parent
 * decides what to do with the rest.
 */
function runFresh(job: RunJob, tellPlace: TellPlace, onBatch: OnBatch): RunEnd {
  let cpuTimeMs = 0;
  let sandbox = takeStayed(job.session);
  let isolate = sandbox === undefined ? -1 : job.batches[0]?.isolate;
  let compiled: string | undefined;
  let isClean = false;
  const ended = (problem: CompileProblem | null, load: Outcome | null): RunEnd => ({
    problem,
    load,
    driver: null,
    cpuTimeMs,
  });
  try {
    for (let b = 0; b < job.batches.length; b++) {
      const batch = job.batches[b]!;
      isClean = false;
      if (sandbox === undefined || isolate !== batch.isolate) {
        sandbox?.dispose();
        if (compiled === undefined) {
          tellPlace(-1, COMPILING);
          // Compiling is not counted, because the program is not responsible for the speed of our
          // parsers. If it never ends, the parent kills the slot.
          compiled =
            job.language === "bundled" ? job.source : compileSubmission(job.source, job.language);
          if (job.evaluator !== undefined) compiled += `\n${job.evaluator}`;
        }
        tellPlace(-1, LOADING);
        isolate = batch.isolate;
        sandbox = new Sandbox(job);
        const load = loadInto(sandbox, job, batch.seed, compiled, tellPlace);
        if (load.problem !== null) return ended(load.problem, null);
        cpuTimeMs += load.outcome.cpuTimeMs;
        const outcome = judgeTime(
          load.outcome,
          job.loadCpuTimeMs,
          job.totalCpuTimeMs + load.outcome.cpuTimeMs - cpuTimeMs,
          sandbox,
        );
        if (!isValue(outcome)) return ended(null, outcome);
      }
      const { outcomes, limit, spentMs } = runBatch(
        sandbox,
        job,
        b,
        job.totalCpuTimeMs - cpuTimeMs,
        tellPlace,
      );
      cpuTimeMs += spentMs;
      onBatch(b, outcomes);
      if (limit === "wall" || cpuTimeMs > job.totalCpuTimeMs) break;
      if (limit !== undefined) {
        sandbox.dispose();
        sandbox = undefined;
      }
      isClean = limit === undefined;
    }
    return ended(null, null);
  } catch (error) {
    if (error instanceof CompileError) return ended(error.problem, null);
    throw error;
  } finally {
    if (isClean && sandbox !== undefined && job.session !== undefined)
      stayed = { session: job.session, sandbox };
    else sandbox?.dispose();
  }
}
