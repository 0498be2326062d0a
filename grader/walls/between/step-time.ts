// What the time of one step means. CPU decides: over the limit is over the limit, whether a clock
// stopped the step or it came back by itself. A clock that ran out before the CPU did says something
// about the machine and nothing about the program.

/** What was seen of one step: loading a program, or one case. */
export interface StepTime {
  cpuTimeMs: number;
  /** A clock, or the parent's watch, ended it. */
  stopped: boolean;
}

export interface StepBudget {
  cpuTimeMs: number;
  /** Left of the budget for all steps together, before this one. */
  totalLeftMs: number;
}

/** busy: the machine had no time for it; the step must run again, with a longer clock. */
export type TimeMeaning = "within" | "over" | "busy";

export function readStepTime({ cpuTimeMs, stopped }: StepTime, budget: StepBudget): TimeMeaning {
  if (cpuTimeMs > Math.min(budget.cpuTimeMs, budget.totalLeftMs)) return "over";
  return stopped ? "busy" : "within";
}

/**
 * A step that its parent ended. `cpuTimeMs`: what it used for sure, undefined if nothing was heard
 * of it. Without that it was the clock alone, which proves nothing about the program.
 */
export function readEndedStep(cpuTimeMs: number | undefined, limitMs: number): "over" | "busy" {
  const budget = { cpuTimeMs: limitMs, totalLeftMs: Infinity };
  return readStepTime({ cpuTimeMs: cpuTimeMs ?? 0, stopped: true }, budget) === "over"
    ? "over"
    : "busy";
}

/**
 * A process that neither comes up nor ends by then hangs. It decides only that the next one is
 * tried.
 */
export const READY_WALL_MS = 120_000;
