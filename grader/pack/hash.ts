// An exercise's hash: SHA-256 over the names and contents of its files (line ends count as LF).
// Computing it needs no manifest and no bundling, so it is also a cheap way to see which exercises
// in a folder have changed. hints.yaml is not hashed: no hint changes a score.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { isFolder, listFiles, readBytes } from "./files.ts";
import type { Pack } from "./exercise.ts";
import { PackError, problem, type Problem } from "./problem.ts";

export const HINTS_FILE = "hints.yaml";

/** Whether a file, by its path in the exercise's folder, belongs to the exercise's version. */
export function isHashed(path: string): boolean {
  return path !== HINTS_FILE;
}

/** SHA-256, in hex. Throws `PackError` if the exercise does not exist or cannot be read. */
export function hashExercise(pack: Pack, id: string): string {
  const folder = join(pack.folder, id);
  if (!isFolder(folder))
    throw new PackError([
      problem("unknown-exercise", `${pack.manifest.id}/pack.yaml`, { id }, { key: "exercises" }),
    ]);
  return hashFolder(folder, `${pack.manifest.id}/${id}/`);
}

/** `read`: how to read a file. Throws `PackError` if a file cannot be read. */
export function hashFolder(folder: string, prefix: string, read = readBytes): string {
  const problems: Problem[] = [];
  const files = listFiles(folder, prefix, problems);
  const hash = problems.length === 0 ? hashFiles(folder, files, prefix, problems, read) : "";
  if (problems.length > 0) throw new PackError(problems);
  return hash;
}

/** Hashes the files that can be read; the others become problems. */
export function hashFiles(
  folder: string,
  files: string[],
  prefix: string,
  problems: Problem[],
  read = readBytes,
): string {
  const hash = createHash("sha256");
  for (const path of files.filter(isHashed)) {
    const bytes = read(folder, path, prefix, problems);
    if (bytes !== undefined) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}
