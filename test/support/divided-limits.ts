// GRADUS_TEST_LIMITS_DIVIDED_BY=3 npx vitest run test/grader … divides every limit of time by
// three, in this process (through the value of CPU time here) and in the commands and servers that
// tests start (run-gradus.ts). A test in which a slow machine must reach the verdict of a quick one
// still passes, and one that fails depends on how fast the machine is.

import { CpuScale } from "../../grader/walls/parent/cpu-scale.ts";

export const DIVIDED_BY = Number(process.env["GRADUS_TEST_LIMITS_DIVIDED_BY"] ?? 1);

/** For the environment of a command or a server. */
export const DIVIDED_LIMITS: Record<string, string> =
  DIVIDED_BY === 1 ? {} : { GRADUS_CPU_FACTOR: String(Number((1 / DIVIDED_BY).toFixed(3))) };

// Once per process: files that share one all load this.
if (DIVIDED_BY !== 1 && !Object.hasOwn(CpuScale.prototype, "isDivided")) {
  Object.defineProperty(CpuScale.prototype, "isDivided", { value: true });
  const measured = Object.getOwnPropertyDescriptor(CpuScale.prototype, "factor")!.get!;
  Object.defineProperty(CpuScale.prototype, "factor", {
    get: function (this: CpuScale) {
      return (measured.call(this) as number) / DIVIDED_BY;
    },
  });
}
