// Parts that the author has not written yet: `gradus new` marks them with the word TODO. A starter
// may contain it, as a message to students, and so may an example.

import { readText } from "../pack/files.ts";
import { HINTS_FILE } from "../pack/hash.ts";
import type { Exercise } from "../pack/exercise.ts";
import { LANGUAGES } from "../pack/schema.ts";
import { type Finding, bindFinding } from "./finding.ts";

const SHOWN_CHARACTERS = 100;

export function checkToDo(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  const data = exercise.groups.flatMap(({ manifest }) =>
    manifest.data === undefined ? [] : [`data/${manifest.data}`],
  );
  const files = [
    "exercise.yaml",
    HINTS_FILE,
    ...LANGUAGES.map((language) => `statement.${language}.md`),
    "reference.ts",
    "generator.ts",
    "validator.ts",
    "driver.ts",
    "checker.ts",
    ...data,
  ];
  return files.flatMap((file) => {
    const lines = (readText(exercise.folder, file, "", []) ?? "").split("\n");
    return lines.flatMap((text, i) =>
      /\bTODO\b/.test(text)
        ? [
            finding(
              "to-do",
              file,
              { text: text.trim().slice(0, SHOWN_CHARACTERS) },
              { line: i + 1 },
            ),
          ]
        : [],
    );
  });
}
