// The class names by which pages colour a verdict.

import type { Verdict } from "../../grader/doors/reports.ts";

export function chooseTone(verdict: Verdict): "good" | "warn" | "bad" {
  if (verdict === "accepted") return "good";
  return verdict === "judge-error" ? "warn" : "bad";
}

export type GroupState = "passed" | "skipped" | "failed";

export function chooseGroupState(verdict: Verdict | "skipped"): GroupState {
  if (verdict === "accepted") return "passed";
  return verdict === "skipped" ? "skipped" : "failed";
}
