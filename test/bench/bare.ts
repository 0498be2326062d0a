// The limit that grading is measured against: the same submission compiled, loaded into a fresh
// isolate and called for every case, in this process. `node bare.ts input.json` prints one Measured
// as JSON.

import { readFileSync } from "node:fs";
import { compileSubmission } from "../../grader/slots/inside/compile.ts";
import { Sandbox, usePrelude } from "../../grader/slots/inside/isolate.ts";
import { buildSlotProgram } from "../../grader/slots/parent/build-slot-program.ts";

export interface BareInput {
  count: number;
  source: string;
  driver: string | null;
  exports: string[];
  memoryMiB: number;
  cases: string[];
}

const WALL_MS = 10_000;
const input = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as BareInput;
usePrelude(readFileSync(`${buildSlotProgram().folder}/prelude.js`, "utf8"));

function once(): void {
  const code = compileSubmission(input.source, "typescript");
  const sandbox = new Sandbox({ memoryMiB: input.memoryMiB });
  sandbox.begin(1, 256 * 1024);
  if (input.driver !== null) sandbox.loadDriver(input.driver, WALL_MS);
  sandbox.loadCode(code, "submission.ts", input.exports, WALL_MS);
  for (const text of input.cases) {
    const answer = sandbox.callCase(text, input.exports[0]!, WALL_MS);
    if (answer.kind !== "text" || !answer.text.startsWith('{"s":"v"'))
      throw new Error("the submission failed");
  }
  sandbox.dispose();
}

for (let i = 0; i < 50; i++) once();
const latencies: number[] = [];
const cpuBefore = process.cpuUsage();
const startedMs = performance.now();
for (let i = 0; i < input.count; i++) {
  const onceMs = performance.now();
  once();
  latencies.push(performance.now() - onceMs);
}
const wallMs = performance.now() - startedMs;
const cpu = process.cpuUsage(cpuBefore);
latencies.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    // One core.
    perSecond: (input.count / wallMs) * 1000,
    p50Ms: latencies[Math.floor(input.count * 0.5)],
    p99Ms: latencies[Math.floor(input.count * 0.99)],
    cpuMs: (cpu.user + cpu.system) / 1000 / input.count,
  }),
);
