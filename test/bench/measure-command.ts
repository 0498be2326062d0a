// How much time a command takes, from its start to its end, with all processes that it waits for.

import { spawn } from "node:child_process";
import { availableParallelism, tmpdir } from "node:os";

export interface Measured {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** All processes together. */
  cpuMs: number;
}

/** Runs a command `count` times, as many at once as there are cores. Throws if it fails. */
export async function measureCommand(
  command: string,
  args: string[],
  count: number,
): Promise<Measured> {
  const latencies: number[] = [];
  let next = 0;
  let cpuMs = 0;
  const startedMs = performance.now();
  const worker = async () => {
    while (next < count) {
      next += 1;
      const runStartedMs = performance.now();
      const { code, stdout, cpuTimeMs } = await run("/bin/sh", [
        "-c",
        '"$@"; code=$?; times; exit $code',
        "bench",
        command,
        ...args,
      ]);
      if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}`);
      latencies.push(performance.now() - runStartedMs);
      cpuMs += cpuTimeMs;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const wallMs = performance.now() - startedMs;
  return { perSecond: (count / wallMs) * 1000, ...percentiles(latencies), cpuMs: cpuMs / count };
}

async function run(
  command: string,
  args: string[],
): Promise<{ code: number | null; stdout: string; cpuTimeMs: number }> {
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NO_COLOR: "1", NODE_NO_WARNINGS: "1" },
    cwd: tmpdir(),
  });
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  // The last line of `times`: user and system time of the shell's children, "0m1.230s 0m0.120s".
  const times = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(stdout);
  const cpuTimeMs =
    times === null
      ? 0
      : (Number(times[1]) * 60 + Number(times[2]) + Number(times[3]) * 60 + Number(times[4])) *
        1000;
  return { code, stdout, cpuTimeMs };
}

export function percentiles(latencies: number[]): { p50Ms: number; p99Ms: number } {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
