// What keeps a check from its end and is no author's doing: a machine that is too busy, or on which
// no slot comes up. It says nothing about the exercise, and the check has to be run again.

import type { Report } from "../report.ts";
import { BusyMachineError } from "../walls/parent/busy-machine.ts";
import { SlotsUnavailableError } from "../walls/parent/start-behind-walls.ts";

export interface Prevented {
  code: "busy" | "no-slots";
  /** For the log, in English. */
  detail: string;
}

/** undefined for every other error: that one is the pack's, or ours. */
export function readPrevention(error: unknown): Prevented | undefined {
  if (error instanceof BusyMachineError) return { code: "busy", detail: error.message };
  return error instanceof SlotsUnavailableError
    ? { code: "no-slots", detail: error.message }
    : undefined;
}

/** Throws what `readPrevention` reads, if that is why a submission was not graded. */
export function refusePrevented({ verdict, messages }: Report): void {
  if (verdict !== "judge-error") return;
  for (const { code, params } of messages) {
    if (code === "judge.busy") throw new BusyMachineError(String(params["detail"]));
    if (code === "judge.slots") throw new SlotsUnavailableError(String(params["detail"]));
  }
}
