// Runs one program over its cases, in as many slots as necessary, and returns an outcome for each
// case. If a slot is lost, the case that was running gets the outcome, and the other cases run
// again in the next slot. The outcomes are derived from facts that the host observes.

import { type CompileProblem, NOWHERE } from "../protocol/compile-problem.ts";
import { readEndedStep } from "../../walls/protocol/step-time.ts";
import { BusyMachineError } from "../../walls/parent/busy-machine.ts";
import { SlotsUnavailableError } from "../../walls/parent/start-behind-walls.ts";
import { COMPILING, DRIVER } from "../protocol/agreed-numbers.ts";
import type { RunJob } from "../protocol/jobs.ts";
import type { Outcome, SlotMessage } from "../protocol/slot-messages.ts";
import {
  BUSY_RETRIES,
  BUSY_TIMES,
  COMPILE_CPU_MS,
  COMPILE_RETRIES,
  findCpuLimit,
  findStepLimits,
} from "./time-rules.ts";
import type { CaseOutcome } from "./case-outcome.ts";
import { findMissingExports, listPresentExports, readOutcome } from "./read-outcome.ts";
import { type JobRunner, newJobId } from "./job-runner.ts";
import type { JobResult, Lost } from "./running-job.ts";
import { DriverError, readDriverFailure } from "./driver-error.ts";
import type { Program, RunLimits, Batch, RunResult, RunOptions } from "./case-run.ts";

/**
 * How many slots may be lost for reasons other than the program, before it counts as an error of
 * the grader.
 */
const BROKEN_RETRIES = 2;

const NOT_RUN: CaseOutcome = { kind: "not-run", console: "", cpuTimeMs: 0 };

export async function runCases(
  runner: JobRunner,
  program: Program,
  seed: number,
  limits: RunLimits,
  batches: Batch[],
  options: RunOptions = {},
): Promise<RunResult> {
  return new CasesRun(runner, program, seed, limits, batches, options).run();
}

/** A batch with the indices of the cases that still have to run. */
interface Pending {
  b: number;
  cases: number[];
}

type Done = Extract<SlotMessage, { type: "done" }>;

class CasesRun {
  readonly #runner: JobRunner;
  readonly #program: Program;
  readonly #seed: number;
  readonly #limits: RunLimits;
  readonly #batches: Batch[];
  readonly #options: RunOptions;
  readonly #outcomes: (CaseOutcome | undefined)[][];
  readonly #announced = new Set<number>();
  readonly #factor: number;
  // From here to `readOutcome` and `#result`, times are in this machine's milliseconds.
  readonly #totalCpuTimeMs: number;
  #cpuTimeMs = 0;
  #wallTimes = 1;
  #wallRetries = 0;
  #brokenRetries = 0;
  #compileRetries = 0;
  #careful = false;

  constructor(
    runner: JobRunner,
    program: Program,
    seed: number,
    limits: RunLimits,
    batches: Batch[],
    options: RunOptions,
  ) {
    this.#runner = runner;
    this.#program = program;
    this.#seed = seed;
    this.#limits = limits;
    this.#batches = batches;
    this.#options = options;
    this.#outcomes = batches.map((batch) => batch.cases.map(() => undefined));
    this.#factor = runner.cpuFactor;
    this.#totalCpuTimeMs = limits.totalCpuTimeMs * this.#factor;
  }

  async run(): Promise<RunResult> {
    const { untilLimit, signal } = this.#options;
    for (;;) {
      const pending = this.#findPending();
      if (pending.length === 0) return this.#result(null, null);
      const job = this.#makeJob(pending);
      const result = await this.#runner.run(job, {
        onBatch: (index, list) => index < pending.length && this.#take(pending[index]!, list),
        signal,
      });
      const end = this.#readResult(job, pending, result);
      if (end === "again") continue;
      if (end !== undefined) return end;
      if (this.#cpuTimeMs > this.#totalCpuTimeMs) this.#endBySpentBudget();
      if (untilLimit === true && this.#hasLimit()) return this.#result(null, null);
      this.#announce();
    }
  }

