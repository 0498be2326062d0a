// hints.yaml: hints that a student opens one after another. A hint changes no score, so the file is
// not part of the exercise's hash: a corrected hint needs no new version and no regrade, and stored
// versions and public bundles do not contain it.

import { createLocator } from "./text-places.ts";
import type { ExerciseFolder } from "./exercise-folder.ts";
import type { Pack } from "./exercise.ts";
import { readText } from "./files.ts";
import { HINTS_FILE } from "./hash.ts";
import { loadManifest } from "./load-manifest.ts";
import { openExerciseFolder } from "./open-exercise-folder.ts";
import { parseYaml } from "./parse.ts";
import { PackError, problem } from "./problem.ts";
import { type ExerciseManifest, type Hints, hintsFile } from "./schema.ts";

/**
 * undefined if there is no file, or if it cannot be parsed; the problems are added to
 * `opened.problems`. Requires three hints for every export, and for nothing else.
 */
export function readHints(
  { folder, prefix, files, problems }: ExerciseFolder,
  { exports }: Pick<ExerciseManifest, "exports">,
): Hints | undefined {
  if (!files.includes(HINTS_FILE)) return undefined;
  const file = `${prefix}${HINTS_FILE}`;
  const text = readText(folder, HINTS_FILE, prefix, problems);
  if (text === undefined) return undefined;
  const parsed = parseYaml(text, file, hintsFile);
  if (!parsed.ok) {
    problems.push(...parsed.problems);
    return undefined;
  }
  const hints = parsed.value;
  const names = exports.map(({ name }) => name);
  const locate = createLocator(text);
  for (const name of Object.keys(hints))
    if (!names.includes(name))
      problems.push(
        problem(
          "unknown-export",
          file,
          { name, names: names.join(", ") },
          { key: name, line: locate([name]).line },
        ),
      );
  for (const name of names)
    if (!Object.hasOwn(hints, name)) problems.push(problem("export-without-hints", file, { name }));
  return hints;
}

/** undefined if the exercise has no hints. Throws `PackError` if they cannot be read. */
export function loadHints(pack: Pack, id: string): Hints | undefined {
  const opened = openExerciseFolder(pack, id);
  if (opened.problems.length === 0 && !opened.files.includes(HINTS_FILE)) return undefined;
  const hints = opened.problems.length > 0 ? undefined : readHints(opened, loadManifest(pack, id));
  if (opened.problems.length > 0) throw new PackError(opened.problems);
  return hints;
}
