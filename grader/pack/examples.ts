// The example submissions of an exercise, and what submissions.yaml says about them beyond the
// folder they are in.

import type { ExerciseFolder } from "./exercise-folder.ts";
import { readText } from "./files.ts";
import { parseYaml } from "./parse.ts";
import { problem } from "./problem.ts";
import { type ExerciseManifest, type SubmissionsFile, submissionsFile } from "./schema.ts";

export const EXAMPLE_FOLDERS = [
  "accepted",
  "wrong_answer",
  "time_limit_exceeded",
  "run_time_error",
  "compile_error",
  "memory_limit_exceeded",
  "output_limit_exceeded",
] as const;

export interface Example {
  folder: (typeof EXAMPLE_FOLDERS)[number];
  fileName: string;
  source: string;
  /** Expected verdict by group, as far as submissions.yaml gives one. */
  groups: SubmissionsFile[string]["groups"];
  /**
   * A misconception that must be recognised in it, from submissions.yaml. Misconceptions that name
   * the example in `shown_by` must be recognised as well.
   */
  misconception: string | undefined;
}

/** `manifest`: undefined if it could not be read; then submissions.yaml is not compared with it. */
export function readExamples(
  { folder, prefix, files, problems }: ExerciseFolder,
  manifest: ExerciseManifest | undefined,
): Example[] {
  const known = readSubmissionsFile({ folder, prefix, files, problems }, manifest);
  return files.flatMap((path) => {
    const [, name, fileName] = /^submissions\/([a-z_]+)\/([^/]+\.(?:ts|js))$/.exec(path) ?? [];
    const kind = EXAMPLE_FOLDERS.find((known) => known === name);
    if (kind === undefined || fileName === undefined) return [];
    const source = readText(folder, path, prefix, problems);
    const { groups = {}, misconception } = known[`${kind}/${fileName}`] ?? {};
    return source === undefined ? [] : [{ folder: kind, fileName, source, groups, misconception }];
  });
}

function readSubmissionsFile(
  { folder, prefix, files, problems }: ExerciseFolder,
  manifest: ExerciseManifest | undefined,
): SubmissionsFile {
  const name = "submissions.yaml";
  const text = files.includes(name) ? readText(folder, name, prefix, problems) : undefined;
  if (text === undefined) return {};
  const parsed = parseYaml(text, `${prefix}${name}`, submissionsFile);
  if (!parsed.ok) {
    problems.push(...parsed.problems);
    return {};
  }
  for (const [path, { groups, misconception }] of Object.entries(parsed.value)) {
    if (!files.includes(`submissions/${path}`))
      problems.push(problem("unknown-example", `${prefix}${name}`, { file: path }, { key: path }));
    if (manifest === undefined) continue;
    for (const id of Object.keys(groups)) {
      if (!manifest.groups.some((group) => group.id === id))
        problems.push(
          problem("unknown-group", `${prefix}${name}`, { id }, { key: `${path}.groups` }),
        );
    }
    if (
      misconception !== undefined &&
      !manifest.misconceptions.some(({ id }) => id === misconception)
    ) {
      problems.push(
        problem(
          "unknown-misconception",
          `${prefix}${name}`,
          { id: misconception },
          { key: `${path}.misconception` },
        ),
      );
    }
  }
  return parsed.value;
}
