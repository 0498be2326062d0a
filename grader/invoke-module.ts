// Calls functions of a pack's module (generator, validator or checker) in a pack slot.

import { encodeValue } from "./pack/cases.ts";
import type { MessageCode } from "./report.ts";
import type { Value } from "./isolate/codec.ts";
import { JudgeError } from "./judge-error.ts";
import type { Job, StepLimits } from "./slots/protocol/jobs.ts";
import {
  BUSY_RETRIES,
  BUSY_TIMES,
  findCpuLimit,
  findStepLimits,
} from "./slots/parent/time-rules.ts";
import type { CaseOutcome } from "./slots/parent/case-outcome.ts";
import type { RunLimits } from "./slots/parent/case-run.ts";
import { describeOutcome } from "./slots/parent/failure.ts";
import { readOutcome } from "./slots/parent/read-outcome.ts";
import type { SlotPool } from "./slots/parent/slot-pool.ts";
import { newJobId } from "./slots/parent/job-runner.ts";
import type { JobResult } from "./slots/parent/running-job.ts";
import { readEndedStep } from "./walls/protocol/step-time.ts";
import { BusyMachineError } from "./walls/parent/busy-machine.ts";

/** For each call, in the reference machine's milliseconds. */
const CALL_CPU_MS = 3000;
export const PACK_MEMORY_MIB = 256;
export const PACK_OUTPUT_KIB = 4096;
const SEED = 0;

/**
 * Calls `exportName` of a bundled module once for each list of arguments, in order. A failure is a
 * `JudgeError` with the code `blame`. Throws `BusyMachineError` if the machine was too busy.
 */
export async function invokeModule(
  pool: SlotPool,
  bundle: string,
  exportName: string,
  argumentLists: Value[][],
  blame: MessageCode,
  signal?: AbortSignal,
): Promise<Value[]> {
  const calls = argumentLists.map((list) => ({ exportName, arguments: encodeValue(list) }));
  const limits = { cpuTimeMs: CALL_CPU_MS, memoryMiB: PACK_MEMORY_MIB, outputKiB: PACK_OUTPUT_KIB };
  const { end, lost } = await runUnhurried(pool, bundle, calls, { limits, keep: true, signal });
  if (lost?.reason === "stuck")
    throw new JudgeError(blame, { why: "time-limit-exceeded", detail: "" }, { isCertain: true });
  if (end?.type !== "invoked")
    throw new JudgeError(
      blame,
      lost === undefined
        ? { why: "no-answer", detail: "" }
        : { why: "lost", detail: `${lost.reason}: ${lost.detail}` },
    );
  const values = end.outcomes.map((outcome) => {
    const read = readOutcome(outcome, pool.cpuFactor, []);
    if (read.kind !== "value")
      throw new JudgeError(blame, describeOutcome(read), { isCertain: read.kind === "time" });
    return read.value;
  });
  if (values.length !== calls.length) throw new JudgeError(blame, { why: "stopped", detail: "" });
  return values;
}

/**
 * Calls `exportName` once, in an isolate of its own that is discarded afterwards: for an argument
 * that a person has written, which must not reach the isolates that grading uses. What the module
 * makes of it is the result; the isolate's loading is not counted in its time. Throws
 * `BusyMachineError`, and a `JudgeError` with the code `blame` if the slot was lost.
 */
export async function invokeApart(
  pool: SlotPool,
  bundle: string,
  exportName: string,
  argument: Value,
  limits: Pick<RunLimits, "cpuTimeMs" | "memoryMiB" | "outputKiB">,
  blame: MessageCode,
): Promise<CaseOutcome> {
  const calls = [{ exportName, arguments: encodeValue([argument]) }];
  const { end, lost } = await runUnhurried(pool, bundle, calls, { limits, keep: false });
  const outcome = end?.type === "invoked" ? end.outcomes[0] : undefined;
  if (outcome !== undefined) return readOutcome(outcome, pool.cpuFactor, []);
  if (lost === undefined) throw new JudgeError(blame, { why: "no-answer", detail: "" });
  if (lost.reason === "broken")
    throw new JudgeError(blame, { why: "lost", detail: `${lost.reason}: ${lost.detail}` });
  return {
    kind: lost.reason === "stuck" ? "time" : "memory",
    console: "",
    cpuTimeMs: lost.cpuTimeMs === undefined ? limits.cpuTimeMs : lost.cpuTimeMs / pool.cpuFactor,
  };
}

interface InvokeOptions {
  limits: Pick<RunLimits, "cpuTimeMs" | "memoryMiB" | "outputKiB">;
  /** Whether the module stays loaded. */
  keep: boolean;
  signal?: AbortSignal | undefined;
}

/** If the clock runs out although CPU time is left, the machine is busy: tries longer clocks. */
async function runUnhurried(
  pool: SlotPool,
  bundle: string,
  calls: { exportName: string; arguments: string }[],
  { limits: { cpuTimeMs, memoryMiB, outputKiB }, keep, signal }: InvokeOptions,
): Promise<JobResult> {
  let wallTimes = 1;
  for (let retries = 0; retries <= BUSY_RETRIES; retries++) {
    const limits = findStepLimits(cpuTimeMs, pool.cpuFactor, wallTimes);
    const job = {
      type: "invoke",
      id: newJobId(),
      bundle,
      keep,
      seed: SEED,
      ...limits,
      memoryMiB,
      outputBytes: outputKiB * 1024,
      calls,
    } satisfies Job;
    const answer = await pool.run(job, { signal });
    if (!wasBusy(answer, limits)) return answer;
    wallTimes *= BUSY_TIMES;
  }
  throw new BusyMachineError(
    "the clock ran out before the CPU time of a pack's program did, again and again",
  );
}

function wasBusy({ end, lost }: JobResult, limits: StepLimits): boolean {
  const ended = end?.type === "invoked" ? end.outcomes.at(-1) : undefined;
  if (ended !== undefined) return "limit" in ended && ended.limit === "wall";
  return (
    lost?.reason === "stuck" &&
    readEndedStep(lost.cpuTimeMs, findCpuLimit(limits, lost.at)) === "busy"
  );
}
