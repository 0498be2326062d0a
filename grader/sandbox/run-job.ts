// The inside of a slot's worker thread: one job in, its outcomes out. Everything here is synchronous; a job that hangs
// in a long builtin is ended from outside, with the whole process.

import { CompileError, compileSubmission, explainSyntax } from "./compile.ts";
import { type CompileProblem, NOWHERE } from "./compile-problem.ts";
import { Sandbox, SyntaxProblem, type Answer } from "./isolate.ts";
import { COMPILING, type InvokeJob, LOADING, MAX_BATCH_BYTES, type Outcome, type RunJob } from "../slots/protocol.ts";

/** Where the thread is, in memory that the slot's main thread reads: batch (-1 while compiling and loading), case, steps taken. */
export type Progress = Int32Array;

export function reportProgress(progress: Progress, batch: number, caseIndex: number): void {
  progress[0] = batch;
  progress[1] = caseIndex;
  progress[2] = (progress[2]! + 1) | 0;
}

export interface RunEnd {
  problem: CompileProblem | null;
  load: Outcome | null;
  cpuTimeMs: number;
}

/**
 * Runs a submission over its batches. A limit ends its batch, and the next batch gets a fresh isolate; a spent total or a stuck
 * clock ends the job, and the parent decides what to do with the rest.
 */
export function runSubmission(job: RunJob, progress: Progress, onBatch: (batch: number, outcomes: Outcome[]) => void): RunEnd {
  let cpuTimeMs = 0;
  let sandbox: Sandbox | undefined;
  let isolate = -1;
  const ended = (problem: CompileProblem | null, load: Outcome | null): RunEnd => ({ problem, load, cpuTimeMs });
  try {
    reportProgress(progress, -1, COMPILING);
    const cpuBefore = process.threadCpuUsage();
    const compiled = job.language === "bundled" ? job.source : compileSubmission(job.source, job.language);
    const cpu = process.threadCpuUsage(cpuBefore);
    cpuTimeMs += (cpu.user + cpu.system) / 1000;

    for (let b = 0; b < job.batches.length; b++) {
      const batch = job.batches[b]!;
      if (sandbox === undefined || isolate !== batch.isolate) {
        sandbox?.dispose();
        reportProgress(progress, -1, LOADING);
        isolate = batch.isolate;
        sandbox = new Sandbox(job.seed, job);
        const load = loadInto(sandbox, job, compiled);
        if (load.problem !== null) return ended(load.problem, null);
        cpuTimeMs += load.outcome.cpuTimeMs;
        const failed = judgeTime(load.outcome, job.loadWallMs, job.totalCpuTimeMs - cpuTimeMs);
        if (!("text" in failed) || !failed.text.startsWith('{"s":"v"')) return ended(null, failed);
      }
      const outcomes: Outcome[] = [];
      let bytesLeft = MAX_BATCH_BYTES;
      let limit: string | undefined;
      for (let c = 0; c < batch.cases.length && limit === undefined; c++) {
        reportProgress(progress, b, c);
        const answer = sandbox.callCase(batch.cases[c]!, job.exports[0]!, job.caseWallMs);
        cpuTimeMs += answer.cpuTimeMs;
        let outcome = judgeTime(toOutcome(answer), job.caseCpuTimeMs, job.totalCpuTimeMs - cpuTimeMs);
        if ("text" in outcome && (bytesLeft -= outcome.text.length) < 0) outcome = { limit: "output", cpuTimeMs: outcome.cpuTimeMs };
        outcomes.push(outcome);
        limit = "limit" in outcome ? outcome.limit : undefined;
      }
      onBatch(b, outcomes);
      if (limit === "wall" || cpuTimeMs > job.totalCpuTimeMs) break;
      if (limit !== undefined) {
        sandbox.dispose();
        sandbox = undefined;
      }
    }
    return ended(null, null);
  } catch (error) {
    if (error instanceof CompileError) return ended(error.problem, null);
    throw error;
  } finally {
    sandbox?.dispose();
  }
}

/** Calls exports of a bundled pack module, all in one isolate. Stops at the first limit. */
export function invokeBundle(job: InvokeJob, progress: Progress): { problem: CompileProblem | null; outcomes: Outcome[] } {
  reportProgress(progress, -1, LOADING);
  const sandbox = new Sandbox(job.seed, job);
  try {
    const module = sandbox.compile(job.bundle, "generator.js");
    const load = toOutcome(sandbox.load("code", module, [], job.loadWallMs));
    if (!("text" in load) || !load.text.startsWith('{"s":"v"')) return { problem: null, outcomes: [load] };
    const outcomes: Outcome[] = [];
    for (const [i, call] of job.calls.entries()) {
      reportProgress(progress, 0, i);
      const outcome = toOutcome(sandbox.invoke(call.exportName, call.arguments, job.caseWallMs));
      outcomes.push(outcome);
      if ("limit" in outcome) break;
    }
    return { problem: null, outcomes };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { problem: { ...NOWHERE, code: "syntax", line: error.line, column: error.column, detail: error.message }, outcomes: [] };
  } finally {
    sandbox.dispose();
  }
}

function loadInto(sandbox: Sandbox, job: RunJob, compiled: string): { problem: CompileProblem | null; outcome: Outcome } {
  let cpuTimeMs = 0;
  if (job.driver !== null) {
    const answer = sandbox.load("driver", sandbox.compile(job.driver, "driver.ts"), [], job.loadWallMs);
    cpuTimeMs += answer.cpuTimeMs;
    const outcome = toOutcome(answer);
    if (!("text" in outcome) || !outcome.text.startsWith('{"s":"v"')) throw new Error("the driver does not load");
  }
  let module;
  try {
    module = sandbox.compile(compiled, job.fileName);
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    const place = { line: error.line, column: error.column, detail: error.message };
    const problem: CompileProblem =
      job.language === "bundled" ? { ...NOWHERE, code: "syntax", ...place } : explainSyntax(job.source, job.language, place);
    return { problem, outcome: { text: "", cpuTimeMs } };
  }
  const outcome = toOutcome(sandbox.load("code", module, job.exports, job.loadWallMs));
  if ("text" in outcome && outcome.text.startsWith('{"s":"m"')) {
    const names = (JSON.parse(outcome.text) as { v: string[] }).v;
    return { problem: { ...NOWHERE, code: "missing-exports", names }, outcome };
  }
  return { problem: null, outcome: { ...outcome, cpuTimeMs: outcome.cpuTimeMs + cpuTimeMs } };
}

function toOutcome(answer: Answer): Outcome {
  return answer.kind === "text" ? { text: answer.text, cpuTimeMs: answer.cpuTimeMs } : { limit: answer.kind, cpuTimeMs: answer.cpuTimeMs };
}

/** CPU decides: over the limit is over the limit, whether the clock stopped it or it came back by itself. */
function judgeTime(outcome: Outcome, cpuLimitMs: number, totalLeftMs: number): Outcome {
  const over = outcome.cpuTimeMs > cpuLimitMs || totalLeftMs < 0;
  const stoppedByOther = "limit" in outcome && outcome.limit !== "wall";
  return over && !stoppedByOther ? { limit: "time", cpuTimeMs: outcome.cpuTimeMs } : outcome;
}
