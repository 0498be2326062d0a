// Real runs of bench:load at small scale beside a simulation of the same. The simulated graders are
// the machine's cores, and each submission takes one for the CPU time that it cost in the real run:
// of the server, the slots and the bench itself, which share the cores. Times vary as those of the
// submissions do that bench:load sends, each graded alone.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { makeSeededRandom } from "../../../src/demo/plan.ts";
import { MAX_WAITING_PER_ASSIGNMENT } from "../../../src/grading/record-submission.ts";
import { ROOT } from "../../support/packs.ts";
import type { Output } from "../load/output.ts";
import type { Arrival } from "./arrivals.ts";
import { drawLogNormalMs, fitLogNormal, type LogNormal, meanMs } from "./random.ts";
import { simulate } from "./simulate.ts";
import { Waits } from "./waits.ts";

interface Pair {
  p50: number;
  p99: number;
}

interface Comparison {
  cpuMs: number;
  loadAverage: number;
  real: Pair;
  simulated: Pair;
  factor: Pair;
}

const STUDENTS = 200;
/** Of bench:load --short. */
const SECONDS = 10;

/** Prints each run, then the median factors and how far apart they are. */
export async function compareWithLoad(ratePerSecond: number, runs: number): Promise<void> {
  const results: Comparison[] = [];
  console.log(
    `${ratePerSecond} submissions a second for ${SECONDS} s; milliseconds from submission to report\n`,
  );
  printLine(["CPU each", "load avg", "real p50", "p99", "simul. p50", "p99", "factor p50", "p99"]);
  for (let i = 0; i < runs; i += 1) {
    const result = compare(await runLoad(ratePerSecond), ratePerSecond);
    results.push(result);
    const { cpuMs, loadAverage, real, simulated, factor } = result;
    printLine([
      ...[cpuMs, loadAverage, real.p50, real.p99, simulated.p50, simulated.p99].map((value) =>
        value.toFixed(1),
      ),
      ...[factor.p50, factor.p99].map((value) => value.toFixed(2)),
    ]);
  }
  console.log("");
  for (const name of ["p50", "p99"] as const) {
    const sorted = results.map(({ factor }) => factor[name]).toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)]!;
    const [least, most] = [sorted[0]!, sorted.at(-1)!].map((value) => value.toFixed(2));
    console.log(
      `real / simulated ${name}: ${median.toFixed(2)} (median of ${runs}, from ${least} to ${most})`,
    );
  }
}

function compare(
  { cores, loadAverage, gradingsMs, rows: [row] }: Output,
  ratePerSecond: number,
): Comparison {
  const { cpuMs: parts, reportedMs: real } = row!;
  const cpuMs = Object.values(parts).reduce((sum, ms) => sum + ms, 0);
  const shape = fitLogNormal(gradingsMs);
  // The same mean as measured.
  const service = { ...shape, medianMs: (shape.medianMs * cpuMs) / meanMs(shape) };
  const simulated = simulateLoad(cores, ratePerSecond, service);
  const factor = { p50: real.p50 / simulated.p50, p99: real.p99 / simulated.p99 };
  return { cpuMs, loadAverage, real, simulated, factor };
}

async function runLoad(ratePerSecond: number): Promise<Output> {
  const options = ["--short", "--form", "one", "--rate", String(ratePerSecond)];
  const child = spawn(process.execPath, [join(ROOT, "test/bench/load.ts"), ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`bench:load failed:\n${printed}`);
  return JSON.parse(printed.trim().split("\n").at(-1)!) as Output;
}

/** As bench:load does it: at equal intervals, the students in turn. */
function simulateLoad(graders: number, ratePerSecond: number, service: LogNormal): Pair {
  const random = makeSeededRandom(1);
  const arrivals = Array.from({ length: SECONDS * ratePerSecond }, (_, i): Arrival => ({
    atMs: (i * 1000) / ratePerSecond,
    student: i % STUDENTS,
  }));
  const times = new Waits();
  simulate(
    {
      arrivals,
      graders,
      drawServiceMs: () => drawLogNormalMs(random, service),
      mostWaitingEach: MAX_WAITING_PER_ASSIGNMENT,
    },
    ({ arrivedMs, endedMs }) => times.add(endedMs - arrivedMs),
  );
  const { p50Ms, p99Ms } = times.summarize();
  return { p50: p50Ms, p99: p99Ms };
}

function printLine(cells: string[]): void {
  console.log(cells.map((cell) => cell.padStart(11)).join(""));
}
