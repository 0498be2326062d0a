// A pack's folder into an `Exercise` that can be graded: manifest checked, cases decoded, modules bundled, contents hashed.
//
//   findPacks(dir)            which packs there are: dir itself, or the folders in it
//   loadExercise(pack, id)    one exercise, ready to grade; throws PackError with everything that is wrong with it
//   readExercise(pack, id)    the same, but as far as it gets, with the problems beside it (for check)

import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CodecError, decode, encode, MAX_DEPTH, type Value } from "../sandbox/codec.ts";
import type { Tolerance } from "../compare/tolerance.ts";
import { bundleModules, type ModuleName } from "./bundle.ts";
import { isFolder, listFiles, readBytes, readText } from "./files.ts";
import { parseJson, parseYaml } from "./parse.ts";
import { PackError, problem, type Problem } from "./problem.ts";
import {
  dataFile, type DataFile, exerciseManifest, type ExerciseManifest, type GroupManifest, LANGUAGES, type Language,
  type Localized, type Oracle, packManifest, type PackManifest, type PartialTolerance,
} from "./schema.ts";

export interface Pack {
  folder: string;
  manifest: PackManifest;
}

export interface StoredCase {
  name: string;
  /** The input as the codec's text, as it is sent to a slot. */
  inputText: string;
  input: Value;
  expected: Value;
  tolerance: Tolerance;
  oracle: Oracle;
  hint: Localized | undefined;
}

export interface Group {
  manifest: GroupManifest;
  visible: boolean;
  /** Stored cases; empty for a group whose cases are generated. */
  cases: StoredCase[];
}

export const EXAMPLE_FOLDERS = ["accepted", "wrong_answer", "time_limit_exceeded", "run_time_error", "compile_error", "memory_limit_exceeded", "output_limit_exceeded"] as const;

export interface Example {
  folder: (typeof EXAMPLE_FOLDERS)[number];
  fileName: string;
  source: string;
}

export interface Exercise {
  pack: string;
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
}

export interface ReadResult {
  exercise: Exercise | undefined;
  problems: Problem[];
}

/** Packs in `dir`: itself where it holds a pack.yaml, else each folder in it that does. Throws `PackError` where there is none. */
export function findPacks(dir: string): { packs: Pack[]; problems: Problem[] } {
  const base = resolve(dir);
  if (!isFolder(base)) throw new PackError([problem(fileKind(base), dir)]);
  const names = readdirSync(base);
  const folders = names.includes("pack.yaml") ? [base] : names.sort().map((name) => join(base, name)).filter((path) => isFolder(path) && readdirSync(path).includes("pack.yaml"));
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
  if (parsed.value.id !== basename(folder)) problems.push(problem("id-is-not-folder", `${prefix}pack.yaml`, { id: parsed.value.id, folder: basename(folder) }, { key: "id" }));
  const listed = parsed.value.exercises;
  for (const id of listed) {
    if (listed.indexOf(id) !== listed.lastIndexOf(id)) problems.push(problem("duplicate", `${prefix}pack.yaml`, { value: id }, { key: "exercises" }));
    if (!isFolder(join(folder, id))) problems.push(problem("unknown-exercise", `${prefix}pack.yaml`, { id }, { key: "exercises" }));
  }
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const known = entry.name === "pack.yaml" || entry.name === "oracle" || entry.name === "README.md" || listed.includes(entry.name);
    if (entry.isSymbolicLink()) problems.push(problem("link", `${prefix}${entry.name}`));
    else if (!known) problems.push(problem(entry.isDirectory() ? "unlisted-exercise" : "stray-file", `${prefix}${entry.name}`));
  }
  return [{ folder, manifest: parsed.value }];
}

export async function loadExercise(pack: Pack, id: string): Promise<Exercise> {
  const { exercise, problems } = await readExercise(pack, id);
  if (exercise === undefined || problems.length > 0) throw new PackError(problems);
  return exercise;
}

