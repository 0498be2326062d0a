// Exercises stored by their hash, so that old reports and regrades find the tests they were made
// with, even if the pack's folder has changed or was deleted.
//
//   <folder>/<hash>/<id>/…               the exercise's files, exactly those that are hashed
//   <folder>/<hash>/kept.json            values from pack.yaml; if several packs have the same
//                                        exercise, those of the pack that stored it last
//   <folder>/<hash>/kept-<pack>.json     the same for each pack
//   <folder>/<hash>/modules-<key>.json   its modules, as bundled by the bundler that <key> names
//
// Everything is written to a draft and then renamed. Nothing is flushed to the disk: if a power
// failure damages a file, the hash shows it, and storing the exercise again repairs it.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { nameDraft, removeOldDrafts, replaceFileSync } from "./drafts.ts";
import type { Exercise } from "./exercise.ts";
import { listFiles, readBytes, readRawBytes } from "./files.ts";
import { hashFolder, isHashed } from "./hash.ts";
import { PackError, problem, type Problem } from "./problem.ts";
import { readExercise } from "./read-exercise.ts";
import { packManifest } from "./schema.ts";
import { readStoredModules, updateStoredModules, writeStoredModules } from "./stored-modules.ts";

const packFacts = z.strictObject({
  format: z.literal("gradus-kept"),
  version: z.literal(1),
  /** The exercise's. */
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  pack: packManifest,
});
type PackFacts = z.infer<typeof packFacts>;

/**
 * Copies an exercise to `<folder>/<hash>/`. If it is stored already and its files are intact, only
 * what pack.yaml says is updated; damaged files are replaced. Throws `PackError` if the exercise's
 * files have changed since it was loaded, and errors of `node:fs` if nothing can be written.
 */
export async function storeExercise(exercise: Exercise, folder: string): Promise<void> {
  const target = join(folder, exercise.hash);
  const facts = describePack(exercise.id, exercise.packManifest);
  const factsNames = nameFactsFiles(exercise.pack);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeOldDrafts(folder);
  if (isIntact(target, exercise)) {
    // pack.yaml is not part of the hash, so the newest one counts.
    for (const name of factsNames) replaceFileSync(folder, `${exercise.hash}/${name}`, facts);
    return;
  }
  const draft = join(folder, nameDraft());
  try {
    copyFiles(exercise, join(draft, exercise.id));
    if (existsSync(target))
      for (const name of readdirSync(target))
        if (FACTS_OF_PACK.test(name)) copyFileSync(join(target, name), join(draft, name));
    writePackFacts(draft, exercise.id, exercise.packManifest);
    writeStoredModules(draft, exercise);
    if (existsSync(target)) renameSync(target, join(folder, nameDraft()));
    renameSync(draft, target);
  } catch (error) {
    // Another process may have stored the same exercise in the meantime.
    if (!isIntact(target, exercise)) throw error;
  } finally {
    removeOldDrafts(folder);
  }
}

/**
 * `pack`: if several packs have exactly this exercise, the one to load it as; by default the pack
 * that stored it last. Throws `PackError` if the exercise is not stored, if its files are damaged,
 * or if this version of Gradus cannot read it.
 */
export async function loadStoredExercise(
  folder: string,
  hash: string,
  pack?: string,
): Promise<Exercise> {
  const target = join(folder, hash);
  const facts = /^[0-9a-f]{64}$/.test(hash) ? readFacts(target, pack) : undefined;
  if (facts === undefined) throw new PackError([problem("not-stored", hash.slice(0, 100))]);
  requireHash(target, facts.id, hash);
  const bundled = readStoredModules(target, hash);
  const { exercise, problems } = await readExercise(
    { folder: target, manifest: facts.pack },
    facts.id,
    { bundled, stored: true },
  );
  if (exercise === undefined || problems.length > 0) throw new PackError(problems);
  const named = { ...exercise, hash };
  if (bundled === undefined) updateStoredModules(folder, named);
  return named;
}

/** `target`: the folder of a version, or its draft. */
export function writePackFacts(target: string, id: string, pack: PackFacts["pack"]): void {
  for (const name of nameFactsFiles(pack.id))
    writeFileSync(join(target, name), describePack(id, pack), { mode: 0o600 });
}

function describePack(id: string, pack: PackFacts["pack"]): string {
  return JSON.stringify({ format: "gradus-kept", version: 1, id, pack } satisfies PackFacts);
}

function isIntact(target: string, { id, hash }: Exercise): boolean {
  try {
    return readFacts(target)?.id === id && hashFolder(join(target, id), "") === hash;
  } catch {
    return false;
  }
}

/** `target`: the folder of a version, or its draft. Throws `PackError` if its files are others. */
export function requireHash(target: string, id: string, hash: string): void {
  const [stored, prefix] = [join(target, id), `${hash}/${id}/`];
  const found = hashStored(stored, prefix);
  // Versions stored before line ends were normalised were hashed as raw bytes. They stay valid
  // under that hash, because submissions name it.
  if (found !== hash && hashFolder(stored, prefix, readRawBytes) !== hash)
    throw new PackError([problem("stored-damaged", `${hash}/${id}`, { hash: found })]);
}

function hashStored(folder: string, prefix: string): string {
  try {
    return hashFolder(folder, prefix);
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError([
      problem("stored-damaged", prefix, {
        hash: (error as NodeJS.ErrnoException).code ?? String(error),
      }),
    ]);
  }
}

const FACTS_OF_PACK = /^kept-[a-z0-9-]+\.json$/;

function nameFactsFiles(pack: string): string[] {
  return ["kept.json", nameFactsFile(pack)];
}

function nameFactsFile(pack: string): string {
  return `kept-${pack}.json`;
}

/**
 * If a pack stored the exercise before there was a file for each pack, it gets the facts of the
 * last pack, under its own id.
 */
function readFacts(target: string, pack?: string): PackFacts | undefined {
  const own = pack === undefined ? undefined : readFactsFile(join(target, nameFactsFile(pack)));
  const last = own ?? readFactsFile(join(target, "kept.json"));
  return last === undefined || pack === undefined
    ? last
    : { ...last, pack: { ...last.pack, id: pack } };
}

function readFactsFile(file: string): PackFacts | undefined {
  try {
    return packFacts.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}

/** The copies are hashed, so that what is stored is what was loaded. */
function copyFiles({ folder, pack, id, hash }: Exercise, to: string): void {
  const problems: Problem[] = [];
  const prefix = `${pack}/${id}/`;
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const path of listFiles(folder, prefix, problems).filter(isHashed)) {
    const bytes = readBytes(folder, path, prefix, problems);
    if (bytes === undefined) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(to, path), bytes, { mode: 0o400 });
  }
  if (problems.length > 0) throw new PackError(problems);
  if (hashFolder(to, prefix) !== hash) throw new PackError([problem("changed-meanwhile", prefix)]);
}
