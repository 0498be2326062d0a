// Exercises kept by their hash, so that old reports and regrades find the tests they were made with
// when the pack's folder has changed or gone.
//
//   <folder>/<hash>/<id>/…               the exercise's files, those that the hash is over
//   <folder>/<hash>/kept.json            of which pack it is; of several with the same exercise, of the one that kept it last
//   <folder>/<hash>/kept-<pack>.json     the same of each pack
//   <folder>/<hash>/modules-<key>.json   its modules, bundled by the engine that <key> stands for
//
// Everything is written aside and then renamed. Nothing is flushed to the disk: what a loss of
// power takes away, the hash shows, and keeping the exercise once more mends it.

import { createHash, randomUUID } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { BUNDLER_SOURCES } from "./bundle.ts";
import { listFiles, readBytes, readRawBytes } from "./files.ts";
import { hashFolder } from "./hash.ts";
import { type Exercise, readExercise } from "./load.ts";
import { PackError, problem, type Problem } from "./problem.ts";
import { packManifest } from "./schema.ts";

const keptFacts = z.strictObject({
  format: z.literal("gradus-kept"),
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  pack: packManifest,
});
type KeptFacts = z.infer<typeof keptFacts>;

const keptModules = z.strictObject({
  hash: z.string(),
  modules: z.strictObject({
    driver: z.string().optional(),
    reference: z.string().optional(),
    generator: z.string().optional(),
    validator: z.string().optional(),
    checker: z.string().optional(),
  }),
});

/**
 * Copies an exercise to `<folder>/<its hash>/`. Where it is kept already nothing happens, unless
 * what is there is damaged: then it is replaced. Throws `PackError` where the exercise's files are
 * no longer those that were loaded, and as `node:fs` does where nothing can be written.
 */
export async function storeExercise(exercise: Exercise, folder: string): Promise<void> {
  const target = join(folder, exercise.hash);
  const facts: KeptFacts = {
    format: "gradus-kept",
    version: 1,
    id: exercise.id,
    pack: exercise.packManifest,
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeLeftovers(folder);
  if (isWhole(target, exercise)) {
    // pack.yaml is no part of the hash: its newest form is the one that counts.
    for (const name of ["kept.json", factsNameOf(exercise.pack)])
      replaceFile(folder, `${exercise.hash}/${name}`, JSON.stringify(facts));
    return;
  }
  const draft = join(folder, newDraftName());
  try {
    copyFiles(exercise, join(draft, exercise.id));
    if (existsSync(target))
      for (const name of readdirSync(target))
        if (FACTS_OF_PACK.test(name)) copyFileSync(join(target, name), join(draft, name));
    for (const name of ["kept.json", factsNameOf(exercise.pack)])
      writeFileSync(join(draft, name), JSON.stringify(facts), { mode: 0o600 });
    writeModules(draft, exercise);
    if (existsSync(target)) renameSync(target, join(folder, newDraftName()));
    renameSync(draft, target);
  } catch (error) {
    // Somebody else has kept the same exercise in the meantime.
    if (!isWhole(target, exercise)) throw error;
  } finally {
    removeLeftovers(folder);
  }
}

/**
 * `pack`: whose it is to be, where several packs have this exercise to the byte; else that of the
 * pack that kept it last. Throws `PackError`: it is not kept, its files are no longer what they
 * were, or this engine cannot read it.
 */
export async function loadStoredExercise(
  folder: string,
  hash: string,
  pack?: string,
): Promise<Exercise> {
  const target = join(folder, hash);
  const facts = /^[0-9a-f]{64}$/.test(hash) ? readFacts(target, pack) : undefined;
  if (facts === undefined) throw new PackError([problem("not-kept", hash.slice(0, 100))]);
  const [kept, prefix] = [join(target, facts.id), `${hash}/${facts.id}/`];
  const found = hashOf(kept, prefix);
  // Versions that were kept before line ends were made alike have a hash of the bytes as they lie
  // there. They go on under it: submissions name it.
  if (found !== hash && hashFolder(kept, prefix, readRawBytes) !== hash)
    throw new PackError([problem("kept-damaged", `${hash}/${facts.id}`, { hash: found })]);

  const bundled = readModules(target, hash);
  const { exercise, problems } = await readExercise(
    { folder: target, manifest: facts.pack },
    facts.id,
    { bundled, stored: true },
  );
  if (exercise === undefined || problems.length > 0) throw new PackError(problems);
  const named = { ...exercise, hash };
  if (bundled === undefined) saveModules(folder, named);
  return named;
}

function isWhole(target: string, { id, hash }: Exercise): boolean {
  try {
    return readFacts(target)?.id === id && hashFolder(join(target, id), "") === hash;
  } catch {
    return false;
  }
}

function hashOf(folder: string, prefix: string): string {
  try {
    return hashFolder(folder, prefix);
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError([
      problem("kept-damaged", prefix, {
        hash: (error as NodeJS.ErrnoException).code ?? String(error),
      }),
    ]);
  }
}

const FACTS_OF_PACK = /^kept-[a-z0-9-]+\.json$/;

function factsNameOf(pack: string): string {
  return `kept-${pack}.json`;
}

/**
 * A pack that kept it before there was a file for each has the one of the last pack, under its own
 * name.
 */
function readFacts(target: string, pack?: string): KeptFacts | undefined {
  const own = pack === undefined ? undefined : readFactsFile(join(target, factsNameOf(pack)));
  const last = own ?? readFactsFile(join(target, "kept.json"));
  return last === undefined || pack === undefined
    ? last
    : { ...last, pack: { ...last.pack, id: pack } };
}

function readFactsFile(file: string): KeptFacts | undefined {
  try {
    return keptFacts.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}

/** Read once and written as read, so that what is hashed is what is kept. */
function copyFiles({ folder, pack, id, hash }: Exercise, to: string): void {
  const problems: Problem[] = [];
  const prefix = `${pack}/${id}/`;
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const path of listFiles(folder, prefix, problems)) {
    const bytes = readBytes(folder, path, prefix, problems);
    if (bytes === undefined) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(to, path), bytes, { mode: 0o400 });
  }
  if (problems.length > 0) throw new PackError(problems);
  if (hashFolder(to, prefix) !== hash) throw new PackError([problem("changed-meanwhile", prefix)]);
}

