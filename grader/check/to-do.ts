// What the author has not written yet, by the word TODO in capital letters, which `gradus new` puts
// in each such place. A starter may say it to students, and an example belongs to who wrote it.

import { readText } from "../pack/files.ts";
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
