// Points that a student can see and earn.

import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/load.ts";
import { placesOf } from "../pack/parse.ts";
import { type Finding, findingsOf } from "./finding.ts";

export function checkPoints(exercise: Exercise): Finding[] {
  const { groups } = exercise;
  const finding = findingsOf(exercise);
  const locate = placesOf(readText(exercise.folder, "exercise.yaml", "", []) ?? "");
  const sum = (some: typeof groups) =>
    some.reduce((points, { manifest }) => points + manifest.points, 0);
  if (sum(groups) === 0) return [finding("points-none", "exercise.yaml", {}, locate(["groups"]))];
  const worthless = groups.flatMap(({ manifest: { id, points } }, i) =>
    points === 0
      ? [
          finding(
            "points-zero",
            "exercise.yaml",
            { group: id },
            { ...locate(["groups", i, "points"]), severity: "warning" },
          ),
        ]
      : [],
  );
  if (sum(groups.filter(({ visible }) => visible)) === 0)
    return [finding("points-hidden", "exercise.yaml", {}, locate(["groups"])), ...worthless];
  return worthless;
}
