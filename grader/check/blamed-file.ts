// An error of the grader during a check, with the file of the pack that probably causes it.

import { JudgeError } from "../judge-error.ts";
import { DriverError } from "../slots/parent/driver-error.ts";
import type { Finding } from "./finding.ts";

/** The file that is probably wrong, and the failure. */
export function explainError(error: unknown): { file: string; params: Finding["params"] } {
  if (error instanceof DriverError) return { file: "driver.ts", params: error.failure };
  if (error instanceof JudgeError)
    return { file: BLAMED[error.code] ?? "reference.ts", params: error.params };
  const detail = error instanceof Error ? error.message : String(error);
  return { file: "reference.ts", params: { detail } };
}

const BLAMED: Partial<Record<string, string>> = {
  "judge.generator": "generator.ts",
  "judge.validator": "validator.ts",
  "judge.checker": "checker.ts",
};
