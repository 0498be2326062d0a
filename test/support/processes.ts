// Running slots, as the operating system sees them: children of this process and their children, by
// command line.

import { readdirSync, readFileSync } from "node:fs";

interface ProcessInfo {
  pid: number;
  parent: number;
  command: string;
}

function allProcesses(): ProcessInfo[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "latin1");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // A zombie has ended; it only waits for its parent.
      if (state === "Z") return [];
      return [
        {
          pid: Number(name),
          parent: Number(parent),
          command: readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " "),
        },
      ];
    } catch {
      return [];
    }
  });
}

/**
 * Slot processes below `root` (default: this process), with bubblewrap and everything else that
 * leads to them; and orphans, which may be another test's.
 */
export function slotProcesses(root: number = process.pid): ProcessInfo[] {
  const all = allProcesses();
  const below = allBelow(root, all);
  // An orphan is a child of the first process; it is recognized by its command.
  return all.filter(
    (one) =>
      one.command.includes("slot.mjs") &&
      (below.has(one.pid) || (isOrphan(one.pid, all) && !hasNeverStarted(one, all))) &&
      one.pid !== root,
  );
}

/** Without orphans: those that this process has now. */
export function ownSlotPids(): number[] {
  const all = allProcesses();
  const below = allBelow(process.pid, all);
  return all
    .filter(({ pid, command }) => command.includes("slot.mjs") && below.has(pid))
    .map(({ pid }) => pid);
}

/** One that has ended meanwhile is no error: a child of bubblewrap ends with it. */
export function signalAll(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

function allBelow(root: number, all: ProcessInfo[]): Set<number> {
  const below = new Set([root]);
  // Parents almost always have lower ids, but not certainly: repeat until nothing is added.
  for (let before = 0; before !== below.size;) {
    before = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  return below;
}

function isOrphan(pid: number, all: ProcessInfo[]): boolean {
  const info = all.find((other) => other.pid === pid);
  return info !== undefined && info.parent === 1;
}

/**
 * bubblewrap's own first process, before it has started anything: it waits forever if a server was
 * killed at that moment (docs/threats.md, Known limits). Another test on this machine may have done
 * that. No code of a submission has run in it.
 */
function hasNeverStarted({ pid, command }: ProcessInfo, all: ProcessInfo[]): boolean {
  return /^\S*bwrap /.test(command) && !all.some(({ parent }) => parent === pid);
}

/**
 * Those that stay: a killed process may need some milliseconds to end, and seconds on a busy
 * machine.
 */
export async function remainingSlotProcesses(root?: number): Promise<ProcessInfo[]> {
  const untilMs = performance.now() + 10_000;
  for (;;) {
    const left = slotProcesses(root);
    if (left.length === 0 || performance.now() > untilMs) return left;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The processes that this one has started itself. */
export function childrenOf(parent: number): number[] {
  return allProcesses()
    .filter((one) => one.parent === parent)
    .map(({ pid }) => pid);
}

/** With this word in their command line, whatever their parent. */
export function processesSaying(word: string): ProcessInfo[] {
  return allProcesses().filter(({ command }) => command.includes(word));
}
