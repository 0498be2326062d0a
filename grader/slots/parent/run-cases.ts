// One program over its cases, to an outcome for each, over as many slots as it takes. A slot that
// is lost in the middle costs the case it was at; the others run again in the next slot. Here the
// host's facts become outcomes.

import { type CompileProblem, NOWHERE } from "../../sandbox/compile-problem.ts";
import { revive, type Value } from "../../sandbox/codec.ts";
import { kindOfLabel, type Returned } from "../../sandbox/returned-kind.ts";
import { BusyMachineError } from "../../walls/parent/busy-machine.ts";
import { newJobId, type JobRunner } from "./slot-pool.ts";
import type { Outcome } from "../between/slot-messages.ts";
import type { RunJob } from "../between/jobs.ts";
import { SlotsUnavailableError } from "../../walls/parent/start-behind-walls.ts";
import {
  BUSY_RETRIES,
  BUSY_TIMES,
  COMPILE_CPU_MS,
  COMPILE_RETRIES,
  cpuLimitAt,
  stepLimitsFor,
} from "../between/time-rules.ts";
import { readEndedStep } from "../../walls/between/step-time.ts";
import { COMPILING, DRIVER } from "../between/agreed-numbers.ts";

/** The pack's driver does not load. */
export class DriverError extends Error {
  /** Another try would come to the same: its CPU time was up. */
  get isCertain(): boolean {
    return this.message === "time";
  }
}

export interface Thrown {
  name: string;
  message: string;
  /** In the submission, from 1; 0 where unknown. */
  line: number;
}

/**
 * threw: the program threw (anything). asynchronous: what an export returned would have to be
 * waited for. crash: it took its process with it in a way that is no limit. not-run: an earlier
 * case of its batch hit a limit, or the CPU for all of them was spent.
 */
export type CaseOutcome =
  | {
      kind: "value";
      value: Value;
      returned?: Returned | undefined;
      console: string;
      cpuTimeMs: number;
    }
  | {
      kind: "threw";
      thrown: Thrown;
      returned?: Returned | undefined;
      console: string;
      cpuTimeMs: number;
    }
  | { kind: "asynchronous"; returned: Returned; console: string; cpuTimeMs: number }
  | { kind: "time" | "memory" | "output" | "crash"; console: string; cpuTimeMs: number }
  | { kind: "not-run"; console: ""; cpuTimeMs: 0 };

export interface Program {
  source: string;
  fileName: string;
  language: RunJob["language"];
  /** Bundled, and asked again soon: it stays loaded. Only ever in a pack slot. */
  keep?: boolean;
  driver: string | null;
  exports: string[];
}

/** Of the reference machine (cpu-scale.ts), like every CPU time that comes out of here. */
export interface RunLimits {
  cpuTimeMs: number;
  totalCpuTimeMs: number;
  memoryMiB: number;
  outputKiB: number;
}

export interface Batch {
  isolate: number;
  /**
   * That its chance comes from, if not from the run's seed. The same for all batches of an isolate.
   */
  seed?: number;
  /** Encoded inputs. */
  cases: string[];
}

export interface RunResult {
  problem: CompileProblem | null;
  /** What stopped the program from loading, where something did. */
  load: CaseOutcome | null;
  /** By batch, then case; empty where it never got that far. */
  outcomes: CaseOutcome[][];
  cpuTimeMs: number;
  /** The machine's, by which limits were multiplied. */
  cpuFactor: number;
}

export interface RunOptions {
  signal?: AbortSignal | undefined;
  /** The first limit that is hit ends it all: the batches after it are not run. */
  untilLimit?: boolean;
  /** A batch is complete: the outcomes of its cases. */
  onBatch?: (batch: number, outcomes: CaseOutcome[]) => void;
}