// ---- modules
// ---------------------------------------------------------------------------------------------

let engineKey: string | undefined;

/** Another bundler, another package or another form of the modules, and they are bundled anew. */
function modulesName(): string {
  engineKey ??= BUNDLER_SOURCES.filter((path) => existsSync(path))
    .reduce(
      (hash, path) => hash.update(readFileSync(path)),
      createHash("sha256").update(process.version),
    )
    .digest("hex")
    .slice(0, 16);
  return `modules-${engineKey}.json`;
}

function readModules(target: string, hash: string): Exercise["modules"] | undefined {
  try {
    const parsed = keptModules.safeParse(
      JSON.parse(readFileSync(join(target, modulesName()), "utf8")),
    );
    return parsed.data?.hash === hash ? parsed.data.modules : undefined;
  } catch {
    return undefined;
  }
}

function writeModules(target: string, { hash, modules }: Exercise): void {
  writeFileSync(
    join(target, modulesName()),
    JSON.stringify({ hash, modules } satisfies z.infer<typeof keptModules>),
    { mode: 0o600 },
  );
}

/** They save time, no more: a full disk is no reason not to load. */
function saveModules(folder: string, { hash, modules }: Exercise): void {
  try {
    replaceFile(folder, `${hash}/${modulesName()}`, JSON.stringify({ hash, modules }));
    const outdated = readdirSync(join(folder, hash)).filter(
      (name) => name.startsWith("modules-") && name !== modulesName(),
    );
    for (const name of outdated) rmSync(join(folder, hash, name), { force: true });
  } catch {
    return;
  }
}

// ---- writing aside
// -----------------------------------------------------------------------------------------

/** By the process that writes it, so that what a killed one left behind is known. */
const DRAFT = /^\.draft-(\d+)-[0-9a-f-]{36}$/;

function newDraftName(): string {
  return `.draft-${process.pid}-${randomUUID()}`;
}

function replaceFile(folder: string, path: string, text: string): void {
  const target = join(folder, path);
  if (existsSync(target) && readFileSync(target, "utf8") === text) return;
  const draft = join(folder, newDraftName());
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Keeping does not pause between its first write and its last, so a draft of this process that is
 * found is an earlier one's with the same id.
 */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(DRAFT.exec(name)?.[1] ?? 0);
    if (pid > 0 && (pid === process.pid || !isAlive(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
