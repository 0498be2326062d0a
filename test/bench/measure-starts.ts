// What it costs to start Gradus: CPU times of whole commands, beside an empty program of Node's.

import { BIN } from "../support/run-gradus.ts";
import { measureCommand } from "./measure-command.ts";

export interface Start {
  command: string;
  cpuMs: number;
  /** Times the CPU of `node -e 0`. */
  timesNode: number;
}

/** `submission`: a right one for fit-a-line. The first command is `node -e 0`. */
export async function measureStarts(submission: string, count: number): Promise<Start[]> {
  const commands: [string, string[]][] = [
    ["node -e 0", ["-e", "0"]],
    ["gradus --help", [BIN, "--help"]],
    ["gradus list", [BIN, "list"]],
    ["gradus grade", [BIN, "grade", "fit-a-line", submission]],
  ];
  const starts: Start[] = [];
  for (const [command, args] of commands) {
    // The first start after a change builds the program and fills the caches.
    await measureCommand(process.execPath, args, 1);
    const { cpuMs } = await measureCommand(process.execPath, args, count);
    starts.push({ command, cpuMs, timesNode: cpuMs / (starts[0]?.cpuMs ?? cpuMs) });
  }
  return starts;
}

export function printStarts(starts: Start[]): void {
  for (const { command, cpuMs, timesNode } of starts)
    console.log(
      `${command.padEnd(14)}${cpuMs.toFixed(0).padStart(6)} ms of CPU, ` +
        `${timesNode.toFixed(1)} times node -e 0`,
    );
  console.log("");
}
