// exercise.yaml: read, parsed, and checked for references to things that do not exist.

import { z } from "zod";
import { isVisible } from "./cases.ts";
import type { ExerciseFolder } from "./exercise-folder.ts";
import { readText } from "./files.ts";
import { parseYaml } from "./parse.ts";
import { problem, type Problem } from "./problem.ts";
import { exerciseManifest, type ExerciseManifest } from "./schema.ts";

/**
 * Older stored versions say `needs` at the top level for what is now `recommended` (it was never
 * enforced). Their hash covers the old name, so it stays.
 */
const storedManifest = exerciseManifest
  .extend({ needs: z.array(z.string()).optional() })
  .transform(({ needs, ...manifest }): ExerciseManifest => ({
    ...manifest,
    recommended: needs ?? manifest.recommended,
  }));

/**
 * `id`: the exercise's folder name. `exercises`: the ids that pack.yaml lists. `stored`: also
 * accept the older form of the manifest. Returns undefined if the file cannot be read or parsed.
 */
export function readManifest(
  { folder, prefix, problems }: ExerciseFolder,
  id: string,
  exercises: string[],
  stored: boolean,
): ExerciseManifest | undefined {
  const file = `${prefix}exercise.yaml`;
  const schema: z.ZodType<ExerciseManifest> = stored ? storedManifest : exerciseManifest;
  const text = readText(folder, "exercise.yaml", prefix, problems);
  if (text === undefined) return undefined;
  const parsed = parseYaml(text, file, schema);
  if (!parsed.ok) {
    problems.push(...parsed.problems.map(nameRenamedKey));
    return undefined;
  }
  const manifest = parsed.value;
  for (const [i, other] of manifest.recommended.entries()) {
    if (!exercises.includes(other))
      problems.push(
        problem("recommended-nothing", file, { id: other }, { key: `recommended[${i}]` }),
      );
  }
  for (const [i, other] of manifest.replaces.entries()) {
    if (exercises.includes(other))
      problems.push(problem("replaces-offered", file, { id: other }, { key: `replaces[${i}]` }));
  }
  const names = manifest.misconceptions.map((misconception) => misconception.id);
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) !== i)
      problems.push(
        problem("duplicate", file, { value: name }, { key: `misconceptions[${i}].id` }),
      );
  }
  if (manifest.id !== id)
    problems.push(
      problem("id-is-not-folder", file, { id: manifest.id, folder: id }, { key: "id" }),
    );
  problems.push(
    ...findGroupErrors(manifest, file),
    ...findFigureErrors(manifest, file),
    ...findFieldErrors(manifest, file),
    ...findWritingErrors(manifest, file),
  );
  return manifest;
}

/** Group ids that occur twice, and needs that name no earlier group or a hidden one. */
function findGroupErrors({ groups }: ExerciseManifest, file: string): Problem[] {
  const found: Problem[] = [];
  const earlier: string[] = [];
  for (const [i, group] of groups.entries()) {
    if (earlier.includes(group.id))
      found.push(problem("duplicate", file, { value: group.id }, { key: `groups[${i}].id` }));
    for (const need of group.needs) {
      // Only earlier groups, so that needs cannot form a circle.
      const key = `groups[${i}].needs`;
      const needed = groups.find((other) => other.id === need);
      if (!earlier.includes(need))
        found.push(problem("unknown-group", file, { id: need }, { key }));
      else if (needed !== undefined && isVisible(group) && !isVisible(needed))
        found.push(problem("needs-hidden", file, { id: need }, { key }));
    }
    earlier.push(group.id);
  }
  return found;
}

/** A figure shows an output of a visible group. */
function findFigureErrors({ figures, groups }: ExerciseManifest, file: string): Problem[] {
  return figures.flatMap(({ group: id }, i) => {
    const shown = groups.find((group) => group.id === id);
    if (id === undefined || (shown !== undefined && isVisible(shown))) return [];
    return [problem("figure-hidden", file, { id }, { key: `figures.${i}.group` })];
  });
}

/** A field is computed by an export. */
function findFieldErrors({ fields, exports }: ExerciseManifest, file: string): Problem[] {
  return Object.entries(fields).flatMap(([field, { from = {} }]) =>
    (typeof from === "string" ? [from] : Object.values(from))
      .filter((name) => !exports.some((one) => one.name === name))
      .map((name) =>
        problem(
          "unknown-export",
          file,
          { name, names: listNames(exports) },
          { key: `fields.${field}.from` },
        ),
      ),
  );
}

/** The model that writes is trained by an export. */
function findWritingErrors({ writing, exports }: ExerciseManifest, file: string): Problem[] {
  const name = writing?.train;
  if (name === undefined || exports.some((one) => one.name === name)) return [];
  return [
    problem("unknown-export", file, { name, names: listNames(exports) }, { key: "writing.train" }),
  ];
}

function listNames(exports: ExerciseManifest["exports"]): string {
  return exports.map(({ name }) => name).join(", ");
}

function nameRenamedKey(one: Problem): Problem {
  if (one.code !== "unknown-key" || one.key !== "needs") return one;
  return { ...one, code: "renamed-key", params: { key: "needs", now: "recommended" } };
}