/** Slots lost for no reason of the program's own before it is the grader's fault. */
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
  const outcomes: (CaseOutcome | undefined)[][] = batches.map((batch) =>
    batch.cases.map(() => undefined),
  );
  const factor = runner.cpuFactor;
  // From here to `readOutcome` and `ended`: this machine's milliseconds.
  const totalCpuTimeMs = limits.totalCpuTimeMs * factor;
  let cpuTimeMs = 0;
  let wallTimes = 1;
  let wallRetries = 0;
  let brokenRetries = 0;
  let compileRetries = 0;
  let careful = false;

  const pendingIn = (b: number) =>
    outcomes[b]!.flatMap((outcome, c) => (outcome === undefined ? [c] : []));
  const settle = (b: number, c: number, outcome: CaseOutcome) => (outcomes[b]![c] = outcome);
  const dropRest = (b: number) => {
    for (const c of pendingIn(b)) settle(b, c, NOT_RUN);
  };
  const announced = new Set<number>();
  const announce = () => {
    for (const b of batches.keys()) {
      if (announced.has(b) || pendingIn(b).length > 0) continue;
      announced.add(b);
      options.onBatch?.(b, outcomes[b] as CaseOutcome[]);
    }
  };
  /** The clock ran out before the CPU did. */
  const tryAgain = () => {
    wallTimes *= BUSY_TIMES;
    wallRetries += 1;
    if (wallRetries > BUSY_RETRIES)
      throw new BusyMachineError("the clock ran out before the CPU time did, again and again");
  };
  const ended = (problem: CompileProblem | null, load: CaseOutcome | null): RunResult => {
    for (const b of batches.keys()) dropRest(b);
    return {
      problem,
      load,
      outcomes: outcomes as CaseOutcome[][],
      cpuTimeMs: cpuTimeMs / factor,
      cpuFactor: factor,
    };
  };

  for (;;) {
    const waiting = batches.flatMap((batch, b) =>
      pendingIn(b).length > 0 ? [{ b, isolate: batch.isolate, pending: pendingIn(b) }] : [],
    );
    if (waiting.length === 0) return ended(null, null);
    // A slot runs all it was given, so it is given one batch at a time where the next may not be
    // wanted.
    if (options.untilLimit === true) waiting.splice(1);
    const job: RunJob = {
      type: "run",
      id: newJobId(),
      ...program,
      keep: program.keep ?? false,
      ...stepLimitsFor(limits.cpuTimeMs, factor, wallTimes),
      totalCpuTimeMs: Math.max(1, totalCpuTimeMs - cpuTimeMs),
      memoryMiB: limits.memoryMiB,
      outputBytes: limits.outputKiB * 1024,
      batches: waiting.map(({ b, isolate, pending }) => ({
        isolate,
        seed: batches[b]!.seed ?? seed,
        cases: pending.map((c) => batches[b]!.cases[c]!),
      })),
      careful,
    };

    const take = (index: number, list: Outcome[]) => {
      const { b, pending } = waiting[index]!;
      for (const [i, outcome] of list.slice(0, pending.length).entries()) {
        // It runs again, with those behind it.
        if (isBusy(outcome)) return;
        settle(b, pending[i]!, readOutcome(outcome, factor, program.exports));
        if ("limit" in outcome) dropRest(b);
      }
      announce();
    };
    const {
      end,
      lost,
      batches: answered,
    } = await runner.run(job, {
      onBatch: (index, list) => index < waiting.length && take(index, list),
      signal: options.signal,
    });
    const returned = [...answered.values()].flat();
    const wasBusy =
      returned.some(isBusy) || (end?.type === "done" && end.load !== null && isBusy(end.load));

    if (end?.type === "done") {
      // What runs again is counted then.
      cpuTimeMs += wasBusy
        ? returned.reduce((sum, outcome) => sum + (isBusy(outcome) ? 0 : outcome.cpuTimeMs), 0)
        : end.cpuTimeMs;
      if (wasBusy || end.driver === "wall") {
        tryAgain();
        announce();
        continue;
      }
      if (end.driver !== null) throw new DriverError(end.driver);
      if (end.problem !== null) return ended(end.problem, null);
      if (end.load !== null) {
        const missing = missingExports(end.load, program.exports);
        if (missing.length > 0)
          return ended(
            {
              ...NOWHERE,
              code: "missing-exports",
              names: missing,
              exported: presentExports(end.load),
            },
            null,
          );
        return ended(null, readOutcome(end.load, factor, program.exports));
      }
    } else if (lost !== undefined) {
      const where = waiting[lost.at.batch];
      const at = where?.pending[lost.at.case];
      if (lost.reason !== "stuck" && !careful) {
        // It went so fast that the place may be an old one: once more, step by step.
        careful = true;
        continue;
      }
      if (lost.reason === "broken" && brokenRetries++ < BROKEN_RETRIES) continue;
      if (lost.reason === "broken" && (where === undefined || at === undefined))
        throw new SlotsUnavailableError(`slots are lost: ${lost.detail.split("\n")[0]}`);
      if (
        lost.reason === "stuck" &&
        readEndedStep(lost.cpuTimeMs, cpuLimitAt(job, lost.at)) === "busy"
      ) {
        tryAgain();
        continue;
      }
      const isCompiling = lost.at.batch === -1 && lost.at.case === COMPILING;
      if (isCompiling && lost.reason === "stuck") {
        // Others may slow a processor down for a while: the time that they take counts as the
        // process's own.
        if (compileRetries++ < COMPILE_RETRIES) continue;
        return ended({ ...NOWHERE, code: "too-slow", detail: String(COMPILE_CPU_MS / 1000) }, null);
      }
      cpuTimeMs += lost.cpuTimeMs ?? 0;
      if (lost.at.batch === -1 && lost.at.case === DRIVER)
        throw new DriverError(lost.reason === "stuck" ? "time" : `${lost.reason}: ${lost.detail}`);
      const kind = lost.reason === "stuck" ? "time" : lost.reason === "memory" ? "memory" : "crash";
      const outcome: CaseOutcome = { kind, console: "", cpuTimeMs: (lost.cpuTimeMs ?? 0) / factor };
      if (where === undefined || at === undefined) {
        // Compiling runs nothing of the program, so what dies there is the parser.
        return isCompiling
          ? ended({ ...NOWHERE, code: "too-complex" }, null)
          : ended(null, outcome);
      }
      // The cases of its batch before this one were all right, but their outcomes went down with
      // the slot: they run again.
      settle(where.b, at, outcome);
      for (const c of where.pending.slice(lost.at.case + 1)) settle(where.b, c, NOT_RUN);
    } else {
      throw new SlotsUnavailableError("a slot ended a run with something else");
    }

    if (cpuTimeMs > totalCpuTimeMs) {
      // The budget for all cases is spent: the first case that is still to run is where it ran out.
      const b = batches.findIndex((_, i) => pendingIn(i).length > 0);
      if (b >= 0) settle(b, pendingIn(b)[0]!, { kind: "time", console: "", cpuTimeMs: 0 });
      for (const i of batches.keys()) dropRest(i);
    }
    if (
      options.untilLimit === true &&
      outcomes.some((list) => list.some((outcome) => outcome !== undefined && isLimit(outcome)))
    )
      return ended(null, null);
    announce();
  }
}

