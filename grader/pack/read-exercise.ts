// Reads an exercise's folder into an `Exercise` that can be graded: the manifest is checked, cases
// are decoded, modules bundled, contents hashed.

import { bundleModules } from "./bundle.ts";
import { readExamples, type Example } from "./examples.ts";
import type { Exercise, Pack } from "./exercise.ts";
import type { ExerciseFolder } from "./exercise-folder.ts";
import { openExerciseFolder } from "./open-exercise-folder.ts";
import { readText } from "./files.ts";
import { hashFiles } from "./hash.ts";
import { readHints } from "./hints.ts";
import { locateProblems } from "./locate-problems.ts";
import { parseYaml } from "./parse.ts";
import { MODULE_NAMES } from "./module-names.ts";
import { PackError, problem, type Problem } from "./problem.ts";
import { readGroup } from "./read-group.ts";
import { readManifest } from "./read-manifest.ts";
import {
  type ExerciseManifest,
  LANGUAGES,
  type Language,
  mutantsFile,
  type MutantWaiver,
} from "./schema.ts";
import { findStrayFiles } from "./stray-files.ts";
import { readWriting } from "./read-writing.ts";

export interface ReadResult {
  /** undefined if a problem makes it impossible to build. */
  exercise: Exercise | undefined;
  problems: Problem[];
}

export interface ReadOptions {
  /** The exercise's modules, if they are stored already. Bundling takes most of the time. */
  bundled?: Exercise["modules"] | undefined;
  /** The folder is a stored version, which may have an older form of the manifest. */
  stored?: boolean;
}

/** Throws `PackError` with everything that is wrong with the exercise. */
export async function loadExercise(pack: Pack, id: string): Promise<Exercise> {
  const { exercise, problems } = await readExercise(pack, id);
  if (exercise === undefined || problems.length > 0) throw new PackError(problems);
  return exercise;
}

/** Like `loadExercise`, but returns problems instead of throwing them. For the check of a pack. */
export async function readExercise(
  pack: Pack,
  id: string,
  { bundled, stored = false }: ReadOptions = {},
): Promise<ReadResult> {
  const opened = openExerciseFolder(pack, id);
  const { folder, prefix, files, problems } = opened;
  if (problems.length > 0) return { exercise: undefined, problems };

  const manifest = readManifest(opened, id, pack.manifest.exercises, stored);
  const statements = readStatements(opened);
  const starter = readText(folder, "starter.ts", prefix, problems);
  const chinese = files.includes("starter.zh-CN.ts")
    ? readText(folder, "starter.zh-CN.ts", prefix, problems)
    : starter;
  const examples = readExamples(opened, manifest);
  if (manifest === undefined)
    return { exercise: undefined, problems: locateProblems(folder, prefix, problems) };

  const waivers = readWaivers(opened);
  findStrayFiles(opened, manifest);
  // A stored version has none. They are not part of the exercise: who serves them reads them.
  if (!stored) readHints(opened, manifest);
  requireFile(opened, "reference.ts");
  if (manifest.groups.some((group) => group.generate)) requireFile(opened, "generator.ts");
  const groups = manifest.groups.map((group, i) => readGroup(opened, group, i, manifest));
  const writing = readWriting(opened, manifest);
  const misconceptions = findMisconceptions(opened, manifest, examples);
  if (manifest.groups.some(({ generate }) => (generate?.edges ?? []).length > 0))
    requireFile(opened, "validator.ts");
  const names = MODULE_NAMES.filter((name) => files.includes(`${name}.ts`));
  const modules =
    bundled ?? (await bundleModules(folder, names, manifest.imports, prefix, problems));
  const hash = hashReadableFiles(opened);
  locateProblems(folder, prefix, problems);
  if (problems.length > 0 || statements === undefined || starter === undefined)
    return { exercise: undefined, problems };
  const exercise: Exercise = {
    pack: pack.manifest.id,
    packManifest: pack.manifest,
    id,
    folder,
    hash,
    manifest,
    groups,
    statements,
    starter,
    starters: { en: starter, "zh-CN": chinese ?? starter },
    modules,
    misconceptions,
    examples,
    writing,
    waivers,
  };
  return { exercise, problems };
}

function readStatements({
  folder,
  prefix,
  files,
  problems,
}: ExerciseFolder): Record<Language, string> | undefined {
  const statements: Partial<Record<Language, string>> = {};
  for (const language of LANGUAGES) {
    const name = `statement.${language}.md`;
    if (!files.includes(name))
      problems.push(problem("missing-language", `${prefix}${name}`, { language }));
    else statements[language] = readText(folder, name, prefix, problems) ?? "";
  }
  const { "zh-CN": zh, en } = statements;
  return zh === undefined || en === undefined ? undefined : { "zh-CN": zh, en };
}

function readWaivers({ folder, prefix, files, problems }: ExerciseFolder): MutantWaiver[] {
  const text = files.includes("mutants.yaml")
    ? readText(folder, "mutants.yaml", prefix, problems)
    : undefined;
  if (text === undefined) return [];
  const parsed = parseYaml(text, `${prefix}mutants.yaml`, mutantsFile);
  if (parsed.ok) return parsed.value;
  problems.push(...parsed.problems);
  return [];
}

function requireFile({ prefix, files, problems }: ExerciseFolder, name: string): void {
  if (!files.includes(name))
    problems.push(problem("missing-file", `${prefix}${name}`, { detail: "ENOENT" }));
}

/** The manifest's misconceptions, each with the wrong example that shows it. */
function findMisconceptions(
  { prefix, problems }: ExerciseFolder,
  manifest: ExerciseManifest,
  examples: Example[],
): Exercise["misconceptions"] {
  return manifest.misconceptions.flatMap(({ id, shown_by: file, hint }, i) => {
    const example = examples.find(
      ({ folder, fileName }) => folder === "wrong_answer" && fileName === file,
    );
    if (example !== undefined) return [{ id, hint, example }];
    const key = `misconceptions[${i}].shown_by`;
    problems.push(
      problem("unknown-misconception-example", `${prefix}exercise.yaml`, { file }, { key }),
    );
    return [];
  });
}

/** Files that cannot be read become problems, unless an earlier step has reported them. */
function hashReadableFiles({ folder, prefix, files, problems }: ExerciseFolder): string {
  const unread: Problem[] = [];
  const hash = hashFiles(folder, files, prefix, unread);
  const isReported = ({ code, file }: Problem) =>
    problems.some((known) => known.code === code && known.file === file);
  problems.push(...unread.filter((one) => !isReported(one)));
  return hash;
}
