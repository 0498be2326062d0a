// An exercise in one piece, to be checked on another machine before it is published. Some checks look
// for files elsewhere in the pack: other exercises that a statement links to, and the scripts that
// made stored outputs. Of these only the paths are sent, and the receiver creates empty files.
//
// The receiver trusts nothing in it: see packed-exercise.ts.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Pack } from "./exercise.ts";
import { isFolder, listFiles, readBytes } from "./files.ts";
import { hashFiles, hashFolder } from "./hash.ts";
import {
  compressPacked,
  packedExercise,
  packedPath,
  parsePacked,
  writePackedFiles,
} from "./packed-exercise.ts";
import { PackError, problem, type Problem } from "./problem.ts";

const packedCheck = packedExercise.extend({
  format: z.literal("gradus-check-input"),
  /** In the pack's folder. */
  others: z.array(packedPath).max(3000),
});
type PackedCheck = z.infer<typeof packedCheck>;

/** Which exercise, in which state. */
export interface CheckedExercise {
  hash: string;
  pack: string;
  id: string;
}

/**
 * Compressed JSON. Throws `PackError` if a file cannot be read, or if the files do not have the hash
 * `hash` any more.
 */
export function packForCheck({ folder, manifest }: Pack, id: string, hash: string): Buffer {
  const problems: Problem[] = [];
  const [own, prefix] = [join(folder, id), `${manifest.id}/${id}/`];
  const paths = listFiles(own, prefix, problems);
  // No file of an exercise has such a name.
  for (const path of paths.filter((one) => !packedPath.safeParse(one).success))
    problems.push(problem("stray-file", `${prefix}${path}`));
  const bytes = new Map(paths.map((path) => [path, readBytes(own, path, prefix, problems)]));
  if (problems.length > 0) throw new PackError(problems);
  if (hashFiles(own, paths, prefix, problems, (_, path) => bytes.get(path)) !== hash)
    throw new PackError([problem("changed-meanwhile", prefix)]);
  const packed: PackedCheck = {
    format: "gradus-check-input",
    version: 1,
    id,
    pack: manifest,
    files: [...bytes].map(([path, content]) => ({ path, base64: content!.toString("base64") })),
    others: listOthers(folder, manifest.exercises, id),
  };
  return compressPacked(packed);
}

/** The other exercises, and the scripts in oracle/. */
function listOthers(folder: string, exercises: string[], id: string): string[] {
  const oracle = join(folder, "oracle");
  const scripts = isFolder(oracle)
    ? listFiles(oracle, "oracle/", []).map((path) => `oracle/${path}`)
    : [];
  return [
    ...exercises.filter((other) => other !== id).map((other) => `${other}/exercise.yaml`),
    ...scripts,
  ].filter((path) => packedPath.safeParse(path).success && existsSync(join(folder, path)));
}

/**
 * Writes it as a pack of one exercise below `folder`, an empty folder that no other user can write.
 * Throws `PackError` if it is not a packed exercise or if it is another one than `wanted`, and
 * errors of `node:fs`.
 */
export function unpackForCheck(bytes: Uint8Array, folder: string, wanted: CheckedExercise): void {
  const { hash, pack, id } = wanted;
  const packed = parsePacked(packedCheck, bytes, hash);
  const target = join(folder, pack);
  const own = join(target, id);
  if (packed.id !== id || packed.pack.id !== pack)
    throw new PackError([problem("stored-damaged", `${pack}/${id}`, { hash })]);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  writePackedFiles(packed.files, own);
  const found = hashFolder(own, `${pack}/${id}/`);
  if (found !== hash)
    throw new PackError([problem("stored-damaged", `${pack}/${id}`, { hash: found })]);
  // JSON is YAML.
  writeFileSync(join(target, "pack.yaml"), JSON.stringify(packed.pack), { flag: "wx" });
  for (const path of packed.others) {
    const file = join(target, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, "", { mode: 0o400, flag: "wx" });
  }
}
