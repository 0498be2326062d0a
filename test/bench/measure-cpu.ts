// The CPU time that some work takes in this process and in its slots.

import { readUsage } from "../../grader/walls/parent/process-usage.ts";
import { slotProcesses } from "../support/processes.ts";

/** Milliseconds. Those of slots come in steps of 10 ms. */
export async function measureCpu(
  work: () => Promise<unknown>,
): Promise<{ own: number; slots: number }> {
  const slotsBefore = readSlotsCpuMs();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const slots = readSlotsCpuMs()
    .entries()
    .reduce((sum, [pid, ms]) => sum + ms - (slotsBefore.get(pid) ?? 0), 0);
  return { own: (user + system) / 1000, slots };
}

function readSlotsCpuMs(): Map<number, number> {
  return new Map(slotProcesses().map(({ pid }) => [pid, readUsage(pid)?.cpuTimeMs ?? 0]));
}
