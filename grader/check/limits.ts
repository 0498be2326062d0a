// The time limit of one case must not exceed that of all cases together.

import type { Exercise } from "../pack/exercise.ts";
import { findManifestLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";

export function checkLimits(exercise: Exercise): Finding[] {
  const { cpuTimeMs, totalCpuTimeMs } = exercise.manifest.limits;
  if (cpuTimeMs <= totalCpuTimeMs) return [];
  return [
    bindFinding(exercise)(
      "limits-order",
      "exercise.yaml",
      { cpuTimeMs, totalCpuTimeMs },
      { line: findManifestLine(exercise, ["limits", "cpuTimeMs"]) },
    ),
  ];
}
