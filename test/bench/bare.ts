// The limit that grading is measured against: the same submission compiled, loaded into a fresh
// isolate and called for every case, in this process. `node bare.ts input.json` prints a list as
// JSON: one BareTimes for each program.

import { readFileSync } from "node:fs";
import { compileSubmission } from "../../grader/slots/inside/compile.ts";
import { makeSnapshot, Sandbox, useSnapshot } from "../../grader/slots/inside/isolate.ts";
import { buildSlotProgram } from "../../grader/slots/parent/build-slot-program.ts";

export interface BareProgram {
  source: string;
  driver: string | null;
  exports: string[];
  memoryMiB: number;
  cases: string[];
}

export interface BareInput {
  /** How often each program is measured. */
  count: number;
  programs: BareProgram[];
}

export interface BareTimes {
  /** One core. */
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  cpuMs: number;
}

const WALL_MS = 10_000;
const WARMING = 50;
const { count, programs } = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as BareInput;
useSnapshot(makeSnapshot(readFileSync(`${buildSlotProgram().folder}/prelude.js`, "utf8")));

for (let i = 0; i < WARMING; i++) runOnce(programs[i % programs.length]!);
console.log(JSON.stringify(programs.map(measure)));

function measure(program: BareProgram): BareTimes {
  const latencies: number[] = [];
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  for (let i = 0; i < count; i++) {
    const onceMs = performance.now();
    runOnce(program);
    latencies.push(performance.now() - onceMs);
  }
  const wallMs = performance.now() - startedMs;
  const cpu = process.cpuUsage(cpuBefore);
  latencies.sort((a, b) => a - b);
  return {
    perSecond: (count / wallMs) * 1000,
    p50Ms: latencies[Math.floor(count * 0.5)]!,
    p99Ms: latencies[Math.floor(count * 0.99)]!,
    cpuMs: (cpu.user + cpu.system) / 1000 / count,
  };
}

function runOnce({ source, driver, exports, memoryMiB, cases }: BareProgram): void {
  const code = compileSubmission(source, "typescript");
  const sandbox = new Sandbox({ memoryMiB });
  sandbox.begin(1, 256 * 1024);
  if (driver !== null) sandbox.loadDriver(driver, WALL_MS);
  sandbox.loadCode(code, "submission.ts", exports, WALL_MS);
  for (const text of cases) {
    const answer = sandbox.callCase(text, exports[0]!, WALL_MS);
    if (answer.kind !== "text" || !answer.text.startsWith('{"s":"v"'))
      throw new Error("the submission failed");
  }
  sandbox.dispose();
}
