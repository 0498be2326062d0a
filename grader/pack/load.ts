// A pack's folder into an `Exercise` that can be graded: manifest checked, cases decoded, modules
// bundled, contents hashed.
//
//   findPacks(dir)            which packs there are: dir itself, or the folders in it
//   loadExercise(pack, id)    one exercise, ready to grade; throws PackError with everything that is wrong with it
//   readExercise(pack, id)    the same, but as far as it gets, with the problems beside it (for check)

import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { bundleModules, type ModuleName } from "./bundle.ts";
import { type Group, isVisible, readGroup } from "./cases.ts";
import { type Example, EXAMPLE_FOLDERS, readExamples } from "./examples.ts";
import { isFolder, isLeftover, listFiles, readText } from "./files.ts";
import { hashFiles } from "./hash.ts";
import { type Locate, parseYaml, createLocator } from "./parse.ts";
import { PackError, problem, type Problem } from "./problem.ts";
import {
  exerciseManifest,
  type ExerciseManifest,
  LANGUAGES,
  type Language,
  type Localized,
  mutantsFile,
  type MutantWaiver,
  packManifest,
  type PackManifest,
} from "./schema.ts";

export interface Pack {
  folder: string;
  manifest: PackManifest;
}

export interface Exercise {
  pack: string;
  /** As pack.yaml was when the exercise was read; no part of its hash. */
  packManifest: PackManifest;
  id: string;
  folder: string;
  /** SHA-256 over the exercise's files, names and contents. */
  hash: string;
  manifest: ExerciseManifest;
  groups: Group[];
  statements: Record<Language, string>;
  starter: string;
  /** JavaScript for an isolate. */
  modules: Partial<Record<ModuleName, string>>;
  misconceptions: { id: string; hint: Localized; example: Example }[];
  examples: Example[];
  /** Mutants of the reference that the author declares beyond any test. */
  waivers: MutantWaiver[];
}

export interface ReadResult {
  exercise: Exercise | undefined;
  problems: Problem[];
}

/**
 * Packs in `dir`: itself where it holds a pack.yaml, else each folder in it that does. Throws
 * `PackError` where there is none.
 */
export function findPacks(dir: string): { packs: Pack[]; problems: Problem[] } {
  const base = resolve(dir);
  if (!isFolder(base)) throw new PackError([problem(fileKind(base), dir)]);
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

function fileKind(path: string): "not-a-folder" | "not-found" {
  try {
    readdirSync(path);
    return "not-found";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOTDIR" ? "not-a-folder" : "not-found";
  }
}

function readPack(folder: string, problems: Problem[]): Pack[] {
  const prefix = `${basename(folder)}/`;
  const text = readText(folder, "pack.yaml", prefix, problems);
  if (text === undefined) return [];
  const parsed = parseYaml(text, `${prefix}pack.yaml`, packManifest);
  if (!parsed.ok) {
    problems.push(...parsed.problems);
    return [];
  }
  const before = problems.length;
  if (parsed.value.id !== basename(folder))
    problems.push(
      problem(
        "id-is-not-folder",
        `${prefix}pack.yaml`,
        { id: parsed.value.id, folder: basename(folder) },
        { key: "id" },
      ),
    );
  const listed = parsed.value.exercises;
  const locate = createLocator(text);
  for (const [i, id] of listed.entries()) {
    const at = () => ({ key: "exercises", line: locate(["exercises", i]).line });
    if (listed.indexOf(id) !== listed.lastIndexOf(id))
      problems.push(problem("duplicate", `${prefix}pack.yaml`, { value: id }, at()));
    if (!isFolder(join(folder, id)))
      problems.push(problem("unknown-exercise", `${prefix}pack.yaml`, { id }, at()));
  }
  locateProblems(folder, prefix, problems.slice(before));
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (isLeftover(entry.name)) continue;
    const known =
      entry.name === "pack.yaml" ||
      entry.name === "oracle" ||
      entry.name === "README.md" ||
      listed.includes(entry.name);
    if (entry.isSymbolicLink()) problems.push(problem("link", `${prefix}${entry.name}`));
    else if (!known) {
      // On a disk that does not tell capitals apart the two are one; here they are not.
      const twin = listed.find((id) => id === entry.name.toLowerCase());
      if (twin !== undefined)
        problems.push(problem("case-differs", `${prefix}${entry.name}`, { id: twin }));
      else
        problems.push(
          problem(
            entry.isDirectory() ? "unlisted-exercise" : "stray-file",
            `${prefix}${entry.name}`,
          ),
        );
    }
  }
  return [{ folder, manifest: parsed.value }];
}

export async function loadExercise(pack: Pack, id: string): Promise<Exercise> {
  const { exercise, problems } = await readExercise(pack, id);
  if (exercise === undefined || problems.length > 0) throw new PackError(problems);
  return exercise;
}

export interface ReadOptions {
  /** Its modules, if they are stored; bundling takes most of the time. */
  bundled?: Exercise["modules"] | undefined;
  /** A version that was stored before may be written in an older form of the manifest. */
  stored?: boolean;
}

