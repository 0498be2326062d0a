// Reasons that prevent a check and are not the author's error: the machine is too busy, or no slot
// starts. They say nothing about the exercise; the check has to be run again.

import type { Report } from "../report.ts";
import { BusyMachineError } from "../walls/parent/busy-machine.ts";
import { SlotsUnavailableError } from "../walls/parent/start-behind-walls.ts";

export interface Prevented {
  code: "busy" | "no-slots";
  /** For the log, in English. */
  detail: string;
}

/** undefined for any other error, which is the pack's or the grader's. */
export function readPrevention(error: unknown): Prevented | undefined {
  if (error instanceof BusyMachineError) return { code: "busy", detail: error.message };
  return error instanceof SlotsUnavailableError
    ? { code: "no-slots", detail: error.message }
    : undefined;
}

/** If such a reason prevented grading, throws the error that `readPrevention` recognises. */
export function throwIfPrevented({ verdict, messages }: Report): void {
  if (verdict !== "judge-error") return;
  for (const { code, params } of messages) {
    if (code === "judge.busy") throw new BusyMachineError(String(params["detail"]));
    if (code === "judge.slots") throw new SlotsUnavailableError(String(params["detail"]));
  }
}