export async function readExercise(pack: Pack, id: string): Promise<ReadResult> {
  const problems: Problem[] = [];
  const folder = join(pack.folder, id);
  const prefix = `${pack.manifest.id}/${id}/`;
  if (!isFolder(folder)) return { exercise: undefined, problems: [problem("unknown-exercise", `${pack.manifest.id}/pack.yaml`, { id }, { key: "exercises" })] };
  const files = listFiles(folder, prefix, problems);
  // A problem here (a link, a device, a thousand files) is a reason not to open anything.
  if (problems.length > 0) return { exercise: undefined, problems };

  const manifest = readManifest(folder, prefix, id, pack.manifest.exercises, problems);
  const statements = readStatements(folder, prefix, files, problems);
  const starter = readText(folder, "starter.ts", prefix, problems);
  const examples = readExamples(folder, prefix, files, problems);
  if (manifest === undefined) return { exercise: undefined, problems };

  findStrays(files, manifest, prefix, problems);
  if (!files.includes("reference.ts")) problems.push(problem("missing-file", `${prefix}reference.ts`, { detail: "ENOENT" }));
  if (manifest.groups.some((group) => group.generate) && !files.includes("generator.ts")) problems.push(problem("missing-file", `${prefix}generator.ts`, { detail: "ENOENT" }));
  const groups = manifest.groups.map((group, i) => readGroup(folder, prefix, group, i, manifest, problems));
  const misconceptions = manifest.misconceptions.flatMap(({ id: name, shown_by, hint }, i) => {
    const example = examples.find((e) => e.folder === "wrong_answer" && e.fileName === shown_by);
    if (example !== undefined) return [{ id: name, hint, example }];
    problems.push(problem("unknown-misconception-example", `${prefix}exercise.yaml`, { file: shown_by }, { key: `misconceptions[${i}].shown_by` }));
    return [];
  });
  const names = (["driver", "reference", "generator", "checker"] as const).filter((name) => files.includes(`${name}.ts`));
  const modules = await bundleModules(folder, names, manifest.imports, prefix, problems);
  // What cannot be read has been said already where it was wanted.
  const unread: Problem[] = [];
  const hash = hashFiles(folder, files, prefix, unread);
  problems.push(...unread.filter(({ code, file }) => !problems.some((known) => known.code === code && known.file === file)));
  if (problems.length > 0 || statements === undefined || starter === undefined) return { exercise: undefined, problems };
  return { exercise: { pack: pack.manifest.id, id, folder, hash, manifest, groups, statements, starter, modules, misconceptions, examples }, problems };
}

function readManifest(folder: string, prefix: string, id: string, listed: string[], problems: Problem[]): ExerciseManifest | undefined {
  const file = `${prefix}exercise.yaml`;
  const text = readText(folder, "exercise.yaml", prefix, problems);
  if (text === undefined) return undefined;
  const parsed = parseYaml(text, file, exerciseManifest);
  if (!parsed.ok) {
    problems.push(...parsed.problems);
    return undefined;
  }
  const { value } = parsed;
  for (const [i, need] of value.needs.entries()) {
    if (!listed.includes(need)) problems.push(problem("needs-nothing", file, { id: need }, { key: `needs[${i}]` }));
  }
  const names = value.misconceptions.map((misconception) => misconception.id);
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) !== i) problems.push(problem("duplicate", file, { value: name }, { key: `misconceptions[${i}].id` }));
  }
  if (value.id !== id) problems.push(problem("id-is-not-folder", file, { id: value.id, folder: id }, { key: "id" }));
  const before: string[] = [];
  for (const [i, group] of value.groups.entries()) {
    if (before.includes(group.id)) problems.push(problem("duplicate", file, { value: group.id }, { key: `groups[${i}].id` }));
    for (const need of group.needs) {
      // Only earlier groups, so that needs cannot go in a circle.
      const key = `groups[${i}].needs`;
      const needed = value.groups.find((other) => other.id === need);
      if (!before.includes(need)) problems.push(problem("unknown-group", file, { id: need }, { key }));
      else if (needed !== undefined && isVisible(group) && !isVisible(needed)) problems.push(problem("needs-hidden", file, { id: need }, { key }));
    }
    before.push(group.id);
  }
  return value;
}

function isVisible(group: GroupManifest): boolean {
  return group.generate?.visible ?? group.data?.startsWith("sample/") ?? false;
}

function readStatements(folder: string, prefix: string, files: string[], problems: Problem[]): Record<Language, string> | undefined {
  const statements: Partial<Record<Language, string>> = {};
  for (const language of LANGUAGES) {
    const name = `statement.${language}.md`;
    if (!files.includes(name)) problems.push(problem("missing-language", `${prefix}${name}`, { language }));
    else statements[language] = readText(folder, name, prefix, problems) ?? "";
  }
  return problems.length === 0 || LANGUAGES.every((language) => statements[language] !== undefined) ? (statements as Record<Language, string>) : undefined;
}

function readExamples(folder: string, prefix: string, files: string[], problems: Problem[]): Example[] {
  return files.flatMap((path) => {
    const [, name, fileName] = /^submissions\/([a-z_]+)\/([^/]+\.(?:ts|js))$/.exec(path) ?? [];
    const kind = EXAMPLE_FOLDERS.find((known) => known === name);
    if (kind === undefined || fileName === undefined) return [];
    const source = readText(folder, path, prefix, problems);
    return source === undefined ? [] : [{ folder: kind, fileName, source }];
  });
}

