// The inside of a slot's worker thread: one job in, its outcomes out. Everything here is
// synchronous; a job that hangs in a long builtin is ended from outside, with the whole process.

import { LRUCache } from "lru-cache";
import { CompileError, compileSubmission, explainSyntax } from "../../sandbox/compile.ts";
import { type CompileProblem, NOWHERE } from "../../sandbox/compile-problem.ts";
import { Sandbox, type Answer } from "../../sandbox/isolate.ts";
import type { InvokeJob, RunJob } from "../between/jobs.ts";
import type { Outcome } from "../between/slot-messages.ts";
import { readStepTime } from "../../walls/between/step-time.ts";
import { COMPILING, DRIVER, LOADING, MAX_BATCH_BYTES } from "../between/agreed-numbers.ts";

/**
 * Where the thread is: batch (-1 while compiling and loading) and case. Told before each step. In
 * careful mode the teller comes back only when the parent has been told, so that even a step that
 * takes the process with it at once is known.
 */
export type TellPlace = (batch: number, caseIndex: number) => void;

export interface RunEnd {
  problem: CompileProblem | null;
  load: Outcome | null;
  /** Why the pack's driver does not load, where it does not. */
  driver: string | null;
  cpuTimeMs: number;
}

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
 * The isolate that the last job left for the next one of its session. Never anybody else's: every
 * other run throws it away first.
 */
let stayed: { session: number; sandbox: Sandbox } | undefined;

function takeStayed(session: number | undefined): Sandbox | undefined {
  const left = stayed;
  stayed = undefined;
  if (left !== undefined && left.session === session) return left.sandbox;
  left?.sandbox.dispose();
  return undefined;
}

type OnBatch = (batch: number, outcomes: Outcome[]) => void;

/**
 * Runs a submission, or what is run as one, over its batches. A limit ends its batch, and the next
 * batch gets a fresh isolate; a spent total or a stuck clock ends the job, and the parent decides
 * what to do with the rest.
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
          // Not counted: how long our parsers take over it is no fault of the program's. The
          // parent's watch ends one that takes for ever.
          compiled =
            job.language === "bundled" ? job.source : compileSubmission(job.source, job.language);
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

function runBatch(sandbox: Sandbox, job: RunJob, b: number, leftMs: number, tellPlace: TellPlace) {
  const outcomes: Outcome[] = [];
  let bytesLeft = MAX_BATCH_BYTES;
  let spentMs = 0;
  let limit: string | undefined;
  const { cases } = job.batches[b]!;
  for (let c = 0; c < cases.length && limit === undefined; c++) {
    tellPlace(b, c);
    const answer = sandbox.callCase(cases[c]!, job.exports[0]!, job.caseWallMs);
    spentMs += answer.cpuTimeMs;
    let outcome = judgeTime(
      toOutcome(answer),
      job.caseCpuTimeMs,
      leftMs + answer.cpuTimeMs - spentMs,
      sandbox,
    );
    if ("text" in outcome && (bytesLeft -= outcome.text.length) < 0)
      outcome = { limit: "output", cpuTimeMs: outcome.cpuTimeMs };
    outcomes.push(outcome);
    limit = "limit" in outcome ? outcome.limit : undefined;
  }
  return { outcomes, limit, spentMs };
}

// ---- pack code
// -------------------------------------------------------------------------------------

/**
 * Pack modules that are loaded and waiting: a reference answers thousands of small questions, and
 * loading it anew for each would cost more than the answers. Only ever in a pack slot; a
 * submission's isolate is fresh each time.
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
 * A reference, as a submission is run. A limit ends the job, and with it this slot: the parent
 * replaces what is not clean.
 */
