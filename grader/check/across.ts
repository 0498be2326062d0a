// What no exercise can know of itself: what is wrong between the exercises of a folder of packs,
// and in what a pack says of itself.

import { readText } from "../pack/files.ts";
import type { Pack } from "../pack/exercise.ts";
import { problem, type Problem } from "../pack/problem.ts";
import { findCircles } from "./circles.ts";
import { findInvisible } from "./invisible-characters.ts";
import { findTwins } from "./twins.ts";

export function findAcross(packs: Pack[]): Problem[] {
  return [...findTwins(packs), ...findCircles(packs), ...packs.flatMap(findInvisibleInPack)];
}

function findInvisibleInPack({ folder, manifest }: Pack): Problem[] {
  const invisible = findInvisible(readText(folder, "pack.yaml", "", []) ?? "");
  const inTitles = Object.values(manifest.title)
    .flatMap(findInvisible)
    .filter(({ name }) => !invisible.some((one) => one.name === name));
  const say = (name: string, line: number) =>
    problem(
      "invisible-character",
      `${manifest.id}/pack.yaml`,
      { name },
      { line, key: line === 0 ? "title" : "" },
    );
  // Written as an escape it is on no line.
  return [
    ...invisible.map(({ name, line }) => say(name, line)),
    ...inTitles.map(({ name }) => say(name, 0)),
  ];
}