const SINGLE_FILES = ["exercise.yaml", "starter.ts", "reference.ts", "driver.ts", "generator.ts", "checker.ts", ...LANGUAGES.map((language) => `statement.${language}.md`)];

function findStrays(files: string[], manifest: ExerciseManifest, prefix: string, problems: Problem[]): void {
  const data = manifest.groups.flatMap((group) => (group.data === undefined ? [] : [`data/${group.data}`]));
  for (const path of files) {
    const example = /^submissions\/([a-z_]+)\/[a-z0-9][a-z0-9-]*\.(ts|js)$/.exec(path);
    const isExample = example !== null && (EXAMPLE_FOLDERS as readonly string[]).includes(example[1]!);
    const isFigure = /^figures\/[a-z0-9][a-z0-9.-]*\.svg$/.test(path) || /^figures\/[a-z0-9][a-z0-9-]*\.(zh-CN|en)\.svg$/.test(path);
    if (SINGLE_FILES.includes(path) || data.includes(path) || isExample || isFigure) continue;
    problems.push(problem("stray-file", `${prefix}${path}`));
  }
}

function readGroup(folder: string, prefix: string, group: GroupManifest, index: number, manifest: ExerciseManifest, problems: Problem[]): Group {
  if (group.data === undefined) return { manifest: group, visible: group.generate?.visible ?? false, cases: [] };
  const path = `data/${group.data}`;
  const visible = group.data.startsWith("sample/");
  const before = problems.length;
  const text = readText(folder, path, prefix, problems);
  if (text === undefined) {
    // A file that is not there is a mistake in the manifest as likely as anywhere else.
    if (problems[before]?.code === "missing-file") {
      problems.splice(before, 1, problem("missing-data", `${prefix}exercise.yaml`, { file: path }, { key: `groups[${index}].data` }));
    }
    return { manifest: group, visible, cases: [] };
  }
  const parsed = parseJson(text, `${prefix}${path}`, dataFile);
  if (!parsed.ok) {
    problems.push(...parsed.problems);
    return { manifest: group, visible, cases: [] };
  }
  const seen = new Set<string>();
  const cases = parsed.value.cases.map((stored, i): StoredCase => {
    if (seen.has(stored.name)) problems.push(problem("duplicate-case", `${prefix}${path}`, { name: stored.name }, { key: `cases[${i}].name` }));
    seen.add(stored.name);
    const read = (key: "input" | "expected"): { text: string; value: Value } => {
      const text = encodeStored(stored[key]);
      try {
        return { text, value: decode(text) };
      } catch (error) {
        if (!(error instanceof CodecError)) throw error;
        problems.push(problem("wrong-value", `${prefix}${path}`, { got: error.message, wanted: "data" }, { key: `cases[${i}].${key}` }));
        return { text, value: undefined };
      }
    };
    const input = read("input");
    return {
      name: stored.name,
      inputText: input.text,
      input: input.value,
      expected: read("expected").value,
      tolerance: resolveTolerance(stored.tolerance, parsed.value, manifest),
      oracle: stored.oracle,
      hint: stored.hint,
    };
  });
  return { manifest: group, visible, cases };
}

/** Stored values may hold the codec's own tags ({"$n":"NaN"}), which JSON has no words for; they pass through as they are. */
function encodeStored(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? { $i: String(item) } : item)) ?? '{"$u":0}';
}

/** Strongest first: the case's fields, the case's own, the file's fields, the file's own, the manifest's. */
export function resolveTolerance(own: PartialTolerance | undefined, file: Pick<DataFile, "tolerance">, manifest: ExerciseManifest): Tolerance {
  const fill = (part: PartialTolerance | undefined, base: { rtol: number; atol: number }) => ({ rtol: part?.rtol ?? base.rtol, atol: part?.atol ?? base.atol });
  const fileBounds = fill(file.tolerance, manifest.tolerance);
  const hasOwn = own?.rtol !== undefined || own?.atol !== undefined;
  return { ...fill(own, fileBounds), fields: { ...(hasOwn ? {} : file.tolerance?.fields), ...own?.fields } };
}

function hashFiles(folder: string, files: string[], prefix: string, problems: Problem[]): string {
  const hash = createHash("sha256");
  for (const path of files) {
    const bytes = readBytes(folder, path, prefix, problems);
    if (bytes !== undefined) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/** The codec's text for a value of a pack (a generated input, say). */
export function encodeValue(value: Value): string {
  return encode(value, { bytes: 16 * 1024 * 1024, nodes: 16 * 1024 * 1024, depth: MAX_DEPTH });
}