export async function readExercise(
  pack: Pack,
  id: string,
  { bundled, stored = false }: ReadOptions = {},
): Promise<ReadResult> {
  const problems: Problem[] = [];
  const folder = join(pack.folder, id);
  const prefix = `${pack.manifest.id}/${id}/`;
  if (!isFolder(folder))
    return {
      exercise: undefined,
      problems: [
        problem("unknown-exercise", `${pack.manifest.id}/pack.yaml`, { id }, { key: "exercises" }),
      ],
    };
  const files = listFiles(folder, prefix, problems);
  // A problem here (a link, a device, a thousand files) is a reason not to open anything.
  if (problems.length > 0) return { exercise: undefined, problems };

  const manifest = readManifest(
    folder,
    prefix,
    id,
    pack.manifest.exercises,
    stored ? storedManifest : exerciseManifest,
    problems,
  );
  const statements = readStatements(folder, prefix, files, problems);
  const starter = readText(folder, "starter.ts", prefix, problems);
  const examples = readExamples(folder, prefix, files, manifest, problems);
  if (manifest === undefined)
    return { exercise: undefined, problems: locateProblems(folder, prefix, problems) };

  const waivers = readWaivers(folder, prefix, files, problems);
  findStrays(files, manifest, prefix, problems);
  if (!files.includes("reference.ts"))
    problems.push(problem("missing-file", `${prefix}reference.ts`, { detail: "ENOENT" }));
  if (manifest.groups.some((group) => group.generate) && !files.includes("generator.ts"))
    problems.push(problem("missing-file", `${prefix}generator.ts`, { detail: "ENOENT" }));
  const groups = manifest.groups.map((group, i) =>
    readGroup(folder, prefix, group, i, manifest, problems),
  );
  const misconceptions = manifest.misconceptions.flatMap(({ id: name, shown_by, hint }, i) => {
    const example = examples.find((e) => e.folder === "wrong_answer" && e.fileName === shown_by);
    if (example !== undefined) return [{ id: name, hint, example }];
    problems.push(
      problem(
        "unknown-misconception-example",
        `${prefix}exercise.yaml`,
        { file: shown_by },
        { key: `misconceptions[${i}].shown_by` },
      ),
    );
    return [];
  });
  const edges = manifest.groups.flatMap(({ generate }) => generate?.edges ?? []);
  if (edges.length > 0 && !files.includes("validator.ts"))
    problems.push(problem("missing-file", `${prefix}validator.ts`, { detail: "ENOENT" }));
  const names = (["driver", "reference", "generator", "validator", "checker"] as const).filter(
    (name) => files.includes(`${name}.ts`),
  );
  const modules =
    bundled ?? (await bundleModules(folder, names, manifest.imports, prefix, problems));
  // What cannot be read has been said already where it was wanted.
  const unread: Problem[] = [];
  const hash = hashFiles(folder, files, prefix, unread);
  problems.push(
    ...unread.filter(
      ({ code, file }) => !problems.some((known) => known.code === code && known.file === file),
    ),
  );
  locateProblems(folder, prefix, problems);
  if (problems.length > 0 || statements === undefined || starter === undefined)
    return { exercise: undefined, problems };
  return {
    exercise: {
      pack: pack.manifest.id,
      packManifest: pack.manifest,
      id,
      folder,
      hash,
      manifest,
      groups,
      statements,
      starter,
      modules,
      misconceptions,
      examples,
      waivers,
    },
    problems,
  };
}

/**
 * Exercise-level `needs`, which never was enforced, became `recommended`. Stored versions keep the
 * name that their hash is over.
 */
const storedManifest = exerciseManifest
  .extend({ needs: z.array(z.string()).optional() })
  .transform(({ needs, ...manifest }): ExerciseManifest => ({
    ...manifest,
    recommended: needs ?? manifest.recommended,
  }));

type ManifestSchema = z.ZodType<ExerciseManifest>;

