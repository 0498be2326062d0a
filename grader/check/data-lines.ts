// Finds the line of a value in a data file or in the manifest. Used only for findings.

import type { Group } from "../pack/cases.ts";
import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { createLineLocator } from "../pack/text-places.ts";

type LineOf = (path: PropertyKey[]) => number;

const known = new WeakMap<object, LineOf>();

/** `index`: of the case in its file, from 0. `path`: within the case, as in ["input", "tokens"]. */
export function findCaseLine(
  exercise: Exercise,
  group: Group,
  index: number,
  path: PropertyKey[] = [],
): number {
  return findDataLine(exercise, group, ["cases", index, ...path]);
}

export function findDataLine(exercise: Exercise, group: Group, path: PropertyKey[]): number {
  return selectLocator(group, exercise, `data/${group.manifest.data}`)(path);
}

export function findManifestLine(exercise: Exercise, path: PropertyKey[]): number {
  return selectLocator(exercise.manifest, exercise, "exercise.yaml")(path);
}

export function findGroupLine(exercise: Exercise, id: string, path: PropertyKey[] = []): number {
  return findManifestLine(exercise, [
    "groups",
    exercise.manifest.groups.findIndex((group) => group.id === id),
    ...path,
  ]);
}

function selectLocator(key: object, { folder }: Exercise, file: string): LineOf {
  let lineOf = known.get(key);
  if (lineOf === undefined) {
    lineOf = createLineLocator(readText(folder, file, "", []) ?? "");
    known.set(key, lineOf);
  }
  return lineOf;
}
