// Finds npm, if it started this process: npm itself, npx, pnpm or yarn, anywhere among the parent
// processes, often with a shell in between. They end at some signals without notifying the
// processes that they started, and always at SIGKILL. Anyone who stops npm wants to stop this
// process. A process that was started in any other way (nohup, a service manager, a shell's
// background) has no such runner, and continues when its parent ends.

import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const WATCH_MS = 500;
/** The interval of checks on systems where each check starts a process (all but Linux). */
const SLOW_WATCH_MS = 2000;
/** More levels than any process tree that leads to npm. */
const MOST_ANCESTORS = 16;
const RUNNER = /^(?:npm|npx|pnpm|pnpx|yarn|yarnpkg|bun)(?:-cli)?(?:\.[cm]?js)?$/;

/** A process id may be reused, so the start time identifies the process too. */
export interface Npm {
  pid: number;
  started: string;
}

interface ProcessRow {
  parent: number;
  started: string;
  command: string;
  /** The process has ended, but its parent has not read its exit status yet. */
  isZombie: boolean;
}

/** undefined if npm did not start this process, or has already ended. */
export function findNpm(env: NodeJS.ProcessEnv = process.env): Npm | undefined {
  if (env["npm_lifecycle_event"] === undefined || process.platform === "win32") return undefined;
  let pid = process.ppid;
  for (let i = 0; i < MOST_ANCESTORS && pid > 0; i += 1) {
    const row =
      process.platform === "linux"
        ? readRow(pid)
        : parseRow(spawnSync("ps", psArguments(pid), PS_OPTIONS).stdout ?? "");
    if (row === undefined) return undefined;
    if (isNpm(row.command)) return { pid, started: row.started };
    pid = row.parent;
  }
  return undefined;
}

/** Calls once when npm has ended. */
export function watchNpm(npm: Npm, onGone: () => void): void {
  const isLinux = process.platform === "linux";
  const tell = (row: ProcessRow | undefined) => {
    if (row?.started === npm.started && !row.isZombie) return;
    clearInterval(timer);
    onGone();
  };
  const look = isLinux
    ? () => tell(readRow(npm.pid))
    : () =>
        void execFile("ps", psArguments(npm.pid), PS_OPTIONS, (_error, output) =>
          tell(parseRow(output)),
        );
  const timer = setInterval(look, isLinux ? WATCH_MS : SLOW_WATCH_MS).unref();
}

/**
 * npm sets its title to "npm start"; others keep their command line, such as "node /usr/bin/pnpm
 * start".
 */
export function isNpm(command: string): boolean {
  return command
    .split(/[\0 ]+/)
    .slice(0, 2)
    .some((word) => RUNNER.test(basename(word)));
}

function readRow(pid: number): ProcessRow | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The command's name, in parentheses, may contain spaces, so fields count from its end: state,
    // parent, …, and the 20th is the start time.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return {
      parent: Number(fields[1]),
      started: fields[19]!,
      command: readFileSync(`/proc/${pid}/cmdline`, "utf8"),
      isZombie: fields[0] === "Z",
    };
  } catch {
    return undefined;
  }
}

const PS_OPTIONS = { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } } as const;

function psArguments(pid: number): string[] {
  return ["-o", "ppid=,state=,lstart=,command=", "-p", String(pid)];
}

/** "  1 S    Mon Nov 30 10:00:00 2026 npm start" */
function parseRow(output: string): ProcessRow | undefined {
  const [, parent, state, started, command] =
    /^\s*(\d+)\s+(\S+)\s+(\w+ +\w+ +\d+ +[\d:]+ +\d+) +(.*)/.exec(output) ?? [];
  if (command === undefined) return undefined;
  return { parent: Number(parent), started: started!, command, isZombie: state!.startsWith("Z") };
}
