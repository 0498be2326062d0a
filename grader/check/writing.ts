// Whether the reference's language model can write with the texts that the manifest names.

import type { Grader } from "../create-grader.ts";
import type { Exercise } from "../pack/exercise.ts";
import { isTrainingText, MAX_ALPHABET, MAX_TEXT_CHARACTERS } from "../writing/corpus.ts";
import type { WritingReport } from "../written-text.ts";
import { bindFinding, type Finding } from "./finding.ts";
import { SEED } from "./runs.ts";
import { throwIfPrevented } from "./unfinished-checks.ts";

/** Needs no reference. */
export function checkWritingTexts(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  return (exercise.writing?.texts ?? []).flatMap(({ text }, i) =>
    isTrainingText(text)
      ? []
      : [
          finding("writing-text", `assets/${exercise.manifest.writing!.texts[i]!.file}`, {
            characters: MAX_TEXT_CHARACTERS,
            alphabet: MAX_ALPHABET,
          }),
        ],
  );
}

/** Only for texts in which `checkWritingTexts` finds nothing. */
export async function checkWriting(grader: Grader, exercise: Exercise): Promise<Finding[]> {
  const { writing, modules } = exercise;
  const found: Finding[] = [];
  for (const text of (writing?.texts ?? []).keys()) {
    const report = await grader.grade({
      exercise,
      source: new TextEncoder().encode("// the reference"),
      fileName: "reference.ts",
      asPack: { bundled: modules.reference! },
      groups: "none",
      seed: SEED,
      writing: { text, start: "", temperature: 1, seed: SEED },
    });
    throwIfPrevented(report);
    if (report.writing?.kind === "written") continue;
    const detail = describe(report.writing) ?? report.messages[0]?.code ?? "";
    found.push(bindFinding(exercise)("writing-fails", "reference.ts", { text: text + 1, detail }));
  }
  return found;
}

/** For authors, who know these names from the documentation. */
function describe(report: WritingReport | undefined): string | undefined {
  switch (report?.kind) {
    case "wrong":
      return `${report.fault} (${report.value ?? "?"})`;
    case "threw":
      return `${report.name}: ${report.message}`;
    case "limit":
      return report.limit;
    default:
      return undefined;
  }
}
