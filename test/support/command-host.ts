// The command line for tests about what a command does and prints, rather than about its process:
// one process for each test file runs the commands one after another, with the program loaded and
// slots ready. Tests of starting, signals, pipes or the end of a process use run-gradus.ts.

import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import type { Command, HostMessage } from "./command-host-process.ts";
import { DIVIDED_LIMITS } from "./divided-limits.ts";
import { ROOT } from "./packs.ts";
import type { Run, RunOptions } from "./run-gradus.ts";

let host: ChildProcess | undefined;
let line: Promise<unknown> = Promise.resolve();
let isBusy = false;

/**
 * Like `runGradus` of run-gradus.ts, without a separate process. Several at once wait for each
 * other.
 */
export function runGradus(
  args: string[],
  { env, cwd = ROOT, stdin = "" }: Omit<RunOptions, "node" | "ownGroup"> = {},
): Promise<Run> {
  const { PATH, HOME } = process.env;
  const given = Object.entries({ PATH, HOME, LC_ALL: "C", ...DIVIDED_LIMITS, ...env }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  const run = line.then(() => runInHost({ args, env: Object.fromEntries(given), cwd, stdin }));
  line = run.catch(() => undefined);
  return run;
}

async function runInHost(command: Command): Promise<Run> {
  const child = (host ??= await startHost());
  isBusy = true;
  return new Promise((resolve) => {
    const printed = { stdout: "", stderr: "" };
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      isBusy = false;
      child.off("message", hear).off("exit", end);
      if (code === null || !child.connected) host = undefined;
      resolve({ ...printed, code, signal });
    };
    const hear = (message: HostMessage) => {
      if (message.type === "printed") printed[message.stream] += message.text;
      else if (message.type === "ended") end(message.code, null);
    };
    child.on("message", hear).on("exit", end);
    child.send(command);
  });
}

async function startHost(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, "command-host-process.ts"), {
    execArgv: [],
    serialization: "advanced",
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code, signal) =>
      reject(new Error(`the host of commands did not come up: ${code ?? signal}`)),
    );
  });
  return child;
}

// A command that never ends has made its own test fail, and does not block the others.
afterEach(() => void (isBusy && host?.kill("SIGKILL")));
afterAll(async () => {
  const child = host;
  host = undefined;
  if (child === undefined || !child.connected) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.disconnect();
  await gone;
});
