// Finds the packs in a folder, and reads each pack.yaml.

import { type Dirent, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Pack } from "./exercise.ts";
import { isFolder, isLeftover, readText } from "./files.ts";
import { locateProblems } from "./locate-problems.ts";
import { createLocator } from "./text-places.ts";
import { parseYaml } from "./parse.ts";
import { PackError, problem, type Problem } from "./problem.ts";
import { packManifest } from "./schema.ts";

/**
 * The packs in `dir`: `dir` itself if it contains a pack.yaml, otherwise each folder in it that
 * does. Throws `PackError` if there is none. Packs that cannot be read are left out, and `problems`
 * says why.
 */
export function findPacks(dir: string): { packs: Pack[]; problems: Problem[] } {
  const base = resolve(dir);
  if (!isFolder(base)) throw new PackError([problem(explainNoFolder(base), dir)]);
  const names = readdirSync(base);
  const folders = names.includes("pack.yaml")
    ? [base]
    : names
        .filter((name) => !isLeftover(name))
        .sort()
        .map((name) => join(base, name))
        .filter((path) => isFolder(path) && readdirSync(path).includes("pack.yaml"));
  const problems: Problem[] = [];
  const packs = folders.flatMap((folder) => readPack(folder, problems));
  if (folders.length === 0) throw new PackError([problem("not-found", dir, { what: "pack.yaml" })]);
  return { packs, problems };
}

function explainNoFolder(path: string): "not-a-folder" | "not-found" {
  try {
    readdirSync(path);
    return "not-found";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOTDIR" ? "not-a-folder" : "not-found";
  }
}

/** One pack, or none if its pack.yaml cannot be read. */
function readPack(folder: string, problems: Problem[]): Pack[] {
  const prefix = `${basename(folder)}/`;
  const file = `${prefix}pack.yaml`;
  const text = readText(folder, "pack.yaml", prefix, problems);
  if (text === undefined) return [];
  const parsed = parseYaml(text, file, packManifest);
  if (!parsed.ok) {
    problems.push(...parsed.problems);
    return [];
  }
  const { id, exercises } = parsed.value;
  const own: Problem[] = [];
  if (id !== basename(folder))
    own.push(problem("id-is-not-folder", file, { id, folder: basename(folder) }, { key: "id" }));
  own.push(...findListErrors(folder, file, text, exercises));
  problems.push(...locateProblems(folder, prefix, own));
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    problems.push(...findStrayEntry(entry, prefix, exercises));
  return [{ folder, manifest: parsed.value }];
}

/** Exercises that pack.yaml lists twice, or whose folder is missing. */
function findListErrors(
  folder: string,
  file: string,
  text: string,
  exercises: string[],
): Problem[] {
  const locate = createLocator(text);
  return exercises.flatMap((id, i) => {
    const at = () => ({ key: "exercises", line: locate(["exercises", i]).line });
    const found: Problem[] = [];
    if (exercises.indexOf(id) !== exercises.lastIndexOf(id))
      found.push(problem("duplicate", file, { value: id }, at()));
    if (!isFolder(join(folder, id))) found.push(problem("unknown-exercise", file, { id }, at()));
    return found;
  });
}

/** A problem if the file or folder does not belong in a pack. */
function findStrayEntry(entry: Dirent, prefix: string, exercises: string[]): Problem[] {
  const { name } = entry;
  if (isLeftover(name)) return [];
  const path = `${prefix}${name}`;
  if (entry.isSymbolicLink()) return [problem("link", path)];
  if (["pack.yaml", "oracle", "README.md", ...exercises].includes(name)) return [];
  // On a disk that ignores case these are the same folder; here they are not.
  const twin = exercises.find((id) => id === name.toLowerCase());
  if (twin !== undefined) return [problem("case-differs", path, { id: twin })];
  return [problem(entry.isDirectory() ? "unlisted-exercise" : "stray-file", path)];
}
