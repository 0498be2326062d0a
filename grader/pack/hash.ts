// An exercise's hash: SHA-256 over its files, names and contents (with LF at line ends, whatever
// they are on the disk). It is known without reading a manifest or bundling anything, so it is also
// the cheap way to see which exercises of a folder have changed.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { isFolder, listFiles, readBytes } from "./files.ts";
import type { Pack } from "./load.ts";
import { PackError, problem, type Problem } from "./problem.ts";

/** Throws `PackError` where the exercise is not there or cannot be read. */
export function hashExercise(pack: Pack, id: string): string {
  const folder = join(pack.folder, id);
  if (!isFolder(folder))
    throw new PackError([
      problem("unknown-exercise", `${pack.manifest.id}/pack.yaml`, { id }, { key: "exercises" }),
    ]);
  return hashFolder(folder, `${pack.manifest.id}/${id}/`);
}

export function hashFolder(folder: string, prefix: string, read = readBytes): string {
  const problems: Problem[] = [];
  const files = listFiles(folder, prefix, problems);
  const hash = problems.length === 0 ? hashFiles(folder, files, prefix, problems, read) : "";
  if (problems.length > 0) throw new PackError(problems);
  return hash;
}

/** Of the files that can be read; the others become problems. */
export function hashFiles(
  folder: string,
  files: string[],
  prefix: string,
  problems: Problem[],
  read = readBytes,
): string {
  const hash = createHash("sha256");
  for (const path of files) {
    const bytes = read(folder, path, prefix, problems);
    if (bytes !== undefined) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}
