// Errors that are not the student's: the pack's code failed, or the grader did. They become the
// verdict `judge-error` and never cost an attempt or a point.

import type { Message, MessageCode } from "./report.ts";
import { DriverError } from "./slots/parent/driver-error.ts";
import { BusyMachineError } from "./walls/parent/busy-machine.ts";
import { SlotsUnavailableError } from "./walls/parent/start-behind-walls.ts";

/** The pack's own code failed. */
export class JudgeError extends Error {
  readonly code: MessageCode;
  readonly params: Record<string, string | number>;
  /** It used up its CPU time; another try would end the same way. */
  readonly isCertain: boolean;
  constructor(
    code: MessageCode,
    params: Record<string, string | number>,
    options: ErrorOptions & { isCertain?: boolean } = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.code = code;
    this.params = params;
    this.isCertain = options.isCertain ?? false;
  }
}

/** Whether another try might succeed. */
export function isWorthRetrying(error: unknown): boolean {
  return !(
    error instanceof SlotsUnavailableError ||
    error instanceof BusyMachineError ||
    ((error instanceof JudgeError || error instanceof DriverError) && error.isCertain)
  );
}

export function describeJudgeError(error: unknown): Message {
  if (error instanceof DriverError) return { code: "judge.driver", params: error.failure };
  if (error instanceof BusyMachineError)
    return { code: "judge.busy", params: { detail: error.message } };
  if (error instanceof JudgeError) return { code: error.code, params: error.params };
  return {
    code: "judge.slots",
    params: { detail: error instanceof Error ? error.message : String(error) },
  };
}
