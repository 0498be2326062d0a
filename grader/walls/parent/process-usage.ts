// Reads the CPU time and the resident memory of a process behind walls from /proc. Without /proc
// they are unknown, and the CPU time in a slot's own heartbeats decides.

import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";

export interface Usage {
  /** CPU time of all threads since the start of the process. */
  cpuTimeMs: number;
  residentMiB: number;
}

/** USER_HZ is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10;
const PAGE_BYTES = 4096;

/** The kernel gives as much at once. */
const contents = Buffer.alloc(4096);

/**
 * Such files are read dozens of times for each submission, and almost all are short. For these it
 * takes half of the system calls of `readFileSync`, which asks for the size first.
 */
function readProc(path: string): string {
  const file = openSync(path, "r");
  try {
    const bytes = readSync(file, contents);
    if (bytes < contents.length / 2) return contents.toString("latin1", 0, bytes);
  } finally {
    closeSync(file);
  }
  return readFileSync(path, "latin1");
}

export function readUsage(pid: number): Usage | undefined {
  try {
    const stat = readProc(`/proc/${pid}/stat`);
    // The command's name, in parentheses, may contain spaces, so fields count from its end; utime
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

/** The only child of a process; undefined while there is none. */
export function readOnlyChild(pid: number): number | undefined {
  const children = readChildren(pid, pid);
  return children.length === 1 ? children[0] : undefined;
}

/**
 * All descendants of `pid`. Native code may start a process from any thread, so the children of
 * every thread are read.
 */
export function readDescendants(pid: number): number[] {
  const found = readChildrenOfThreads(pid);
  // The loop appends to the list that it iterates over: children of children.
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
    const text = readProc(`/proc/${pid}/task/${thread}/children`).trim();
    return text === "" ? [] : text.split(" ").map(Number);
  } catch {
    return [];
  }
}
