// The steps of a job: loading a program into an isolate, and calling it on the cases of a batch.
// Turns the result of each step, with its time, into an outcome.

import { CompileError } from "./compile-error.ts";
import { answerProblem, compileExpression } from "./compile-expression.ts";
import { explainSyntax } from "./explain-syntax.ts";
import { type CompileProblem, NOWHERE } from "../protocol/compile-problem.ts";
import type { Answer, Sandbox } from "./isolate.ts";
import { readStepTime } from "../../walls/protocol/step-time.ts";
import { COMPILING, DRIVER, LOADING, MAX_BATCH_BYTES } from "../protocol/agreed-numbers.ts";
import type { RunJob } from "../protocol/jobs.ts";
import type { Outcome } from "../protocol/slot-messages.ts";

/**
 * Reports the position of the thread before each step: batch (-1 while compiling and loading) and
 * case. In careful mode it returns only when the report has been sent, so that the parent knows
 * even a step that crashes the process immediately.
 */
export type TellPlace = (batch: number, caseIndex: number) => void;

export interface RunEnd {
  problem: CompileProblem | null;
  load: Outcome | null;
  /** The reason why the pack's driver does not load, if it does not. */
  driver: string | null;
  cpuTimeMs: number;
}

export type OnBatch = (batch: number, outcomes: Outcome[]) => void;

export function runBatch(
  sandbox: Sandbox,
  job: RunJob,
  b: number,
  leftMs: number,
  tellPlace: TellPlace,
) {
  const outcomes: Outcome[] = [];
  let bytesLeft = MAX_BATCH_BYTES;
  let spentMs = 0;
  let limit: string | undefined;
  const { cases } = job.batches[b]!;
  for (let c = 0; c < cases.length && limit === undefined; c++) {
    tellPlace(b, c);
    const answer = answerCase(sandbox, job, cases[c]!);
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

function answerCase(sandbox: Sandbox, job: RunJob, input: string): Answer {
  const { record, caseWallMs, exports, evaluator } = job;
  const [firstExport] = exports as [string];
  if (record !== undefined)
    return sandbox.recordCase(input, firstExport, caseWallMs, record.stopAfterMs);
  if (evaluator === undefined) return sandbox.callCase(input, firstExport, caseWallMs);
  try {
    return sandbox.callCase(compileCase(input, job.language), firstExport, caseWallMs);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { kind: "text", text: answerProblem(error), cpuTimeMs: 0 };
  }
}

/** The parent wrote the input. */
function compileCase(input: string, language: RunJob["language"]): string {
  const { code, given } = JSON.parse(input) as { code: string; given: unknown };
  const compiled = compileExpression(code, language === "javascript" ? language : "typescript");
  return JSON.stringify({ code: compiled, given });
}

export function loadInto(
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
  // Babel parses all of it again; this time is not counted as the program's.
  tellPlace(-1, COMPILING);
  const problem: CompileProblem =
    job.language === "bundled"
      ? { ...NOWHERE, code: "syntax", detail: refused }
      : explainSyntax(job.source, job.language, refused);
  return { problem, outcome };
}

/** The pack's driver does not load, which is never the submission's error. */
export class DriverFailure extends Error {}

/** V8's message for code that it does not accept; undefined if it accepts the code. */
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

export function isValue(outcome: Outcome): boolean {
  return "text" in outcome && outcome.text.startsWith('{"s":"v"');
}

export function toOutcome(answer: Answer): Outcome {
  return answer.kind === "text"
    ? { text: answer.text, cpuTimeMs: answer.cpuTimeMs }
    : { limit: answer.kind, cpuTimeMs: answer.cpuTimeMs };
}

/**
 * `totalLeftMs`: before this step. An exceeded memory limit takes precedence over an exceeded time
 * limit.
 */
export function judgeTime(
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