/** The clock ran out, and not the CPU. */
function isBusy(outcome: Outcome): boolean {
  return "limit" in outcome && outcome.limit === "wall";
}

function isLimit({ kind }: CaseOutcome): boolean {
  return kind === "time" || kind === "memory" || kind === "output";
}

/**
 * The prelude's text (see grader/sandbox/prelude.ts) as an outcome. Text of any other form is the
 * program's own doing.
 */
export function readOutcome(outcome: Outcome, cpuFactor: number, exports: string[]): CaseOutcome {
  const cpuTimeMs = outcome.cpuTimeMs / cpuFactor;
  if ("limit" in outcome)
    return { kind: outcome.limit === "wall" ? "time" : outcome.limit, console: "", cpuTimeMs };
  try {
    const answer = JSON.parse(outcome.text) as {
      s?: unknown;
      v?: unknown;
      e?: Partial<Thrown>;
      r?: unknown;
      c?: unknown;
    };
    const console = typeof answer.c === "string" ? answer.c : "";
    const returned = readReturned(answer.r, exports);
    if (answer.s === "v")
      return { kind: "value", value: revive(answer.v), returned, console, cpuTimeMs };
    if (answer.s === "o") return { kind: "output", console, cpuTimeMs };
    if (answer.s === "p")
      return {
        kind: "asynchronous",
        returned: returned ?? { name: exports[0] ?? "", kind: "promise" },
        console,
        cpuTimeMs,
      };
    const { name, message, line } = answer.e ?? {};
    return {
      kind: "threw",
      thrown: {
        name: asText(name),
        message: asText(message),
        line: Number.isInteger(line) && line! > 0 ? line! : 0,
      },
      returned,
      console,
      cpuTimeMs,
    };
  } catch {
    return { kind: "crash", console: "", cpuTimeMs };
  }
}

/** Only exports that were asked for, and labels that have words. */
function readReturned(pair: unknown, exports: string[]): Returned | undefined {
  if (!Array.isArray(pair)) return undefined;
  const [name, label] = pair as unknown[];
  const kind = typeof label === "string" ? kindOfLabel(label) : undefined;
  return typeof name === "string" && exports.includes(name) && kind !== undefined
    ? { name, kind }
    : undefined;
}

/** Only names that were asked for: the program may have had a hand in the text. */
function missingExports(load: Outcome, wanted: string[]): string[] {
  if (!("text" in load) || !load.text.startsWith('{"s":"m"')) return [];
  try {
    const { v } = JSON.parse(load.text) as { v: unknown };
    const names = wanted.filter((name) => Array.isArray(v) && v.includes(name));
    return names.length > 0 ? names : wanted.slice(0, 1);
  } catch {
    return wanted.slice(0, 1);
  }
}

const MAX_EXPORTED = 50;

/** What the file exports instead; words hang on it, and nothing else. */
function presentExports(load: Outcome): CompileProblem["exported"] {
  try {
    const { x } = JSON.parse("text" in load ? load.text : "{}") as { x?: unknown };
    const pairs: unknown[] = Array.isArray(x) ? x.slice(0, MAX_EXPORTED) : [];
    return pairs.flatMap((pair) => {
      const [name, type] = Array.isArray(pair) ? (pair as unknown[]) : [];
      return typeof name === "string" && typeof type === "string"
        ? [[name.slice(0, 100), type.slice(0, 20)]]
        : [];
    });
  } catch {
    return [];
  }
}

function asText(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 1000) : "";
}
