// Files in an exercise's folder that are not part of an exercise.

import { EXAMPLE_FOLDERS } from "./examples.ts";
import type { ExerciseFolder } from "./exercise-folder.ts";
import { HINTS_FILE } from "./hash.ts";
import { problem } from "./problem.ts";
import { type ExerciseManifest, LANGUAGES } from "./schema.ts";

const SINGLE_FILES = [
  "exercise.yaml",
  "starter.ts",
  "starter.zh-CN.ts",
  "reference.ts",
  "driver.ts",
  "generator.ts",
  "validator.ts",
  "checker.ts",
  "submissions.yaml",
  "mutants.yaml",
  HINTS_FILE,
  ...LANGUAGES.map((language) => `statement.${language}.md`),
];

const PATTERNS = [
  new RegExp(`^submissions/(?:${EXAMPLE_FOLDERS.join("|")})/[a-z0-9][a-z0-9-]*\\.(?:ts|js)$`),
  /^figures\/[a-z0-9][a-z0-9.-]*\.svg$/,
  /^figures\/[a-z0-9][a-z0-9-]*\.(zh-CN|en)\.svg$/,
  /^assets\/[a-z0-9][a-z0-9.-]*\.(txt|json)$/,
  /^assets\/[a-z0-9][a-z0-9-]*\.(zh-CN|en)\.(txt|json)$/,
];

export function findStrayFiles(
  { files, prefix, problems }: ExerciseFolder,
  manifest: ExerciseManifest,
): void {
  const data = manifest.groups.flatMap((group) =>
    group.data === undefined ? [] : [`data/${group.data}`],
  );
  const known = new Set([...SINGLE_FILES, ...data]);
  for (const path of files)
    if (!known.has(path) && !PATTERNS.some((pattern) => pattern.test(path)))
      problems.push(problem("stray-file", `${prefix}${path}`));
}