function runPackProgram(job: RunJob, tellPlace: TellPlace, onBatch: OnBatch): RunEnd {
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

/** Calls exports of a bundled pack module. Stops at the first limit. */
export function invokeBundle(job: InvokeJob, tellPlace: TellPlace): { outcomes: Outcome[] } {
  tellPlace(-1, LOADING);
  const sandbox = packSandbox(job.bundle, job.memoryMiB, (fresh) => {
    fresh.begin(job.seed, job.outputBytes);
    const load = judgeTime(
      toOutcome(fresh.loadCode(job.bundle, "generator.js", [], job.loadWallMs)),
      job.loadCpuTimeMs,
      Infinity,
      fresh,
    );
    return isValue(load) ? undefined : load;
  });
  if (!(sandbox instanceof Sandbox)) return { outcomes: [sandbox] };
  sandbox.begin(job.seed, job.outputBytes);
  const outcomes: Outcome[] = [];
  for (const [i, call] of job.calls.entries()) {
    tellPlace(0, i);
    const outcome = judgeTime(
      toOutcome(sandbox.invoke(call.exportName, call.arguments, job.caseWallMs)),
      job.caseCpuTimeMs,
      Infinity,
      sandbox,
    );
    outcomes.push(outcome);
    if ("limit" in outcome) break;
  }
  return { outcomes };
}

// ---- both
// --------------------------------------------------------------------------------------------

function loadInto(
  sandbox: Sandbox,
  job: RunJob,
  seed: number,
  compiled: string,
  tellPlace: TellPlace,
): { problem: CompileProblem | null; outcome: Outcome } {
  sandbox.begin(seed, job.outputBytes);
  let cpuTimeMs = 0;
  if (job.driver !== null) {
    tellPlace(-1, DRIVER);
    const driver = judgeTime(
      toOutcome(sandbox.loadDriver(job.driver, job.loadWallMs)),
      job.loadCpuTimeMs,
      Infinity,
      sandbox,
    );
    cpuTimeMs += driver.cpuTimeMs;
    if (!isValue(driver))
      throw new DriverFailure("text" in driver ? thrownMessage(driver.text) : driver.limit);
  }
  tellPlace(-1, LOADING);
  const outcome = toOutcome(sandbox.loadCode(compiled, job.fileName, job.exports, job.loadWallMs));
  const refused = "text" in outcome ? syntaxComplaint(outcome.text) : undefined;
  if (refused === undefined)
    return { problem: null, outcome: { ...outcome, cpuTimeMs: outcome.cpuTimeMs + cpuTimeMs } };
  // Babel reads all of it once more, which is our parser's time and not the program's.
  tellPlace(-1, COMPILING);
  const problem: CompileProblem =
    job.language === "bundled"
      ? { ...NOWHERE, code: "syntax", detail: refused }
      : explainSyntax(job.source, job.language, refused);
  return { problem, outcome };
}

/** The pack's driver does not load: never the submission's fault. */
class DriverFailure extends Error {}

/** What V8 said of code that it does not accept; undefined where it did accept it. */
function syntaxComplaint(text: string): string | undefined {
  return text.startsWith('{"s":"x"') ? thrownMessage(text) : undefined;
}

function thrownMessage(text: string): string {
  try {
    return String((JSON.parse(text) as { e: { message: unknown } }).e.message).slice(0, 300);
  } catch {
    return "";
  }
}

function isValue(outcome: Outcome): boolean {
  return "text" in outcome && outcome.text.startsWith('{"s":"v"');
}

function toOutcome(answer: Answer): Outcome {
  return answer.kind === "text"
    ? { text: answer.text, cpuTimeMs: answer.cpuTimeMs }
    : { limit: answer.kind, cpuTimeMs: answer.cpuTimeMs };
}

/**
 * `totalLeftMs`: before this step. Memory that has grown past its limit comes before time that is
 * up.
 */
function judgeTime(
  outcome: Outcome,
  cpuLimitMs: number,
  totalLeftMs: number,
  sandbox: Sandbox,
): Outcome {
  const { cpuTimeMs } = outcome;
  const stopped = "limit" in outcome;
  if (stopped && outcome.limit !== "wall") return outcome;
  const meaning = readStepTime({ cpuTimeMs, stopped }, { cpuTimeMs: cpuLimitMs, totalLeftMs });
  if (meaning !== "over") return outcome;
  return { limit: sandbox.isOverMemory() ? "memory" : "time", cpuTimeMs };
}
