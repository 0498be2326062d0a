// CPU time and resident memory of a slot, read from outside, from /proc. Where there is no /proc the slot's own word
// has to do (its main thread reports it with every beat).

import { readFileSync } from "node:fs";

export interface Usage {
  /** All threads of the process since it started. */
  cpuTimeMs: number;
  residentMiB: number;
}

/** USER_HZ is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10;
const PAGE_BYTES = 4096;

export function readUsage(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The command's name, in parentheses, may hold spaces; fields count from behind it, and utime is the 14th of all.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { cpuTimeMs: ticks * MS_PER_TICK, residentMiB: (Number(fields[21]) * PAGE_BYTES) / 1024 / 1024 };
  } catch {
    return undefined;
  }
}

/** The only child of a process, or undefined while there is none. */
export function readOnlyChild(pid: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").trim();
    return /^\d+$/.test(children) ? Number(children) : undefined;
  } catch {
    return undefined;
  }
}
