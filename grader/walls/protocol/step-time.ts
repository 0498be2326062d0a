// Decides what the measured time of one step means. Only CPU time counts: a step that used more
// than its limit has exceeded it, whether a clock stopped it or it ended by itself. If the clock
// stopped it before the CPU limit, the machine was busy, which says nothing about the program.

/** The measurements of one step: loading a program, or one case. */
export interface StepTime {
  cpuTimeMs: number;
  /** A clock or the parent ended it. */
  stopped: boolean;
}

export interface StepBudget {
  cpuTimeMs: number;
  /** The rest of the budget for all steps, before this one. */
  totalLeftMs: number;
}

/**
 * busy: the machine had no time for it, so the step must run again with a longer wall-clock limit.
 */
export type TimeMeaning = "within" | "over" | "busy";

export function readStepTime({ cpuTimeMs, stopped }: StepTime, budget: StepBudget): TimeMeaning {
  if (cpuTimeMs > Math.min(budget.cpuTimeMs, budget.totalLeftMs)) return "over";
  return stopped ? "busy" : "within";
}

/**
 * A step that its parent ended. `cpuTimeMs`: a lower bound of its CPU time; undefined if there was
 * no heartbeat. Without it, only the clock ran out, which proves nothing about the program.
 */
export function readEndedStep(cpuTimeMs: number | undefined, limitMs: number): "over" | "busy" {
  const budget = { cpuTimeMs: limitMs, totalLeftMs: Infinity };
  return readStepTime({ cpuTimeMs: cpuTimeMs ?? 0, stopped: true }, budget) === "over"
    ? "over"
    : "busy";
}

/**
 * A process that has neither started nor ended by then hangs. The only consequence is that the next
 * plan is tried.
 */
export const READY_WALL_MS = 120_000;