  // ---- the remaining work ----------------------------------------------------------------------
  #pendingIn(b: number): number[] {
    return this.#outcomes[b]!.flatMap((outcome, c) => (outcome === undefined ? [c] : []));
  }

  #findPending(): Pending[] {
    const pending = [...this.#batches.keys()]
      .map((b) => ({ b, cases: this.#pendingIn(b) }))
      .filter(({ cases }) => cases.length > 0);
    // A slot runs its whole job, so each job contains only one batch if later batches may not be
    // needed.
    return this.#options.untilLimit === true ? pending.slice(0, 1) : pending;
  }

  #makeJob(pending: Pending[]): RunJob {
    const limits = this.#limits;
    return {
      type: "run",
      id: newJobId(),
      ...this.#program,
      keep: this.#program.keep ?? false,
      ...findStepLimits(limits.cpuTimeMs, this.#factor, this.#wallTimes),
      totalCpuTimeMs: Math.max(1, this.#totalCpuTimeMs - this.#cpuTimeMs),
      memoryMiB: limits.memoryMiB,
      outputBytes: limits.outputKiB * 1024,
      batches: pending.map(({ b, cases }) => {
        const batch = this.#batches[b]!;
        return {
          isolate: batch.isolate,
          seed: batch.seed ?? this.#seed,
          cases: cases.map((c) => batch.cases[c]!),
        };
      }),
      careful: this.#careful,
      record: this.#options.record,
    };
  }

  // ---- finished cases --------------------------------------------------------------------------
  #settle(b: number, c: number, outcome: CaseOutcome): void {
    this.#outcomes[b]![c] = outcome;
  }

  #dropRest(b: number): void {
    for (const c of this.#pendingIn(b)) this.#settle(b, c, NOT_RUN);
  }

  #take({ b, cases }: Pending, list: Outcome[]): void {
    for (const [i, outcome] of list.slice(0, cases.length).entries()) {
      // It runs again, with the cases after it.
      if (isBusy(outcome)) return;
      this.#settle(b, cases[i]!, this.#read(outcome));
      if ("limit" in outcome) this.#dropRest(b);
    }
    this.#announce();
  }

  #read(outcome: Outcome): CaseOutcome {
    return readOutcome(outcome, this.#factor, this.#program.exports);
  }

  #announce(): void {
    for (const b of this.#batches.keys()) {
      if (this.#announced.has(b) || this.#pendingIn(b).length > 0) continue;
      this.#announced.add(b);
      this.#options.onBatch?.(b, this.#outcomes[b] as CaseOutcome[]);
    }
  }

  #result(problem: CompileProblem | null, load: CaseOutcome | null): RunResult {
    for (const b of this.#batches.keys()) this.#dropRest(b);
    return {
      problem,
      load,
      outcomes: this.#outcomes as CaseOutcome[][],
      cpuTimeMs: this.#cpuTimeMs / this.#factor,
      cpuFactor: this.#factor,
    };
  }

  // ---- the end of a job: repeat it, return a result, or continue -------------------------------
  #readResult(
    job: RunJob,
    pending: Pending[],
    { end, lost, batches }: JobResult,
  ): RunResult | "again" | undefined {
    if (end?.type === "done") return this.#readEnd(end, [...batches.values()].flat());
    if (lost !== undefined) return this.#readLost(job, pending, lost);
    throw new SlotsUnavailableError("a slot ended a run with something else");
  }

  #readEnd(end: Done, returned: Outcome[]): RunResult | "again" | undefined {
    const wasBusy = returned.some(isBusy) || (end.load !== null && isBusy(end.load));
    // Cases that run again are counted then.
    this.#cpuTimeMs += wasBusy
      ? returned.reduce((sum, outcome) => sum + (isBusy(outcome) ? 0 : outcome.cpuTimeMs), 0)
      : end.cpuTimeMs;
    if (wasBusy || end.driver === "wall") {
      this.#giveMoreTime();
      this.#announce();
      return "again";
    }
    if (end.driver !== null) throw new DriverError(readDriverFailure(end.driver));
    if (end.problem !== null) return this.#result(end.problem, null);
    if (end.load === null) return undefined;
    const names = findMissingExports(end.load, this.#program.exports);
    if (names.length === 0) return this.#result(null, this.#read(end.load));
    const exported = listPresentExports(end.load);
    return this.#result({ ...NOWHERE, code: "missing-exports", names, exported }, null);
  }

  #readLost(job: RunJob, pending: Pending[], lost: Lost): RunResult | "again" | undefined {
    const { reason, at, detail } = lost;
    const where = pending[at.batch];
    const c = where?.cases[at.case];
    if (reason !== "stuck" && !this.#careful) {
      // The steps were so fast that the position may be outdated: runs them again in careful mode.
      this.#careful = true;
      return "again";
    }
    if (reason === "broken" && this.#brokenRetries++ < BROKEN_RETRIES) return "again";
    if (reason === "broken" && c === undefined)
      throw new SlotsUnavailableError(`slots are lost: ${detail.split("\n")[0]}`);
    if (reason === "stuck" && readEndedStep(lost.cpuTimeMs, findCpuLimit(job, at)) === "busy") {
      this.#giveMoreTime();
      return "again";
    }
    const isCompiling = at.batch === -1 && at.case === COMPILING;
    if (isCompiling && reason === "stuck") {
      // Other programs may slow a processor down for a while, and CPU time then includes the delay.
      if (this.#compileRetries++ < COMPILE_RETRIES) return "again";
      const seconds = String(COMPILE_CPU_MS / 1000);
      return this.#result({ ...NOWHERE, code: "too-slow", detail: seconds }, null);
    }
    this.#cpuTimeMs += lost.cpuTimeMs ?? 0;
    if (at.batch === -1 && at.case === DRIVER)
      throw new DriverError(
        reason === "stuck"
          ? { why: "time-limit-exceeded", detail: "" }
          : { why: "lost", detail: `${reason}: ${detail}` },
      );
    const outcome: CaseOutcome = {
      kind: KIND_OF_LOSS[reason],
      console: "",
      cpuTimeMs: (lost.cpuTimeMs ?? 0) / this.#factor,
    };
    // Compiling runs no code of the program, so the parser has crashed.
    if (isCompiling) return this.#result({ ...NOWHERE, code: "too-complex" }, null);
    if (where === undefined || c === undefined) return this.#result(null, outcome);
    // The earlier cases of its batch had finished, but their outcomes were lost with the slot, so
    // they run again.
    this.#settle(where.b, c, outcome);
    for (const later of where.cases.slice(at.case + 1)) this.#settle(where.b, later, NOT_RUN);
    return undefined;
  }

  /** The wall-clock limit was reached before the CPU limit. */
  #giveMoreTime(): void {
    this.#wallTimes *= BUSY_TIMES;
    this.#wallRetries += 1;
    if (this.#wallRetries > BUSY_RETRIES)
      throw new BusyMachineError("the clock ran out before the CPU time did, again and again");
  }

  /** The budget for all cases was used up at the first case that still has to run. */
  #endBySpentBudget(): void {
    const b = this.#batches.findIndex((_, i) => this.#pendingIn(i).length > 0);
    if (b >= 0)
      this.#settle(b, this.#pendingIn(b)[0]!, { kind: "time", console: "", cpuTimeMs: 0 });
    for (const i of this.#batches.keys()) this.#dropRest(i);
  }

  #hasLimit(): boolean {
    return this.#outcomes.flat().some((outcome) => outcome !== undefined && isLimit(outcome));
  }
}

const KIND_OF_LOSS = { stuck: "time", memory: "memory", broken: "crash" } as const;

/** The wall-clock limit was reached, not the CPU limit. */
function isBusy(outcome: Outcome): boolean {
  return "limit" in outcome && outcome.limit === "wall";
}

function isLimit({ kind }: CaseOutcome): boolean {
  return kind === "time" || kind === "memory" || kind === "output";
}
