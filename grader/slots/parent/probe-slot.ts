// Decides whether a slot may get work: before its first job, and after each job.

import { checkSelfTest } from "../../walls/parent/check-self-test.ts";
import type { LaunchPlan } from "../../walls/parent/launch-plans.ts";
import { SlotsUnavailableError } from "../../walls/parent/start-behind-walls.ts";
import type { SlotHandle } from "./slot-handle.ts";
import type { JobResult } from "./running-job.ts";

/**
 * Runs the attacks of the self-test in the slot. If one succeeds, kills the slot and throws
 * `SlotsUnavailableError`.
 */
export async function probeSlot(slot: SlotHandle, plan: LaunchPlan, id: number): Promise<void> {
  const { end, lost } = await slot.run({ type: "self-test", id });
  try {
    if (end?.type !== "self-tested")
      throw new SlotsUnavailableError(
        `the self-test did not finish: ${lost?.detail ?? "no answer"}`,
      );
    checkSelfTest(end.results, plan);
  } catch (error) {
    void slot.kill();
    throw error;
  }
}

/** A slot is reused only if its job ended by itself and exceeded no limit. */
export function isClean({ end, lost, batches }: JobResult): boolean {
  if (lost !== undefined || end === undefined) return false;
  if (end.type === "done" && end.load !== null && "limit" in end.load) return false;
  const outcomes = end.type === "invoked" ? [end.outcomes] : [...batches.values()];
  return outcomes.every((list) => list.every((outcome) => "text" in outcome));
}
