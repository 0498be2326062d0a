// A submission that did not compile or load: no case has run, and every group gets this verdict.

import { explainMissingExports } from "./explain/missing-export.ts";
import type { Exercise } from "./pack/exercise.ts";
import type { Message, Verdict } from "./report.ts";
import type { CompileProblem } from "./slots/protocol/compile-problem.ts";
import type { CaseOutcome } from "./slots/parent/case-outcome.ts";
import type { RunResult } from "./slots/parent/case-run.ts";

export type EarlyVerdict = Exclude<Verdict, "accepted" | "wrong-answer">;

export interface EarlyEnd {
  verdict: EarlyVerdict;
  messages: Message[];
}

/** undefined if the submission compiled and loaded. */
export function describeEarlyEnd(
  exercise: Exercise,
  source: string,
  { problem, load }: RunResult,
): EarlyEnd | undefined {
  if (problem !== null)
    return { verdict: "compile-error", messages: describeProblem(exercise, source, problem) };
  return load === null ? undefined : describeLoad(exercise, load);
}

function describeProblem(exercise: Exercise, source: string, problem: CompileProblem): Message[] {
  const { code, reason, line, column, text, detail } = problem;
  if (code === "missing-exports")
    return explainMissingExports(exercise.manifest.exports, problem, source);
  return [{ code: `compile.${code}`, params: { line, column, text, detail, reason } }];
}

function describeLoad({ manifest: { limits } }: Exercise, load: CaseOutcome): EarlyEnd {
  switch (load.kind) {
    case "threw":
      return {
        verdict: "run-time-error",
        messages: [{ code: "load.threw", params: { ...load.thrown } }],
      };
    case "time":
    case "memory":
    case "output": {
      const { cpuTimeMs, memoryMiB, outputKiB } = limits;
      return {
        verdict: `${load.kind}-limit-exceeded`,
        messages: [{ code: `load.${load.kind}`, params: { cpuTimeMs, memoryMiB, outputKiB } }],
      };
    }
    default:
      return { verdict: "run-time-error", messages: [{ code: "load.crash", params: {} }] };
  }
}