function readManifest(
  folder: string,
  prefix: string,
  id: string,
  listed: string[],
  schema: ManifestSchema,
  problems: Problem[],
): ExerciseManifest | undefined {
  const file = `${prefix}exercise.yaml`;
  const text = readText(folder, "exercise.yaml", prefix, problems);
  if (text === undefined) return undefined;
  const parsed = parseYaml(text, file, schema);
  if (!parsed.ok) {
    problems.push(...parsed.problems.map(nameRenamed));
    return undefined;
  }
  const { value } = parsed;
  for (const [i, other] of value.recommended.entries()) {
    if (!listed.includes(other))
      problems.push(
        problem("recommended-nothing", file, { id: other }, { key: `recommended[${i}]` }),
      );
  }
  const names = value.misconceptions.map((misconception) => misconception.id);
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) !== i)
      problems.push(
        problem("duplicate", file, { value: name }, { key: `misconceptions[${i}].id` }),
      );
  }
  if (value.id !== id)
    problems.push(problem("id-is-not-folder", file, { id: value.id, folder: id }, { key: "id" }));
  const before: string[] = [];
  for (const [i, group] of value.groups.entries()) {
    if (before.includes(group.id))
      problems.push(problem("duplicate", file, { value: group.id }, { key: `groups[${i}].id` }));
    for (const need of group.needs) {
      // Only earlier groups, so that needs cannot go in a circle.
      const key = `groups[${i}].needs`;
      const needed = value.groups.find((other) => other.id === need);
      if (!before.includes(need))
        problems.push(problem("unknown-group", file, { id: need }, { key }));
      else if (needed !== undefined && isVisible(group) && !isVisible(needed))
        problems.push(problem("needs-hidden", file, { id: need }, { key }));
    }
    before.push(group.id);
  }
  const shown = value.groups.find((group) => group.id === value.figure?.group);
  if (value.figure !== undefined && (shown === undefined || !isVisible(shown)))
    problems.push(
      problem("figure-hidden", file, { id: value.figure.group }, { key: "figure.group" }),
    );
  return value;
}

/** What was found by comparing values knows its key; the line of that is in the text. */
function locateProblems(folder: string, prefix: string, problems: Problem[]): Problem[] {
  const places = new Map<string, Locate>();
  for (const one of problems) {
    if (one.line > 0 || one.key === "" || !/\.(?:yaml|json)$/.test(one.file)) continue;
    const locate =
      places.get(one.file) ??
      createLocator(readText(folder, one.file.slice(prefix.length), "", []) ?? "");
    places.set(one.file, locate);
    one.line = locate(pathOf(one)).line;
  }
  return problems;
}

/**
 * "groups[2].points" as a path. The keys of submissions.yaml are names of files, with dots of their
 * own.
 */
function pathOf({ file, key }: Problem): PropertyKey[] {
  if (file.endsWith("submissions.yaml")) {
    const [, example, rest] = /^([a-z_]+\/[^/]+\.(?:ts|js))(?:\.(.*))?$/.exec(key) ?? [];
    if (example !== undefined)
      return rest === undefined ? [example] : [example, ...rest.split(".")];
  }
  return key
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function nameRenamed(one: Problem): Problem {
  if (one.code !== "unknown-key" || one.key !== "needs") return one;
  return { ...one, code: "renamed-key", params: { key: "needs", now: "recommended" } };
}

function readStatements(
  folder: string,
  prefix: string,
  files: string[],
  problems: Problem[],
): Record<Language, string> | undefined {
  const statements: Partial<Record<Language, string>> = {};
  for (const language of LANGUAGES) {
    const name = `statement.${language}.md`;
    if (!files.includes(name))
      problems.push(problem("missing-language", `${prefix}${name}`, { language }));
    else statements[language] = readText(folder, name, prefix, problems) ?? "";
  }
  return problems.length === 0 || LANGUAGES.every((language) => statements[language] !== undefined)
    ? (statements as Record<Language, string>)
    : undefined;
}

function readWaivers(
  folder: string,
  prefix: string,
  files: string[],
  problems: Problem[],
): MutantWaiver[] {
  const text = files.includes("mutants.yaml")
    ? readText(folder, "mutants.yaml", prefix, problems)
    : undefined;
  if (text === undefined) return [];
  const parsed = parseYaml(text, `${prefix}mutants.yaml`, mutantsFile);
  if (parsed.ok) return parsed.value;
  problems.push(...parsed.problems);
  return [];
}

const SINGLE_FILES = [
  "exercise.yaml",
  "starter.ts",
  "reference.ts",
  "driver.ts",
  "generator.ts",
  "validator.ts",
  "checker.ts",
  "submissions.yaml",
  "mutants.yaml",
  ...LANGUAGES.map((language) => `statement.${language}.md`),
];

function findStrays(
  files: string[],
  manifest: ExerciseManifest,
  prefix: string,
  problems: Problem[],
): void {
  const data = manifest.groups.flatMap((group) =>
    group.data === undefined ? [] : [`data/${group.data}`],
  );
  for (const path of files) {
    const example = /^submissions\/([a-z_]+)\/[a-z0-9][a-z0-9-]*\.(ts|js)$/.exec(path);
    const isExample =
      example !== null && (EXAMPLE_FOLDERS as readonly string[]).includes(example[1]!);
    const isFigure =
      /^figures\/[a-z0-9][a-z0-9.-]*\.svg$/.test(path) ||
      /^figures\/[a-z0-9][a-z0-9-]*\.(zh-CN|en)\.svg$/.test(path);
    const isAsset =
      /^assets\/[a-z0-9][a-z0-9.-]*\.(txt|json)$/.test(path) ||
      /^assets\/[a-z0-9][a-z0-9-]*\.(zh-CN|en)\.(txt|json)$/.test(path);
    if (SINGLE_FILES.includes(path) || data.includes(path) || isExample || isFigure || isAsset)
      continue;
    problems.push(problem("stray-file", `${prefix}${path}`));
  }
}
