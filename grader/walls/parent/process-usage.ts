// CPU time and resident memory of a process behind walls, read from outside, from /proc. Where
// there is no /proc, nothing is known of them: then a slot's own word decides about CPU (its main
// thread reports it with every beat).

import { readdirSync, readFileSync } from "node:fs";

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
    // The command's name, in parentheses, may hold spaces; fields count from behind it, and utime
    // is the 14th of all.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return {
      cpuTimeMs: ticks * MS_PER_TICK,
      residentMiB: (Number(fields[21]) * PAGE_BYTES) / 1024 / 1024,
    };
  } catch {
    return undefined;
  }
}

/** The only child of a process, or undefined while there is none. */
export function readOnlyChild(pid: number): number | undefined {
  const children = readChildren(pid, pid);
  return children.length === 1 ? children[0] : undefined;
}

/**
 * Every process below `pid`, without itself. Native code may start one from any thread, so all of
 * them are looked at.
 */
export function readDescendants(pid: number): number[] {
  const found = readChildrenOfThreads(pid);
  // The list grows while it is gone through: children of children.
  for (const child of found) found.push(...readChildrenOfThreads(child));
  return found;
}

function readChildrenOfThreads(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) => readChildren(pid, Number(thread)));
  } catch {
    return [];
  }
}

function readChildren(pid: number, thread: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${thread}/children`, "latin1").trim();
    return text === "" ? [] : text.split(" ").map(Number);
  } catch {
    return [];
  }
}
