// At least one visible group must give points. A group without points causes a warning.

import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { createLocator } from "../pack/text-places.ts";
import { type Finding, bindFinding } from "./finding.ts";

export function checkPoints(exercise: Exercise): Finding[] {
  const { groups } = exercise;
  const finding = bindFinding(exercise);
  const locate = createLocator(readText(exercise.folder, "exercise.yaml", "", []) ?? "");
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
