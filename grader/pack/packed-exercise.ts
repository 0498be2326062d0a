// A version of an exercise in one piece, to be sent to another machine: its files as they are
// stored, and what pack.yaml said. The receiver trusts nothing in it: the paths are checked, the
// sizes are limited, and the files must have the hash that was asked for.

import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { nameDraft, removeOldDrafts } from "./drafts.ts";
import type { Exercise } from "./exercise.ts";
import { listFiles, readRawBytes } from "./files.ts";
import { isHashed } from "./hash.ts";
import { PackError, problem, type Problem } from "./problem.ts";
import { packManifest } from "./schema.ts";
import { loadStoredExercise, requireHash, writePackFacts } from "./stored-exercise.ts";

/** Unpacked. The largest exercise of the standard pack has a hundredth of it. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

/** A path below a folder: no part is empty, ".", "..", or begins with a dot. */
export const packedPath = z
  .string()
  .max(400)
  .regex(/^[^./\\\0][^/\\\0]*(?:\/[^./\\\0][^/\\\0]*)*$/);

export const packedExercise = z.strictObject({
  format: z.literal("gradus-version"),
  version: z.literal(1),
  /** The exercise's. */
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  pack: packManifest,
  files: z.array(z.strictObject({ path: packedPath, base64: z.base64() })).max(2000),
});
type PackedExercise = z.infer<typeof packedExercise>;

/** Compressed JSON. Throws `PackError` if a file cannot be read. */
export function packExercise({ folder, pack, id, packManifest }: Exercise): Buffer {
  const problems: Problem[] = [];
  const prefix = `${pack}/${id}/`;
  const files = listFiles(folder, prefix, problems)
    .filter(isHashed)
    .map((path) => ({
      path,
      base64: readRawBytes(folder, path, prefix, problems)?.toString("base64") ?? "",
    }));
  if (problems.length > 0) throw new PackError(problems);
  const packed: PackedExercise = {
    format: "gradus-version",
    version: 1,
    id,
    pack: packManifest,
    files,
  };
  return compressPacked(packed);
}

export function compressPacked(packed: unknown): Buffer {
  return gzipSync(JSON.stringify(packed), { level: 1 });
}

/**
 * Stores it below `folder`, as `storeExercise` does, and loads it. Throws `PackError` if it is not a
 * packed exercise, or if its files do not have the hash `hash`; then nothing is stored.
 */
export async function unpackExercise(
  bytes: Uint8Array,
  folder: string,
  hash: string,
): Promise<Exercise> {
  const packed = parsePacked(packedExercise, bytes, hash);
  storePacked(packed, folder, hash);
  return await loadStoredExercise(folder, hash, packed.pack.id);
}

/** Does not yield between its first step and its last; see `removeOldDrafts`. */
function storePacked({ id, pack, files }: PackedExercise, folder: string, hash: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeOldDrafts(folder);
  const draft = join(folder, nameDraft());
  const stored = join(folder, hash);
  try {
    writePackedFiles(files, join(draft, id));
    requireHash(draft, id, hash);
    writePackFacts(draft, id, pack);
    // What is there could not be loaded, or belongs to another pack.
    if (existsSync(stored)) renameSync(stored, join(folder, nameDraft()));
    renameSync(draft, stored);
  } catch (error) {
    // Another process may have stored the same version in the meantime.
    if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
  } finally {
    removeOldDrafts(folder);
  }
}

/** Throws errors of `node:fs`, also if a file is there already. */
export function writePackedFiles(files: PackedExercise["files"], folder: string): void {
  for (const { path, base64 } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, Buffer.from(base64, "base64"), { mode: 0o400, flag: "wx" });
  }
}

/** Throws `PackError` if it is not what `schema` says. `hash`: for the message. */
export function parsePacked<T>(schema: z.ZodType<T>, bytes: Uint8Array, hash: string): T {
  try {
    const text = gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES }).toString("utf8");
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new PackError([
      problem("stored-damaged", hash, { hash: error instanceof Error ? error.name : "?" }),
    ]);
  }
}
