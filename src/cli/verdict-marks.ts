// The colour of a verdict and the mark of a test group on a terminal.

import type { Verdict } from "../../grader/doors/reports.ts";
import type { CommandContext } from "./context.ts";

/** null: not known yet. */
export function chooseColour(verdict: Verdict | null): "green" | "yellow" | "red" {
  if (verdict === "accepted") return "green";
  return verdict === null || verdict === "judge-error" ? "yellow" : "red";
}

export function markGroup(style: CommandContext["style"], verdict: Verdict | "skipped"): string {
  if (verdict === "accepted") return style("green", "✓");
  return verdict === "skipped" ? style("dim", "–") : style("red", "✗");
}
