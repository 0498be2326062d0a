// A real run of bench:load at small scale beside a simulation of the same. The simulated graders are
// the machine's cores, and each submission takes one for the CPU time that it cost in the real run:
// of the server, the slots and the bench itself, which share the cores.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { makeSeededRandom } from "../../../src/demo/plan.ts";
import { MAX_WAITING_PER_ASSIGNMENT } from "../../../src/grading/record-submission.ts";
import { ROOT } from "../../support/packs.ts";
import type { Arrival } from "./arrivals.ts";
import { drawLogNormalMs, type LogNormal, meanMs } from "./random.ts";
import { simulate } from "./simulate.ts";
import { Waits, type WaitSummary } from "./waits.ts";

/** The last line that bench:load prints. */
interface LoadResult {
  seconds: number;
  cores: number;
  submissions: number;
  gradedMs: { p50: number; p99: number };
  wallSeconds: number;
  serverCores: number;
  slotsCores: number;
  clientCores: number;
  loadAverage: number;
}

const STUDENTS = 200;

/** `sigma`: of the logarithm of the grading times. */
export async function compareWithLoad(sigma: number, ratePerSecond: number): Promise<void> {
  const real = await runLoad(ratePerSecond);
  const usedCores = real.serverCores + real.slotsCores + real.clientCores;
  const costMs = (usedCores * real.wallSeconds * 1000) / real.submissions;
  const wanted: LogNormal = { medianMs: costMs, sigma };
  // The same mean as measured.
  const service = { medianMs: (costMs * costMs) / meanMs(wanted), sigma };
  const simulated = simulateLoad(real, ratePerSecond, service);
  const row = (name: string, p50: number, p99: number) =>
    console.log(`${name.padEnd(12)}${[p50, p99].map((n) => n.toFixed(2).padStart(10)).join("")}`);
  console.log(
    `\n${real.submissions} submissions, ${ratePerSecond} a second, ${costMs.toFixed(1)} ms of CPU each, ${real.cores} cores, load average ${real.loadAverage}\n\nms, from submission to report`,
  );
  console.log(`${"".padEnd(12)}${["p50", "p99"].map((name) => name.padStart(10)).join("")}`);
  row("bench:load", real.gradedMs.p50, real.gradedMs.p99);
  row("simulated", simulated.p50Ms, simulated.p99Ms);
  row("factor", real.gradedMs.p50 / simulated.p50Ms, real.gradedMs.p99 / simulated.p99Ms);
  if (real.loadAverage > real.cores)
    console.log("\nThe machine has other work to do, which the simulation does not know.");
}

async function runLoad(ratePerSecond: number): Promise<LoadResult> {
  const child = spawn(
    process.execPath,
    [join(ROOT, "test/bench/load.ts"), "--short", "--rate", String(ratePerSecond)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`bench:load failed:\n${printed}`);
  return JSON.parse(printed.trim().split("\n").at(-1)!) as LoadResult;
}

/** As bench:load does it: at equal intervals, the students in turn. */
function simulateLoad(
  { seconds, cores }: LoadResult,
  ratePerSecond: number,
  service: LogNormal,
): WaitSummary {
  const random = makeSeededRandom(1);
  const arrivals = Array.from({ length: seconds * ratePerSecond }, (_, i): Arrival => ({
    atMs: (i * 1000) / ratePerSecond,
    student: i % STUDENTS,
  }));
  const times = new Waits();
  simulate(
    {
      arrivals,
      graders: cores,
      drawServiceMs: () => drawLogNormalMs(random, service),
      mostWaitingEach: MAX_WAITING_PER_ASSIGNMENT,
    },
    ({ arrivedMs, endedMs }) => times.add(endedMs - arrivedMs),
  );
  return times.summarize();
}
